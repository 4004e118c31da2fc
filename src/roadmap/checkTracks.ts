import type * as z from 'zod';
import type { Parsed } from './parse.ts';
import type { Problem } from './problem.ts';
import type { roadmapSchema } from './schema.ts';
import { isWrittenLeaf, type Written } from './written.ts';

/** A track can be walked from its top: it names leaves, each once, and each after all its prerequisites. */
export function checkTracks(
  head: Parsed<z.infer<typeof roadmapSchema>>,
  written: readonly Written[],
): Problem[] {
  const prerequisites = new Map(
    written.flatMap(({ topic }) =>
      isWrittenLeaf(topic) ? [[topic.id, topic.prerequisites ?? []] as const] : [],
    ),
  );
  return (head.value?.tracks ?? []).flatMap((track, index) => {
    const before = new Set<string>();
    return track.topics.flatMap((topicId, place) => {
      const problem = (message: string) => head.problemAt(['tracks', index, 'topics', place], message);
      const needed = prerequisites.get(topicId);
      if (!needed) return [problem(`there is no topic \`${topicId}\` with a checkbox`)];
      if (before.has(topicId)) return [problem(`\`${topicId}\` is in the track already`)];
      before.add(topicId);
      return needed
        .filter((id) => !before.has(id))
        .map((id) => problem(`\`${topicId}\` needs \`${id}\` before it in the track`));
    });
  });
}
