import type { Uri } from 'vscode';
import type { CommandContext } from '../../../src/commands/context.ts';
import { UserError } from '../../../src/errors.ts';
import { type Filter, noFilter } from '../../../src/progress/filter.ts';
import { noProgress, type Progress, type Status } from '../../../src/progress/record.ts';
import type { Step } from '../../../src/projects/afterwards.ts';
import type { LostProject, StartedProject } from '../../../src/projects/StartedProjects.ts';
import type { Outline } from '../../../src/roadmap/outline.ts';
import type { PickItem, Ui } from '../../../src/ui.ts';
import { sampleOutline } from '../samples.ts';

/** Answers to give, in order; an answer to a pick is the label of an item. `undefined` is Escape. */
export interface Answers {
  readonly picks?: (string | undefined)[];
  readonly names?: (string | undefined)[];
  /** Labels to choose among many. */
  readonly many?: readonly string[];
  readonly track?: string;
  readonly folder?: string;
  readonly confirm?: boolean;
  /** Why pages cannot be shown. */
  readonly pageFailure?: Error;
  readonly button?: string;
  /** The learner's projects, and those that are not where they were. */
  readonly started?: readonly StartedProject[];
  readonly lost?: readonly LostProject[];
  /** The folder that is open in this window. */
  readonly open?: string;
  readonly steps?: readonly Omit<Step, 'run'>[];
  readonly stepFails?: string;
  readonly afterCheck?: StartedProject;
  readonly editedTests?: readonly string[];
  readonly record?: Progress;
  /** How many marks of an imported file are newer. */
  readonly taken?: number;
  /** The file to import. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Commands work on this instead of an editor; it writes down what they did. */
export function testContext(answers: Answers = {}) {
  const outline: Outline = sampleOutline();
  const marks = new Map<string, Status>();
  const done: string[] = [];
  const picks = [...(answers.picks ?? [])];
  const names = [...(answers.names ?? [])];
  const asked: PickItem<unknown>[][] = [];
  const texts = new Map<string, string>();
  const seen = new Map<string, number>();
  let filter: Filter = noFilter;
  const started = answers.started ?? [];

  const ui: Ui = {
    async pick<T>(items: readonly PickItem<T>[], { placeholder }: { placeholder: string }) {
      asked.push([...items]);
      const label = picks.shift();
      const item = items.find((one) => one.label === label);
      if (label !== undefined && !item) throw new Error(`“${placeholder}” offers no ${label}`);
      return item?.value;
    },
    async search<T>(
      find: (query: string) => readonly PickItem<T>[],
      { placeholder }: { placeholder: string },
    ) {
      const query = picks.shift();
      asked.push([...find(query ?? '')]);
      const [first] = find(query ?? '');
      if (query !== undefined && !first) throw new Error(`“${placeholder}” finds no ${query}`);
      return query === undefined ? undefined : first?.value;
    },
    async pickMany<T>(items: readonly PickItem<T>[]) {
      asked.push([...items]);
      const labels = answers.many;
      return labels && items.filter(({ label }) => labels.includes(label)).map(({ value }) => value);
    },
    async ask({ value, problemWith, whileTyping }) {
      const name = names.length > 0 ? names.shift() : value;
      whileTyping?.(name ?? 'typed and then left');
      const problem = name === undefined ? undefined : await problemWith?.(name);
      if (problem) throw new Error(problem);
      return name;
    },
    askForFolder: async () => (answers.folder === undefined ? undefined : uri(answers.folder)),
    confirm: async (question, detail) => {
      done.push(`asked: ${question} ${detail}`);
      return answers.confirm ?? false;
    },
    tell: async (kind, message) => {
      done.push(`${kind}: ${message}`);
      return answers.button;
    },
    mention: (message) => void done.push(`mentioned ${message}`),
    withProgress: (_, task) => task({ isCancellationRequested: false } as never),
    openLink: async (url) => void done.push(`link ${url}`),
    openFolder: async ({ fsPath }, where) => void done.push(`opened ${fsPath} ${where}`),
    openFile: async ({ path }, line) => void done.push(`file ${path}${line === undefined ? '' : `:${line}`}`),
    showReadOnly: async (path, text) => {
      done.push(`shown ${path}`);
      texts.set(path, text);
    },
    showDifferences: async ({ path }, own) => void done.push(`compared ${path} with ${own}`),
    saveFile: async (name, bytes) => {
      done.push(`saved ${name}`);
      texts.set(name, new TextDecoder().decode(bytes));
    },
    askForText: async () => answers.file,
    showLog: () => undefined,
  };
  const context: CommandContext = {
    ui,
    library: { load: async () => outline, project: async () => Promise.reject(new Error('not here')) },
    store: {
      statusOf: (_, id) => marks.get(id) ?? 'not-started',
      markOf: () => undefined,
      changesOf: () => [],
      setStatus: async (_, ids, status, evidence) => {
        if (evidence) done.push(`evidence ${JSON.stringify(evidence)}`);
        for (const id of ids) marks.set(id, status);
      },
      record: async () => answers.record ?? noProgress,
      take: async () => answers.taken ?? 0,
      restore: async (changes) => {
        for (const { topicId, mark } of changes) {
          marks.set(topicId, mark.status);
          if (mark.evidence) done.push(`evidence ${JSON.stringify(mark.evidence)}`);
        }
      },
    },
    showTopic: (id) => void done.push(`page ${id}`),
    showPage: async (page) => {
      done.push(`page of ${page}`);
      if (answers.pageFailure) throw answers.pageFailure;
    },
    notesFile: async (id) => uri(`/notes/${id}.md`),
    projectsBy: { get: () => undefined, set: async (by) => void done.push(`grouped by ${by}`) },
    track: { get: () => answers.track, set: async (id) => void done.push(`track ${id}`) },
    filter: {
      get: () => filter,
      set: async (next) => {
        filter = next;
      },
    },
    revealTopic: async (id) => void done.push(`row ${id}`),
    focusedRow: () => undefined,
    toggleRow: async () => void done.push('expanded'),
    projectsFolder: () => undefined,
    startProject: async ({ project, parent, name }) => {
      done.push(`wrote ${project} to ${parent.fsPath}/${name}`);
      return uri(`${parent.fsPath}/${name}`);
    },
    problemWithName: async (_, name) => (name === 'taken' ? 'taken is there; “taken-2” is free' : undefined),
    freeName: async (_, name) => name,
    projects: {
      list: async () => ({ started: [...started], lost: [...(answers.lost ?? [])] }),
      at: async (folder) => started.find((one) => one.folder.fsPath === folder.fsPath),
      add: async (folder) => void done.push(`took in ${folder.fsPath}`),
      forget: async (folder) => void done.push(`forgot ${folder.fsPath}`),
    },
    hints: {
      shown: (_, { id }) => seen.get(id) ?? 0,
      next: async (_, { id, hints }) => {
        seen.set(id, Math.min((seen.get(id) ?? 0) + 1, hints.length));
        return seen.get(id) ?? 0;
      },
      wasSolutionSeen: (_, { id }) => seen.has(`${id} solution`),
      sawSolution: async (_, { id }) => void seen.set(`${id} solution`, 1),
    },
    planProject: async () => [{ path: 'README.md', text: '# Toolbox' }],
    stepsFor: async () =>
      (answers.steps ?? []).map((step) => ({
        ...step,
        run: async (folder) => {
          done.push(`ran ${step.id} in ${folder.fsPath}`);
          if (answers.stepFails) throw new UserError(answers.stepFails);
        },
      })),
    planResume: async (folder) => void done.push(`will resume ${folder.fsPath}`),
    isOpen: (folder) => answers.open === folder.fsPath,
    check: async (one, milestones) => {
      done.push(`checked ${milestones.map(({ id }) => id).join(' ')}`);
      return answers.afterCheck ?? one;
    },
    offered: new Set(),
    editedTests: async () => answers.editedTests ?? [],
    resetFile: async (_, path) => {
      done.push(`reset ${path}`);
      return `.practice/copies/${path}`;
    },
    examine: async () => Promise.reject(new UserError('not here')),
    startOne: async () => void done.push('started one'),
    lookAtSetup: async () => void done.push('looked at the setup'),
  };
  return { context, done, marks, asked, texts, filter: () => filter };
}

export function uri(fsPath: string): Uri {
  return {
    fsPath,
    path: fsPath,
    scheme: 'file',
    toString: () => `file://${fsPath}`,
    with: ({ path = fsPath }: { path?: string }) => uri(path),
  } as Uri;
}
