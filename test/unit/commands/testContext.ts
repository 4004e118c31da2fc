import type { Uri } from 'vscode';
import type { CommandContext } from '../../../src/commands/context.ts';
import type { Status } from '../../../src/progress/record.ts';
import type { Outline } from '../../../src/roadmap/outline.ts';
import type { PickItem, Ui } from '../../../src/ui.ts';
import { sampleOutline } from '../samples.ts';

/** Answers to give, in order; an answer to a pick is the label of an item. `undefined` is Escape. */
export interface Answers {
  readonly picks?: (string | undefined)[];
  readonly names?: (string | undefined)[];
  readonly folder?: string;
  readonly confirm?: boolean;
  readonly button?: string;
}

/** Commands work on this instead of an editor; it writes down what they did. */
export function testContext(answers: Answers = {}) {
  const outline: Outline = sampleOutline();
  const marks = new Map<string, Status>();
  const done: string[] = [];
  const picks = [...(answers.picks ?? [])];
  const names = [...(answers.names ?? [])];
  const asked: PickItem<unknown>[][] = [];
  const uri = (fsPath: string) => ({ fsPath, path: fsPath, scheme: 'file' }) as Uri;

  const ui: Ui = {
    async pick<T>(items: readonly PickItem<T>[], { placeholder }: { placeholder: string }) {
      asked.push([...items]);
      const label = picks.shift();
      const item = items.find((one) => one.label === label);
      if (label !== undefined && !item) throw new Error(`“${placeholder}” offers no ${label}`);
      return item?.value;
    },
    async ask({ value, problemWith }) {
      const name = names.length > 0 ? names.shift() : value;
      const problem = name === undefined ? undefined : await problemWith(name);
      if (problem) throw new Error(problem);
      return name;
    },
    askForFolder: async () => (answers.folder === undefined ? undefined : uri(answers.folder)),
    confirm: async (question) => {
      done.push(`asked: ${question}`);
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
    showText: async () => undefined,
    showLog: () => undefined,
  };
  const context: CommandContext = {
    ui,
    library: { load: async () => outline, project: async () => Promise.reject(new Error('not here')) },
    store: {
      statusOf: (_, id) => marks.get(id) ?? 'not-started',
      markOf: () => undefined,
      setStatus: async (_, ids, status) => {
        for (const id of ids) marks.set(id, status);
      },
    },
    showTopic: (id) => void done.push(`page ${id}`),
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
  };
  return { context, done, marks, asked };
}
