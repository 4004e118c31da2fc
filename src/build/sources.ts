import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectSource } from '../projects/compile.ts';
import type { SourceFile } from '../roadmap/parse.ts';

/** Reads what authors wrote under `roadmap/`. Paths in problems are shown from the repository's root. */

/** A file that is not there has no text. */
export function readSource(root: string, path: string): SourceFile {
  const file = join(root, path);
  return { path, text: existsSync(file) ? readFileSync(file, 'utf8') : undefined };
}

export function folders(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Every YAML file beside `roadmap.yaml`, in the order of names. One that ends in .yml is read to be complained about. */
export function readStages(root: string, folder: string): Map<string, SourceFile> {
  const names = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== 'roadmap.yaml')
    .map((entry) => entry.name)
    .sort();
  return new Map(names.map((name) => [name, readSource(root, `${folder}/${name}`)]));
}

export function readProject(root: string, id: string): ProjectSource {
  const folder = `roadmap/projects/${id}`;
  return {
    folder: id,
    project: readSource(root, `${folder}/project.yaml`),
    common: readCommon(root),
    starter: readTree(join(root, folder, 'starter')),
    solution: readTree(join(root, folder, 'solution')),
  };
}

/** The folder beside the projects that is none: `common/<language>/` is in every project of that language. */
const COMMON = 'common';

export function projectFolders(root: string): string[] {
  return folders(root, 'roadmap/projects').filter((name) => name !== COMMON);
}

function readCommon(root: string): Record<string, Record<string, string>> {
  const folder = `roadmap/projects/${COMMON}`;
  return Object.fromEntries(
    folders(root, folder).map((language) => [language, readTree(join(root, folder, language))]),
  );
}

/** Left behind by running a project in place; never part of it. */
const byproducts = new Set(['__pycache__', '.pytest_cache', '.ruff_cache', '.venv', '.hypothesis']);

/** The files of a folder: path, with forward slashes, → text with LF line ends. */
export function readTree(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => byproducts.has(part) || part.endsWith('.egg-info')))
    .filter((path) => statSync(join(directory, path)).isFile())
    .filter((path) => path !== '.practice/report.json')
    .sort();
  return Object.fromEntries(
    paths.map((path) => [path, readFileSync(join(directory, path), 'utf8').replaceAll('\r\n', '\n')]),
  );
}
