import * as vscode from 'vscode';
import { UserError } from '../errors.ts';
import { Emitter, type Listen } from '../events.ts';
import type { Cancellation, RunProgram } from '../host.ts';
import type { Milestone } from '../roadmap/model.ts';
import { checkMilestone } from './checkMilestone.ts';
import { MilestoneItems } from './MilestoneItems.ts';
import type { TestResult } from './practice.ts';
import { RunQueue } from './RunQueue.ts';
import { type CheckedMilestone, withCheck } from './results.ts';
import type { StartedProject, StartedProjects } from './StartedProjects.ts';

const NEWER_RESULTS =
  'The results of this project, .practice/progress.json, were written by a newer version of ML Roadmap and are left as they are. Update the extension, or delete that file to begin anew, and check again. Nothing was run.';

/** The editor's Testing view, as far as it is ours. */
interface Shown {
  readonly controller: vscode.TestController;
  readonly items: MilestoneItems;
}

/**
 * Checks milestones, and shows them in the editor's own Testing view: run buttons, marks in the gutter,
 * output, re-running and running on save come with it. It appears when a practice project is open.
 */
export class ProjectChecks implements vscode.Disposable {
  readonly #run: RunProgram | undefined;
  readonly #projects: StartedProjects;
  readonly #checked = new Emitter<StartedProject>();
  readonly #log: Pick<vscode.LogOutputChannel, 'error'>;
  readonly #queue = new RunQueue<vscode.TestItem>();
  #shown: Shown | undefined;

  /** A project some of whose milestones were just checked. */
  readonly onDidCheck: Listen<StartedProject> = this.#checked.event;

  constructor(
    run: RunProgram | undefined,
    projects: StartedProjects,
    log: Pick<vscode.LogOutputChannel, 'error'>,
  ) {
    this.#run = run;
    this.#projects = projects;
    this.#log = log;
  }

  dispose(): void {
    this.#shown?.controller.dispose();
  }

  /**
   * Runs the checks of these milestones, one after the other, and keeps what they say.
   * @returns the project with its new results; `undefined` when it was cancelled.
   * @throws UserError where nothing can or may run.
   */
  async check(
    started: StartedProject,
    milestones: readonly Milestone[],
    cancelled: vscode.CancellationToken,
  ): Promise<StartedProject | undefined> {
    this.#mayRun(started.folder);
    if (started.resultsAreNewer) throw new UserError(NEWER_RESULTS);
    const item = this.#show().items.itemFor(started);
    const include = milestones.flatMap(({ id }) => item.children.get(id) ?? []);
    await this.#handle(new vscode.TestRunRequest(include), cancelled);
    return cancelled.isCancellationRequested ? undefined : this.#projects.at(started.folder);
  }

  /** Shows the practice projects among the open folders in the Testing view. */
  async showOpenProjects(): Promise<void> {
    if (!this.#run) return;
    this.#shown?.items.dropClosed();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const started = await this.#projects.at(uri);
      if (started) this.#show().items.itemFor(started);
    }
  }

  #mayRun(folder: vscode.Uri): RunProgram {
    if (!this.#run) {
      throw new UserError(
        'Checks run Python, and there is none in a browser. Open the project in VS Code on a computer.',
      );
    }
    if (!vscode.workspace.getWorkspaceFolder(folder)) {
      throw new UserError('Checks run in the window that has the project open. Open its folder first.');
    }
    if (folder.scheme !== 'file') {
      throw new UserError(
        'A check runs programs, and this folder is on no disk of this machine. Copy the project to one and open it there.',
      );
    }
    if (!vscode.workspace.isTrusted) {
      throw new UserError(
        'A check runs the code in this folder, and the folder is in Restricted Mode. Choose “Manage” in the banner, trust it, and check again. Reading, hints and ticking work without that.',
      );
    }
    return this.#run;
  }

  /** Made with the first project: without one there is nothing to show. */
  #show(): Shown {
    if (this.#shown) return this.#shown;
    const controller = vscode.tests.createTestController('mlRoadmap.projects', 'Practice Projects');
    controller.refreshHandler = () => this.showOpenProjects();
    controller.createRunProfile(
      'Check',
      vscode.TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.#follow(request, token) : this.#handle(request, token)),
      true,
      undefined,
      true,
    );
    this.#shown = { controller, items: new MilestoneItems(controller) };
    return this.#shown;
  }

  /** Runs again what a saved file belongs to, until the learner turns it off. */
  async #follow(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const saving = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const { items } = this.#show();
      const include = items.milestonesOf(request).filter((item) => {
        const { folder, milestone } = items.placeOf(item) ?? {};
        if (!folder || !milestone) return false;
        const path = uri.path.slice(folder.path.length + 1);
        const isIn = (file: string) => path === file || path.endsWith(`/${file.split('/').at(-1)}`);
        return uri.path.startsWith(`${folder.path}/`) && [...milestone.files, ...milestone.check].some(isIn);
      });
      // One that waits already will see what was just saved: a second run would tell nothing new.
      const news = include.filter((item) => !this.#queue.isWaiting(item));
      if (news.length === 0) return;
      this.#handle(new vscode.TestRunRequest(news), token).catch((thrown) => this.#log.error(thrown));
    });
    token.onCancellationRequested(() => saving.dispose());
  }

  #handle(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const items = this.#show().items.milestonesOf(request);
    return this.#queue.add(items, (begin) => this.#runAll(items, begin, token));
  }

  async #runAll(
    items: readonly vscode.TestItem[],
    begin: (item: vscode.TestItem) => void,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const testRun = this.#show().controller.createTestRun(
      new vscode.TestRunRequest(items),
      'ML Roadmap',
      true,
    );
    const checked = new Set<string>();
    try {
      await vscode.workspace.saveAll(false);
      for (const item of items) testRun.enqueued(item);
      for (const item of items) {
        if (token.isCancellationRequested || testRun.token.isCancellationRequested) break;
        begin(item);
        const cancelled = either(token, testRun.token);
        if (await this.#runOne(item, testRun, cancelled))
          checked.add(this.#show().items.placeOf(item)?.folder.toString() ?? '');
      }
    } finally {
      testRun.end();
    }
    for (const folder of checked) {
      const started = await this.#projects.at(vscode.Uri.parse(folder, true));
      if (started) this.#checked.fire(started);
    }
  }

  async #runOne(item: vscode.TestItem, testRun: vscode.TestRun, cancelled: Cancellation): Promise<boolean> {
    const shown = this.#show().items;
    const { folder, milestone } = shown.placeOf(item) ?? {};
    const started = folder && (await this.#projects.at(folder));
    if (!started || !milestone) return false;
    if (started.resultsAreNewer) {
      testRun.errored(item, new vscode.TestMessage(NEWER_RESULTS));
      return false;
    }
    const own = started.project.milestones.find(({ id }) => id === milestone.id) ?? milestone;
    testRun.started(item);
    const onOutput = (text: string) => testRun.appendOutput(text.replace(/\r?\n/g, '\r\n'), undefined, item);
    const checked = await checkMilestone(started, own, this.#mayRun(started.folder), onOutput, cancelled);
    if (!checked) {
      testRun.skipped(item);
      return false;
    }
    const results = withCheck(started.results, checked, new Date().toISOString());
    await this.#projects.writeResults(started.folder, results);
    const result = results.milestones[own.id];
    if (result) shown.showTests(item, result.tests);
    this.#report(item, checked, testRun);
    return true;
  }

  #report(item: vscode.TestItem, { outcome, number }: CheckedMilestone, testRun: vscode.TestRun): void {
    if (outcome.kind === 'blocked') {
      testRun.errored(item, new vscode.TestMessage(outcome.what));
      return;
    }
    for (const test of outcome.tests.filter(({ milestone }) => milestone === number)) {
      const child = item.children.get(test.id);
      if (!child) continue;
      if (test.outcome === 'passed') testRun.passed(child);
      else if (test.outcome === 'failed') testRun.failed(child, messageOf(test, child));
      else testRun.skipped(child);
    }
  }
}

function messageOf({ message, line }: TestResult, item: vscode.TestItem): vscode.TestMessage {
  const text = new vscode.TestMessage(message);
  if (item.uri) text.location = new vscode.Location(item.uri, new vscode.Position(line - 1, 0));
  return text;
}

function either(a: vscode.CancellationToken, b: vscode.CancellationToken): Cancellation {
  return {
    get isCancellationRequested() {
      return a.isCancellationRequested || b.isCancellationRequested;
    },
    onCancellationRequested: (listener) =>
      vscode.Disposable.from(a.onCancellationRequested(listener), b.onCancellationRequested(listener)),
  };
}
