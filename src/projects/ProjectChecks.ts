import * as vscode from 'vscode';
import { UserError } from '../errors.ts';
import { Emitter, type Listen } from '../events.ts';
import type { Cancellation, RunProgram } from '../host.ts';
import type { Milestone } from '../roadmap/model.ts';
import { checkMilestone } from './checkMilestone.ts';
import { plannedPath } from './plan.ts';
import type { TestResult } from './practice.ts';
import { RunQueue } from './RunQueue.ts';
import { type CheckedMilestone, withCheck } from './results.ts';
import type { StartedProject, StartedProjects } from './StartedProjects.ts';

const NEWER_RESULTS =
  'The results of this project, .practice/progress.json, were written by a newer version of ML Roadmap and are left as they are. Update the extension, or delete that file to begin anew, and check again. Nothing was run.';

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
  readonly #places = new WeakMap<vscode.TestItem, { folder: vscode.Uri; milestone?: Milestone }>();
  #controller: vscode.TestController | undefined;

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
    this.#controller?.dispose();
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
    const item = await this.#itemFor(started);
    const include = milestones.flatMap(({ id }) => item.children.get(id) ?? []);
    await this.#handle(new vscode.TestRunRequest(include), cancelled);
    return cancelled.isCancellationRequested ? undefined : this.#projects.at(started.folder);
  }

  /** Shows the practice projects among the open folders in the Testing view. */
  async showOpenProjects(): Promise<void> {
    if (!this.#run) return;
    for (const { id, uri } of childrenOf(this.#controller?.items)) {
      // What is not open in this window cannot be checked from it.
      if (uri && !vscode.workspace.getWorkspaceFolder(uri)) this.#controller?.items.delete(id);
    }
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const started = await this.#projects.at(uri);
      if (started) await this.#itemFor(started);
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

  #create(): vscode.TestController {
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
    return controller;
  }

  async #itemFor({ folder, project, manifest, results }: StartedProject): Promise<vscode.TestItem> {
    this.#controller ??= this.#create();
    const { items } = this.#controller;
    const known = items.get(folder.toString());
    if (known) return known;
    const item = this.#controller.createTestItem(folder.toString(), project.title, folder);
    this.#places.set(item, { folder });
    for (const milestone of project.milestones) {
      const file = milestone.check.find((part) => part.startsWith('tests/'));
      const uri =
        file === undefined ? folder : vscode.Uri.joinPath(folder, plannedPath(project, manifest.name, file));
      const child = this.#controller.createTestItem(milestone.id, `${milestone.id} ${milestone.title}`, uri);
      // Without a place in its file the editor draws no run button: this is the one before the first check.
      if (file !== undefined) child.range = new vscode.Range(0, 0, 0, 0);
      this.#places.set(child, { folder, milestone });
      item.children.add(child);
      this.#showTests(child, results.milestones[milestone.id]?.tests ?? {});
    }
    items.add(item);
    return item;
  }

  /** One item for each test of the last run, where its file has it. */
  #showTests(parent: vscode.TestItem, tests: Readonly<Record<string, TestResult>>): void {
    const place = this.#places.get(parent);
    if (!place || !this.#controller) return;
    const { folder } = place;
    const controller = this.#controller;
    parent.children.replace(
      Object.entries(tests).map(([id, { file, line }]) => {
        const item = controller.createTestItem(
          id,
          id.split('::').slice(1).join(' ') || id,
          vscode.Uri.joinPath(folder, file),
        );
        item.range = new vscode.Range(line - 1, 0, line - 1, 0);
        this.#places.set(item, place);
        return item;
      }),
    );
  }

  /** Runs again what a saved file belongs to, until the learner turns it off. */
  async #follow(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const saving = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const include = this.#milestonesOf(request).filter((item) => {
        const { folder, milestone } = this.#places.get(item) ?? {};
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
    const items = this.#milestonesOf(request);
    return this.#queue.add(items, (begin) => this.#runAll(items, begin, token));
  }

  async #runAll(
    items: readonly vscode.TestItem[],
    begin: (item: vscode.TestItem) => void,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const controller = this.#controller;
    if (!controller) return;
    const testRun = controller.createTestRun(new vscode.TestRunRequest(items), 'ML Roadmap', true);
    const checked = new Set<string>();
    try {
      await vscode.workspace.saveAll(false);
      for (const item of items) testRun.enqueued(item);
      for (const item of items) {
        if (token.isCancellationRequested || testRun.token.isCancellationRequested) break;
        begin(item);
        const cancelled = either(token, testRun.token);
        if (await this.#runOne(item, testRun, cancelled))
          checked.add(this.#places.get(item)?.folder.toString() ?? '');
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
    const { folder, milestone } = this.#places.get(item) ?? {};
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
    if (result) this.#showTests(item, result.tests);
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

  #milestonesOf({ include, exclude = [] }: vscode.TestRunRequest): vscode.TestItem[] {
    const chosen = include ?? childrenOf(this.#controller?.items);
    const milestones = chosen.flatMap((item) => {
      if (!this.#places.get(item)?.milestone) return childrenOf(item.children);
      // A single test runs with its milestone: that is the smallest thing our own project.yaml names.
      return this.#places.get(item.parent ?? item)?.milestone && item.parent ? [item.parent] : [item];
    });
    return [...new Set(milestones)].filter((item) => !exclude.includes(item));
  }
}

function childrenOf(items: vscode.TestItemCollection | undefined): vscode.TestItem[] {
  return items ? [...items].map(([, item]) => item) : [];
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
