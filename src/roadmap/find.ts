import { isGroup, type Topic } from './model.ts';
import type { Outline } from './outline.ts';
import { plainText } from './prose.ts';

/** A topic that was found, and what in it the words were found in when it was not the title. Pure. */
export interface Found {
  readonly topic: Topic;
  readonly where?: string;
}

/** Topics whose title, other names or outcomes have every word of the query; titles first, then other names. */
export function findTopics(outline: Outline, query: string): Found[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const every: Topic[] = [];
  const visit = (topic: Topic): void => {
    every.push(topic);
    if (isGroup(topic)) topic.topics.forEach(visit);
  };
  outline.roadmap.topics.forEach(visit);
  if (words.length === 0) return every.map((topic) => ({ topic }));
  const has = (text: string) => words.every((word) => fold(text).includes(word));
  const ranked = every.flatMap((topic) => {
    if (has(topic.title)) {
      return [{ found: { topic } as Found, rank: fold(topic.title).startsWith(words[0] ?? '') ? 0 : 1 }];
    }
    if (isGroup(topic)) return [];
    const alias = (topic.aliases ?? []).find(has);
    if (alias !== undefined) return [{ found: { topic, where: alias }, rank: 2 }];
    const outcomes = (topic.outcomes ?? []).map(plainText);
    const outcome = outcomes.find(has);
    if (outcome !== undefined) return [{ found: { topic, where: outcome }, rank: 3 }];
    const all = [topic.title, ...(topic.aliases ?? []), ...outcomes].join(' ');
    return has(all) ? [{ found: { topic, where: words.join(', ') }, rank: 4 }] : [];
  });
  // A stable sort keeps the roadmap's order within a rank.
  return ranked.sort((a, b) => a.rank - b.rank).map(({ found }) => found);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
