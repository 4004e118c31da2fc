import * as vscode from 'vscode';
import type { Api } from './api.ts';
import type { CommandContext } from './commands/context.ts';
import { registerCommands } from './commands/register.ts';
import { createApi } from './createApi.ts';
import { createUi } from './editorUi.ts';
import type { Host } from './host.ts';
import { Library } from './library/Library.ts';
import { projectsFolder } from './projects/projectsFolder.ts';
import { createStartProject } from './projects/startProject.ts';
import { freeNameIn, problemWithName } from './projects/writeProject.ts';
import { createStore } from './storage/createStore.ts';
import { TopicPanel } from './views/TopicPanel.ts';
import { TopicsView } from './views/TopicsView.ts';

/** The composition root: makes every service and hands each what it needs. There is no logic here. */
export async function activateOn(context: vscode.ExtensionContext, host: Host): Promise<Api> {
  const log = vscode.window.createOutputChannel('ML Roadmap', { log: true });
  const ui = createUi(log);
  const library = new Library(context.extensionUri);
  const store = await createStore(context, host, ui, log);
  const topics = new TopicsView(library, store);
  const panel = new TopicPanel(library, store, context.extensionUri, log);
  const startProject = createStartProject(library);
  const commandContext: CommandContext = {
    library,
    store,
    ui,
    showTopic: (topicId) => panel.show(topicId),
    revealTopic: (topicId) => topics.reveal(topicId),
    focusedRow: () => topics.focusedKey,
    toggleRow: async () => vscode.commands.executeCommand('list.toggleExpand'),
    projectsFolder,
    startProject,
    problemWithName,
    freeName: freeNameIn,
  };
  context.subscriptions.push(
    log,
    topics,
    panel,
    registerCommands(commandContext, log),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void store.load();
    }),
  );
  await library.load().catch((thrown) => log.error(thrown));
  void store.load();
  return createApi(library, store, startProject);
}
