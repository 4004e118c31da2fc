import { Uri, workspace } from 'vscode';
import type { Cancellation, RunProgram } from '../host.ts';
import type { Milestone } from '../roadmap/model.ts';
import { type Interpreter, troubleWith } from './choosePython.ts';
import { requirementsIn } from './doctor.ts';
import { installCommands, installSentence, isWindowsPath } from './installCommands.ts';
import { findPython } from './interpreter.ts';
import { missingPackage } from './missingPackage.ts';
import { REPORT_PATH, readReport } from './practice.ts';
import { type CheckedMilestone, outcomeOf } from './results.ts';
import { has } from './runCommands.ts';
import { readIn, readText, type StartedProject } from './StartedProjects.ts';
import { blockedWithoutTests, editedTests } from './testFiles.ts';

/**
 * Runs the check of one milestone: the command from our own `project.yaml`, in the learner's folder.
 * @returns what it reported or what it lacks; `undefined` when it was cancelled.
 */
export async function checkMilestone(
  started: StartedProject,
  milestone: Milestone,
  run: RunProgram,
  onOutput: (text: string) => void,
  cancelled: Cancellation,
): Promise<CheckedMilestone | undefined> {
  const { folder, project } = started;
  const number = project.milestones.indexOf(milestone) + 1;
  const checked = async (outcome: CheckedMilestone['outcome']): Promise<CheckedMilestone> => ({
    milestone,
    number,
    outcome,
    edited: (await editedTests(started, milestone, readIn(folder))).length > 0,
  });
  const [tool = '', ...args] = milestone.check;
  const found = tool === 'python' ? await findPython(run, folder, workspace.isTrusted) : undefined;
  const trouble = found && troubleWith(found);
  if (trouble !== undefined) return checked({ kind: 'blocked', what: trouble });
  const python = found?.kind === 'found' ? found.python : undefined;
  const program = python?.program ?? tool;
  onOutput(`> ${[program, ...args].join(' ')}\n\n`);
  const name = crypto.randomUUID();
  const env = { PRACTICE_RUN: name, PYTHONUNBUFFERED: '1' };
  const result = await run(program, args, { folder: folder.fsPath, env, onOutput, cancelled });
  if (result.kind === 'cancelled') return undefined;
  if (result.kind === 'missing') {
    return checked({
      kind: 'blocked',
      what: `${tool} is not installed. This project needs: ${project.needs.join(', ')}.`,
    });
  }
  const report = readReport((await readText(Uri.joinPath(folder, REPORT_PATH))) ?? '', name);
  const requirements = requirementsIn(project.starter['requirements.txt'] ?? '');
  const lacks = python && missingPackage(report, result.output, requirements);
  if (!lacks) return checked(blockedWithoutTests(outcomeOf(report, result.output), milestone, number));
  const what = `${lacks} is not installed. ${await howToInstall(python, run, folder)}`;
  return checked({ kind: 'blocked', what });
}

async function howToInstall(python: Interpreter, run: RunProgram, { fsPath }: Uri): Promise<string> {
  const here = { uv: await has(run, 'uv'), windows: isWindowsPath(fsPath) };
  return installSentence(installCommands(python, here));
}
