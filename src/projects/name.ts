import { reservedPackages } from './reservedPackages.ts';

/** Folder, project and package names are three things; these say what each may be. Pure. */

/** Names Windows keeps for devices, with or without an ending and spaces before it (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?$/i;
/**
 * Characters that do not show, or change the direction of what follows: what Unicode says may be ignored, and
 * some it forgot, such as the empty pattern of Braille. Variation selectors stay: they are part of many emoji.
 */
const invisible =
  /(?!\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\u0000-\u001f\u007f-\u009f\u2028-\u202f\u2800\ufff9-\ufffb]/u;
const LONGEST_NAME = 255;

/** What keeps a folder from having this name on any of the systems a project may travel to, or `undefined`. */
export function problemWithFolderName(name: string): string | undefined {
  if (name === '') return 'Type a name for the new folder.';
  const hidden = invisible.exec(name)?.[0];
  if (hidden) return `A folder name cannot contain the invisible character ${codePoint(hidden)}.`;
  const wrong = /[<>:"/\\|?*]/.exec(name)?.[0];
  if (wrong) return `A folder name cannot contain “${wrong}”: at least one system does not allow it.`;
  if (!name.isWellFormed()) return 'A folder name cannot contain half a character.';
  if (/^\s|\s$/u.test(name)) return 'A folder name cannot begin or end with a space.';
  if (name.startsWith('.'))
    return 'A folder name that begins with “.” is hidden on most systems. Choose another.';
  if (name.startsWith('-'))
    return 'A folder name that begins with “-” looks like an option to programs. Choose another.';
  if (name.endsWith('.')) return 'A folder name cannot end with “.”: Windows drops it.';
  if (devices.test(name)) return `“${name}” is the name of a device on Windows. Choose another.`;
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > LONGEST_NAME) return `That is ${bytes} bytes long; a folder name has at most ${LONGEST_NAME}.`;
  // Where the name has no letter the package gets the project's, which is short.
  const inside = packageNameFor(name, '').length;
  if (inside > LONGEST_NAME)
    return `The Python package in it would have a name of ${inside} bytes; a folder name has at most ${LONGEST_NAME}.`;
  return undefined;
}

/** The first of `name`, `name-2`, `name-3`… that is not taken. Names that differ only by case are the same. */
export function freeName(name: string, taken: Iterable<string>): string {
  const folded = new Set([...taken].map(foldName));
  for (let number = 2, free = name; ; free = `${name}-${number++}`) {
    if (!folded.has(foldName(free))) return free;
  }
}

/** Two names a file system may take for one have the same fold. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The name Python imports: `My Lab!` → `my_lab`. `fallback` (kebab-case) where no letter is left. */
export function packageNameFor(folder: string, fallback: string): string {
  const words = ascii(folder)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const name = words === '' ? fallback.replaceAll('-', '_') : words;
  const identifier = /^\d/.test(name) ? `p_${name}` : name;
  return reservedPackages.has(identifier) ? `${identifier}_practice` : identifier;
}

/** The name in `pyproject.toml`: `My Lab!` → `my-lab`. */
export function distributionNameFor(folder: string, fallback: string): string {
  return packageNameFor(folder, fallback).replaceAll('_', '-');
}

function ascii(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
