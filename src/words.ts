import type { Status } from './progress/record.ts';
import type { MilestoneState } from './projects/results.ts';
import type { Leaf, Resource } from './roadmap/model.ts';

/** Words and icons that rows, pages and pickers share. Pure. */

export const statusWords: Readonly<Record<Status, string>> = {
  'not-started': 'not started',
  'in-progress': 'in progress',
  done: 'done',
  skipped: 'skipped',
};

/** Codicons: a state is told by its shape as well as by its color and in words. */
export const statusIcons = {
  'not-started': 'circle-large',
  'in-progress': 'play-circle',
  done: 'pass-filled',
  skipped: 'circle-slash',
} as const satisfies Readonly<Record<Status, string>>;

export const milestoneWords: Readonly<Record<MilestoneState, string>> = {
  todo: 'to do',
  failing: 'failing',
  passing: 'passing',
  blocked: 'blocked',
};

export const milestoneIcons: Readonly<Record<MilestoneState, string>> = {
  todo: 'circle-large-outline',
  failing: 'error',
  passing: 'pass-filled',
  blocked: 'debug-disconnect',
};

export const resourceIcons = {
  article: 'note',
  book: 'book',
  course: 'mortar-board',
  documentation: 'library',
  paper: 'file-text',
  practice: 'beaker',
  report: 'graph',
  standard: 'law',
  tool: 'tools',
  video: 'play',
} as const satisfies Readonly<Record<Resource['kind'], string>>;

/** "45 min", "2 h", "2 h 30 min"; from ten hours on, whole hours. */
export function durationText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 10) return `${Math.round(minutes / 60)} h`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "course · free · 10 h" */
export function resourceText({ kind, access, minutes, language }: Resource): string {
  const parts = [kind, access, durationText(minutes)];
  return (language ? [...parts, `in ${languageName(language)}`] : parts).join(' · ');
}

function languageName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}

/** "beginner · 35 h", with the state before it when there is one to tell. */
export function leafText(leaf: Leaf, status: Status): string {
  const parts = [leaf.level, `${leaf.hours} h`];
  return (status === 'not-started' ? parts : [statusWords[status], ...parts]).join(' · ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 topic", "2 topics" */
export function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

/** "November 28, 2026", of a local date. */
export function dateText(day: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date(`${day}T12:00`));
}
