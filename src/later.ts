import * as vscode from 'vscode';
import type { Choice } from './choice.ts';
import { commandBodies } from './commands/all.ts';
import type { CommandContext } from './commands/context.ts';
import { offerDone } from './commands/offerDone.ts';
import { createUi } from './editorUi.ts';
import type { Host } from './host.ts';
import type { Library } from './library/Library.ts';
import type { CommandId, PageId } from './manifest.ts';
import { layoutMap } from './map/layout.ts';
import { gradeQuestion } from './progress/gradeQuestion.ts';
import type { ProgressStore } from './progress/ProgressStore.ts';
import type { StartedProjects } from './projects/StartedProjects.ts';
import { createProjectServices } from './projects/services.ts';
import { ReadOnlyTexts } from './ReadOnlyTexts.ts';
import { showFailure } from './showFailure.ts';
import { Notes } from './storage/Notes.ts';
import { MAP_PAGE, MapPanel } from './views/MapPanel.ts';
import { PROGRESS_PAGE, ProgressPanel } from './views/ProgressPanel.ts';
import { REVIEW_PAGE, ReviewPanel } from './views/ReviewPanel.ts';
import { TOPIC_PAGE, TopicPanel } from './views/TopicPanel.ts';
import type { TopicsView } from './views/TopicsView.ts';
import { completeStep } from './walkthrough.ts';

/** What the first half of the composition already made. */
export interface Early {
  readonly context: vscode.ExtensionContext;
  readonly host: Host;
  readonly log: vscode.LogOutputChannel;
  readonly library: Library;
  readonly store: ProgressStore;
  readonly projects: StartedProjects;
  readonly projectsBy: Choice;
  readonly topics: TopicsView;
  readonly track: Choice;
}

/**
 * The second half of the composition root: everything that is needed only once the learner does something.
 * It is a bundle of its own where extensions run in Node, so that activation loads little.
 */
export function createLater(early: Early) {
  const { context, host, log, library, store, projects, projectsBy, topics, track } = early;
  const media = vscode.Uri.joinPath(context.extensionUri, 'media');
  const texts = new ReadOnlyTexts();
  const ui = createUi(log, texts);
  const notes = new Notes(context.globalStorageUri);
  const grade = gradeQuestion(store, () => library.outline.roadmap.id);
  const { commands: projectCommands, ...services } = createProjectServices(
    context,
    host,
    library,
    projects,
    log,
  );
  const topicPage = new TopicPanel({
    ...{ library, store, media, log, grade },
    hasNotes: (topicId) => notes.has(topicId),
    openKeptNotes: async (topicId) => ui.openFile(await notes.file(topicId, topicId)),
    reached: services.reached.of,
  });
  const reviewPage = new ReviewPanel({ library, store, media, log, grade, now: Date.now });
  const progressPage = new ProgressPanel({ library, store, media, log, track, now: () => new Date() });
  const mapPage = new MapPanel({
    ...{ library, store, media, log, track },
    layout: async () => (await library.mapLayout()) ?? layoutMap(library.outline),
    save: (name, bytes) => ui.saveFile(name, bytes),
  });
  const pages = { map: mapPage, progress: progressPage, review: reviewPage };
  const lookAgain = async () => {
    await Promise.all([notes.look(), services.reached.look()]);
    topicPage.update();
  };
  const commandContext: CommandContext = {
    library,
    store,
    ui,
    track,
    projectsBy,
    offered: new Set(),
    filter: { get: () => topics.filter, set: (filter) => topics.setFilter(filter) },
    showTopic: (topicId) => {
      topicPage.show(topicId);
      completeStep('topicOpened');
      void lookAgain();
    },
    showPage: (page) => pages[page].show(),
    notesFile: async (topicId, title) => {
      const file = await notes.file(topicId, title);
      topicPage.update();
      return file;
    },
    revealTopic: (topicId) => topics.reveal(topicId),
    focusedRow: () => topics.focusedKey,
    toggleRow: async () => vscode.commands.executeCommand('list.toggleExpand'),
    ...projectCommands,
  };
  const restore: Readonly<Record<PageId, (panel: vscode.WebviewPanel, state: unknown) => void>> = {
    [TOPIC_PAGE]: (panel, state) => {
      topicPage.restore(panel, state);
      void lookAgain();
    },
    [REVIEW_PAGE]: (panel) => reviewPage.restore(panel),
    [PROGRESS_PAGE]: (panel) => progressPage.restore(panel),
    [MAP_PAGE]: (panel) =>
      void mapPage.adopt(panel).catch((thrown) => showFailure('The map page', thrown, log)),
  };
  context.subscriptions.push(
    ...[texts, topicPage, reviewPage, progressPage, mapPage, services.checks],
    track.onDidChange((trackId) => {
      if (trackId !== undefined) completeStep('trackChosen');
      mapPage.update();
    }),
    services.checks.onDidCheck((project) =>
      offerDone(commandContext, project).catch((thrown) => log.error(thrown)),
    ),
    projects.onDidChange(() => topicPage.isOpen && lookAgain()),
  );
  return {
    run: (id: CommandId, args: readonly unknown[]) => commandBodies[id](commandContext, ...args),
    startProject: services.startProject,
    /** For a window that has a practice project open. */
    resume: () => services.resume(ui),
    /** Fills a page that the editor kept through a reload of the window. */
    restore: (panel: vscode.WebviewPanel, state: unknown) =>
      restore[panel.viewType as PageId]?.(panel, state),
  };
}

export type Later = ReturnType<typeof createLater>;
