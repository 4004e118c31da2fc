import type { Status } from '../progress/record.ts';

const shapes: Readonly<Record<Status, string>> = {
  'not-started': '<circle cx="8" cy="8" r="6"/>',
  'in-progress': '<circle cx="8" cy="8" r="6"/><path class="fill" d="M8 2a6 6 0 0 1 0 12z"/>',
  done: '<circle class="fill" cx="8" cy="8" r="6"/><path class="mark" d="M5 8.2l2.2 2.2L11.2 6"/>',
  skipped: '<circle cx="8" cy="8" r="6"/><path d="M4 12L12 4"/>',
};

/** A small picture of a state: four shapes, so that color is never the only sign. Words stand beside it. Pure. */
export function stateIcon(status: Status): string {
  return `<svg class="state ${status}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shapes[status]}</svg>`;
}
