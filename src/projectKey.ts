/**
 * A row of the projects view is named by a string, which is also what its menus hand to a command:
 * `started#<folder>` for a project on disk, with `#m2` behind it for a milestone, and a project's id in
 * the catalogue. A folder's address never has a bare `#` in it.
 */
export type ProjectKey =
  | { readonly kind: 'started'; readonly folder: string; readonly milestone?: string }
  | { readonly kind: 'section'; readonly id: string }
  | { readonly kind: 'project'; readonly projectId: string };

export const STARTED_SECTION = 'section#started';

export function startedKey(folder: string, milestone?: string): string {
  return milestone === undefined ? `started#${folder}` : `started#${folder}#${milestone}`;
}

export function parseProjectKey(text: string): ProjectKey {
  const [kind = '', rest = '', milestone] = text.split('#');
  if (kind === 'started' && rest !== '') {
    return { kind: 'started', folder: rest, ...(milestone ? { milestone } : {}) };
  }
  if (kind === 'section') return { kind: 'section', id: rest };
  return { kind: 'project', projectId: text };
}
