import type { Leaf } from '../roadmap/model.ts';

/** How much there is to a topic. */
export interface Thickness {
  readonly topic: string;
  readonly words: number;
  readonly outcomes: number;
  /** “book 2, course 1”. */
  readonly resources: string;
  readonly questions: number;
  readonly projects: number;
}

/** What each topic has, the thinnest last, where a terminal shows it without scrolling. Pure. */
export function thicknessOf(leaves: readonly Leaf[]): Thickness[] {
  return leaves
    .map((leaf) => ({
      topic: leaf.id,
      words: textsOf(leaf).join(' ').split(/\s+/).filter(Boolean).length,
      outcomes: leaf.outcomes?.length ?? 0,
      resources: kindsOf(leaf),
      questions: leaf.questions?.length ?? 0,
      projects: leaf.projects?.length ?? 0,
    }))
    .sort((a, b) => b.words - a.words);
}

function kindsOf({ resources }: Leaf): string {
  const kinds = [...Map.groupBy(resources, ({ kind }) => kind)];
  return kinds
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, { length }]) => `${kind} ${length}`)
    .join(', ');
}

function textsOf({
  summary,
  why = '',
  outcomes = [],
  sections = [],
  resources,
  questions = [],
}: Leaf): string[] {
  return [
    ...[summary, why, ...outcomes],
    ...sections.flatMap(({ text = '', items = [] }) => [text, ...items]),
    ...resources.map(({ note = '' }) => note),
    ...questions.flatMap(({ ask, answer, wrong = [], because }) => [ask, answer, ...wrong, because]),
  ];
}
