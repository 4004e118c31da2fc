import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLED_ROADMAP } from '../../src/manifest.ts';
import { journalText } from '../../src/progress/journal.ts';

/** Writes the journal of another window, which marked these topics as done at that time. */
export async function writeJournal(
  globalStorage: string,
  topicIds: readonly string[],
  at: string,
): Promise<void> {
  const folder = join(globalStorage, 'journal/another');
  await mkdir(folder, { recursive: true });
  const changes = topicIds.map((topicId, index) => {
    const mark = { status: 'done', at, seq: index + 1, writer: 'another' } as const;
    return { roadmapId: BUNDLED_ROADMAP, topicId, mark };
  });
  await writeFile(join(folder, 'another.jsonl'), journalText(changes));
}
