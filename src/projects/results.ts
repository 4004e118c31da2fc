import type { Milestone, Project } from '../roadmap/model.ts';
import type { MilestoneResult, ReportedTest, Results, TestResult } from './practice.ts';

/** What test runs say about milestones. Pure. */

export type MilestoneState = 'todo' | 'failing' | 'passing' | 'blocked';

export function stateOf(result: MilestoneResult | undefined): MilestoneState {
  if (!result) return 'todo';
  if (result.blocked !== undefined) return 'blocked';
  const outcomes = new Set(Object.values(result.tests).map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return 'failing';
  if (outcomes.has('todo') || outcomes.size === 0) return 'todo';
  // A test that skips itself lacks something on this machine; its message says what.
  if (outcomes.has('skipped')) return 'blocked';
  return 'passing';
}

/** A milestone as rows and pickers show it. */
export interface ShownMilestone {
  readonly id: string;
  readonly title: string;
  readonly state: MilestoneState;
  readonly edited: boolean;
  readonly trouble?: TestResult;
}

export function shownMilestones(project: Pick<Project, 'milestones'>, results: Results): ShownMilestone[] {
  return project.milestones.map(({ id, title }) => {
    const result = results.milestones[id];
    const trouble = firstTrouble(result);
    const edited = result?.edited ?? false;
    return { id, title, state: stateOf(result), edited, ...(trouble ? { trouble } : {}) };
  });
}

/** The first thing to look at: what is missing, else the first failing test, else the first one to do. */
export function firstTrouble(result: MilestoneResult | undefined): TestResult | undefined {
  if (!result) return undefined;
  if (result.blocked !== undefined) return { outcome: 'skipped', message: result.blocked, file: '', line: 1 };
  const tests = Object.values(result.tests);
  const first = (outcome: TestResult['outcome']) => tests.find((test) => test.outcome === outcome);
  return first('failed') ?? first('todo') ?? first('skipped');
}

/** Why a check could not run, or what it reported. */
export type CheckOutcome =
  | { readonly kind: 'reported'; readonly tests: readonly ReportedTest[] }
  | { readonly kind: 'blocked'; readonly what: string };

export interface CheckedMilestone {
  readonly milestone: Milestone;
  /** From 1, as tests name it. */
  readonly number: number;
  readonly outcome: CheckOutcome;
  readonly edited: boolean;
}

/** The results with those of one check in them. A milestone's own tests replace its earlier ones; all else stays. */
export function withCheck(results: Results, checked: CheckedMilestone, now: string): Results {
  const { milestone, number, outcome, edited } = checked;
  const before = results.milestones[milestone.id];
  const tests =
    outcome.kind === 'blocked'
      ? (before?.tests ?? {})
      : Object.fromEntries(
          outcome.tests
            .filter((test) => test.milestone === number)
            .map(({ id, milestone: _, ...test }) => [id, test]),
        );
  const result: MilestoneResult = {
    checked: now,
    edited,
    ...(outcome.kind === 'blocked' ? { blocked: outcome.what } : {}),
    tests,
  };
  return { version: 1, milestones: { ...results.milestones, [milestone.id]: result } };
}

/** Reads how a run of tests ended, when it lacked no package: its report, or its last words. */
export function outcomeOf(report: readonly ReportedTest[] | undefined, output: string): CheckOutcome {
  if (report) return { kind: 'reported', tests: report };
  const last = output.trim().split('\n').slice(-30).join('\n');
  return { kind: 'blocked', what: `The check ended without a report. Its last words:\n${last}` };
}
