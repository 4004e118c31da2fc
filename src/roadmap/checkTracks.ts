import { leavesById } from './check.ts';
import type { Parsed } from './parse.ts';
import type { Problem } from './problem.ts';
import { idsIn, itemsOf, type ReadableTopic } from './readable.ts';

/** A track can be walked from its top: it names leaves, each once, and each after all its prerequisites. */
export function checkTracks(
  head: Parsed<unknown>,
  topics: readonly ReadableTopic[],
  /** False while not every topic could be read: then one that nobody knows may be among those. */
  complete: boolean,
): Problem[] {
  const leaves = leavesById(topics);
  return itemsOf(head.input, [], 'tracks').flatMap((track) => {
    const before = new Set<string>();
    const missed = new Set<string>();
    return idsIn(track.value, track.path, 'topics').flatMap(({ text: topicId, path }) => {
      const problem = (message: string) => head.problemAt(path, message);
      if (before.has(topicId)) return [problem(`\`${topicId}\` is in the track already`)];
      before.add(topicId);
      const leaf = leaves.get(topicId);
      if (!leaf) return complete ? [problem(`there is no topic \`${topicId}\` with a checkbox`)] : [];
      return leaf.prerequisites
        .filter(({ text }) => leaves.has(text) && !before.has(text) && !missed.has(text))
        .map(({ text }) => {
          // Once in its place, it is there for all that need it.
          missed.add(text);
          return problem(`\`${topicId}\` needs \`${text}\` before it in the track`);
        });
    });
  });
}
