import * as vscode from 'vscode';
import type { Api } from './api.ts';
import type { CommandContext } from './commands/context.ts';
import { offerDone } from './commands/offerDone.ts';
import { registerCommands } from './commands/register.ts';
import { createApi } from './createApi.ts';
import { createUi } from './editorUi.ts';
import type { Host } from './host.ts';
import { Library } from './library/Library.ts';
import { createProjectServices } from './projects/services.ts';
import { ReadOnlyTexts } from './ReadOnlyTexts.ts';
import { createStore } from './storage/createStore.ts';
import { ProjectsView } from './views/ProjectsView.ts';
import { TopicPanel } from './views/TopicPanel.ts';
import { TopicsView } from './views/TopicsView.ts';

/** The composition root: makes every service and hands each what it needs. There is no logic here. */
export async function activateOn(context: vscode.ExtensionContext, host: Host): Promise<Api> {
  const log = vscode.window.createOutputChannel('ML Roadmap', { log: true });
  const texts = new ReadOnlyTexts();
  const ui = createUi(log, texts);
  const library = new Library(context.extensionUri);
  const store = await createStore(context, host, ui, log);
  const topics = new TopicsView(library, store);
  const panel = new TopicPanel(library, store, context.extensionUri, log);
  const { commands: projectCommands, ...projects } = createProjectServices(context, host, library, log);
  const commandContext: CommandContext = {
    library,
    store,
    ui,
    showTopic: (topicId) => panel.show(topicId),
    revealTopic: (topicId) => topics.reveal(topicId),
    focusedRow: () => topics.focusedKey,
    toggleRow: async () => vscode.commands.executeCommand('list.toggleExpand'),
    ...projectCommands,
  };
  context.subscriptions.push(
    log,
    texts,
    topics,
    panel,
    projects.checks,
    new ProjectsView(library, projects.started),
    registerCommands(commandContext, log),
    projects.checks.onDidCheck((project) => offerDone(commandContext, project)),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void store.load();
    }),
  );
  await library.load().catch((thrown) => log.error(thrown));
  void store.load();
  void projects.resume(ui).catch((thrown) => log.error(thrown));
  return createApi(library, store, projects.startProject);
}
