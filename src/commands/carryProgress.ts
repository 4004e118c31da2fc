import { UserError } from '../errors.ts';
import { changesIn, type Progress, readProgress } from '../progress/record.ts';
import type { CommandContext } from './context.ts';

/** Progress as a file: to keep, or to carry to a machine that shares nothing with this one. */

const FILE = 'ml-roadmap-progress.json';

/** Asks where, and writes all there is: every roadmap, with outcomes, read marks and questions. */
export async function exportProgress({ store, ui }: CommandContext): Promise<void> {
  const text = `${JSON.stringify(await store.record(), undefined, 1)}\n`;
  await ui.saveFile(FILE, new TextEncoder().encode(text));
}

/** Takes over what is newer in a file. What was marked differently here since stays, unless the learner says otherwise. */
export async function importProgress({ store, ui }: CommandContext): Promise<void> {
  const file = await ui.askForText({ title: 'Import Progress', button: 'Import', extension: 'json' });
  if (!file) return;
  const progress = progressIn(file.name, file.text);
  const taken = await store.take(progress);
  const different = changesIn(progress).filter(
    ({ roadmapId, topicId, mark }) => store.statusOf(roadmapId, topicId) !== mark.status,
  );
  const said = `${file.name}: ${marks(taken)} taken over.`;
  if (different.length === 0) {
    ui.mention(said);
    return;
  }
  const button = 'Use Those of the File';
  const kept = `${marks(different.length)} changed here since and stayed as they are.`;
  if ((await ui.tell('info', `${said} ${kept}`, button)) !== button) return;
  await store.restore(different);
}

function progressIn(name: string, text: string): Progress {
  const refuse = (why: string) => new UserError(`${name} ${why}. Nothing was changed.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('is no JSON file');
  }
  const reading = readProgress(value);
  if (reading.kind === 'newer')
    throw refuse('was written by a newer version of ML Roadmap. Update this one first');
  if (reading.kind === 'none' || changesIn(reading.progress).length === 0)
    throw refuse(`holds no progress. Choose a file that “Export Progress” wrote, such as ${FILE}`);
  return reading.progress;
}

function marks(count: number): string {
  return count === 1 ? '1 mark' : `${count} marks`;
}
