import { type ExtensionContext, type LogOutputChannel, Uri, window, workspace } from 'vscode';
import type { Host } from '../host.ts';
import type { SettingId } from '../manifest.ts';
import { JournalPlace } from '../progress/JournalPlace.ts';
import { MementoPlace, PROGRESS_KEY } from '../progress/MementoPlace.ts';
import { mergeProgress } from '../progress/merge.ts';
import { ProgressStore } from '../progress/ProgressStore.ts';
import type { Notice, Place } from '../progress/place.ts';
import { withoutLinks } from '../ui.ts';
import { journalFiles, workspaceName } from './journalFiles.ts';

/** Puts the store together with the places this editor has. */
export async function createStore(
  context: ExtensionContext,
  host: Host,
  log: LogOutputChannel,
): Promise<ProgressStore> {
  const shareSetting: SettingId = 'mlRoadmap.progress.shareAcrossWorkspaces';
  const shared = workspace.getConfiguration().get<boolean>(shareSetting) !== false;
  const writer = crypto.randomUUID();
  const own = await workspaceName();
  const root = Uri.joinPath(context.globalStorageUri, 'journal');
  const inWorkspace = new MementoPlace('workspace state', context.workspaceState);
  const everywhere = new MementoPlace('global state', context.globalState);
  const journal = new JournalPlace(
    journalFiles(root, shared ? undefined : own, host),
    `${own}/${writer}.jsonl`,
    Date.now,
  );
  context.globalState.setKeysForSync(shared ? [PROGRESS_KEY] : []);
  return new ProgressStore({
    places: shared ? [inWorkspace, everywhere, journal] : [inWorkspace, journal],
    initial: shared ? mergeProgress(inWorkspace.peek(), everywhere.peek()) : inWorkspace.peek(),
    writer,
    now: () => new Date(),
    onNotice: (notice) => void tellNotice(log, notice),
    onFault: (place: Place, what) =>
      log.warn(
        `Progress could not be kept in one of its places, the ${place.name} (${what}). The others carry on.`,
      ),
  });
}

async function tellNotice(log: LogOutputChannel, notice: Notice): Promise<void> {
  const message =
    notice.kind === 'newer'
      ? `The progress in the ${notice.place} was saved by a newer version of ML Roadmap. It is left exactly as it is. Update the extension to see it; what you tick until then is kept beside it.`
      : `The progress in the ${notice.place} was damaged. A copy of it is kept there under “${notice.copy}”, and everything readable was taken over.`;
  log.warn(message);
  const show = notice.kind === 'newer' ? 'Show It' : 'Show the Copy';
  if ((await window.showWarningMessage(withoutLinks(message), show)) !== show) return;
  const content = JSON.stringify(notice.original, undefined, 2);
  await window.showTextDocument(await workspace.openTextDocument({ content, language: 'json' }));
}
