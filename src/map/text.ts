/** How wide text will be, guessed without a font, and where to break it. Pure. */

/** Widths in em, on the generous side: the editor's font differs from machine to machine. */
function emWidth(character: string): number {
  if (/[ijl.,:;'|!]/.test(character)) return 0.3;
  if (/[\sfrtI()[\]/-]/.test(character)) return 0.38;
  if (/[mwMW@%&]/.test(character)) return 0.92;
  if (/[A-Z]/.test(character)) return 0.68;
  return (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.58 : 1;
}

export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += emWidth(character);
  return width * size;
}

/** Breaks a text between words, and words that are too long anywhere. What does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, size: number, maxLines: number): string[] {
  const fits = (line: string) => textWidth(line, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((whole) => piecesOf(whole, fits))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), shortened(lines.slice(maxLines - 1).join(' '), fits)];
}

/** A word with a slash or a hyphen may break behind it; one that is still too long breaks where it must. */
function piecesOf(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

function shortened(line: string, fits: (line: string) => boolean): string {
  const characters = [...line];
  while (characters.length > 1 && !fits(`${characters.join('').trimEnd()}…`)) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
