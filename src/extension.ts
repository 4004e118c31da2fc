import * as vscode from 'vscode';
import type { Api } from './api.ts';
import { Choice } from './choice.ts';
import { registerCommands } from './commands/register.ts';
import { createApi } from './createApi.ts';
import type { Host } from './host.ts';
import type { Later } from './later.ts';
import { Library } from './library/Library.ts';
import { PAGES } from './manifest.ts';
import { StartedProjects } from './projects/StartedProjects.ts';
import { createStore } from './storage/createStore.ts';
import { ProjectsView } from './views/ProjectsView.ts';
import { StatusBar } from './views/StatusBar.ts';
import { TopicsView } from './views/TopicsView.ts';
import { UpNextView } from './views/UpNextView.ts';

/**
 * The composition root: makes what shows at once, and hands each service what it needs. `later.ts` makes the
 * rest when it is first needed. There is no logic here.
 */
export async function activateOn(context: vscode.ExtensionContext, host: Host): Promise<Api> {
  const log = vscode.window.createOutputChannel('ML Roadmap', { log: true });
  const library = new Library(context.extensionUri);
  const store = await createStore(context, host, log);
  const topics = new TopicsView(library, store);
  const projects = new StartedProjects(context.globalState, library);
  const track = new Choice(context.globalState, 'track');
  const projectsBy = new Choice(context.globalState, 'projectsBy');
  const statusBar = new StatusBar(library, store, track);
  let loading: Promise<Later> | undefined;
  const later = () => {
    loading ??= import('./later.ts').then(({ createLater }) =>
      createLater({ context, host, log, library, store, projects, projectsBy, topics, track }),
    );
    return loading;
  };
  const resume = async () => {
    if (await projects.isOneOpen()) await (await later()).resume();
  };
  const resumeSafely = () => void resume().catch((thrown) => log.error(thrown));
  context.subscriptions.push(
    log,
    topics,
    statusBar,
    topics.onDidShow(() => void later()),
    new UpNextView(library, store, track),
    new ProjectsView(library, projects, projectsBy),
    registerCommands(async (id, args) => (await later()).run(id, args), log),
    ...PAGES.map((viewType) =>
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          await library.load();
          (await later()).restore(panel, state);
        },
      }),
    ),
    // A window that has several folders takes in one more without starting anew.
    vscode.workspace.onDidChangeWorkspaceFolders(resumeSafely),
  );
  await library.load().then(
    () => statusBar.draw(),
    (thrown) => log.error(thrown),
  );
  const merge = () => void store.load().catch((thrown) => log.error(thrown));
  // Not before: who hears that progress changed looks at the roadmap.
  context.subscriptions.push(vscode.window.onDidChangeWindowState(({ focused }) => focused && merge()));
  merge();
  resumeSafely();
  return createApi(library, store, async (options) => (await later()).startProject(options));
}
