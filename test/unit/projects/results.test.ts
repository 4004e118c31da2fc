import assert from 'node:assert/strict';
import {
  areDamagedResults,
  areNewerResults,
  noResults,
  readManifest,
  readReport,
  readResults,
  resultsText,
} from '../../../src/projects/practice.ts';
import {
  firstTrouble,
  outcomeOf,
  shownMilestones,
  stateOf,
  withCheck,
} from '../../../src/projects/results.ts';
import { milestone, resultsWith, test, toolbox } from './samples.ts';

const NOW = '2026-11-24T20:00:00.000Z';

describe('a milestone', () => {
  it('is to do until its tests ran, and while one of them still is', () => {
    assert.equal(stateOf(undefined), 'todo');
    assert.equal(stateOf(resultsWith({ 1: [] }).milestones.m1), 'todo');
    assert.equal(stateOf(resultsWith({ 1: ['passed', 'todo'] }).milestones.m1), 'todo');
  });

  it('fails as soon as one test does', () => {
    assert.equal(stateOf(resultsWith({ 1: ['todo', 'failed', 'passed'] }).milestones.m1), 'failing');
  });

  it('passes when every test does', () => {
    assert.equal(stateOf(resultsWith({ 1: ['passed', 'passed'] }).milestones.m1), 'passing');
  });

  it('is blocked when a test skips itself for want of a tool', () => {
    assert.equal(stateOf(resultsWith({ 1: ['passed', 'skipped'] }).milestones.m1), 'blocked');
  });

  it('points at the first failing test before what is to do', () => {
    const result = resultsWith({ 1: ['todo', 'failed', 'failed'] }).milestones.m1;
    assert.equal(firstTrouble(result)?.message, 'test_1: look at the sign');
    assert.equal(firstTrouble(result)?.line, 7);
  });
});

describe('the results of checks', () => {
  const check = (outcome: Parameters<typeof withCheck>[1]['outcome'], number = 1, edited = false) => ({
    milestone: milestone(number),
    number,
    outcome,
    edited,
  });

  it('of one milestone leave the others as they were', () => {
    const before = resultsWith({ 1: ['passed'], 2: ['failed'] });
    const tests = [test(2, 'test_new', 'passed'), test(1, 'test_0', 'failed')];
    const after = withCheck(before, check({ kind: 'reported', tests }, 2), NOW);
    assert.deepEqual(after.milestones.m1, before.milestones.m1);
    assert.equal(stateOf(after.milestones.m2), 'passing');
    assert.deepEqual(Object.keys(after.milestones.m2?.tests ?? {}), ['tests/test_m2_step.py::test_new']);
  });

  it('remember that tests were edited', () => {
    const after = withCheck(
      noResults,
      check({ kind: 'reported', tests: [test(1, 'a', 'passed')] }, 1, true),
      NOW,
    );
    assert.equal(shownMilestones(toolbox, after)[0]?.edited, true);
    assert.equal(shownMilestones(toolbox, after)[0]?.state, 'passing');
  });

  it('keep the last outcomes when a check could not run', () => {
    const before = resultsWith({ 1: ['passed'] });
    const after = withCheck(before, check({ kind: 'blocked', what: 'pytest is not installed' }), NOW);
    assert.equal(stateOf(after.milestones.m1), 'blocked');
    assert.equal(Object.keys(after.milestones.m1?.tests ?? {}).length, 1);
    assert.equal(firstTrouble(after.milestones.m1)?.message, 'pytest is not installed');
  });

  it('survive being written and read', () => {
    const results = resultsWith({ 1: ['passed', 'failed'], 2: ['todo'] });
    assert.deepEqual(readResults(resultsText(results)), results);
    const edited = withCheck(results, check({ kind: 'reported', tests: [] }, 1, true), NOW);
    const blocked = withCheck(edited, check({ kind: 'blocked', what: 'no pytest' }, 2), NOW);
    assert.deepEqual(readResults(resultsText(blocked)), blocked);
  });

  it('are nothing where the file is damaged, newer or not ours', () => {
    const newer = resultsText(resultsWith({ 1: ['passed'] })).replace('"version": 1', '"version": 2');
    for (const text of ['', '{', 'null', '[]', newer, '{"version":1}']) {
      assert.deepEqual(readResults(text), noResults, text);
    }
    assert.deepEqual([newer, '', '{', '{"version":1}'].map(areNewerResults), [true, false, false, false]);
    assert.deepEqual(['', '\n', newer].map(areDamagedResults), [false, false, false]);
    const half = '{"version":1,"milestones":{"m1":{"tests":{"a":{"outcome":"won"},"b":7}},"m2":7}}';
    assert.deepEqual(Object.keys(readResults(half).milestones), ['m1']);
    assert.equal(stateOf(readResults(half).milestones.m1), 'todo');
  });
});

describe('a results file that another program left behind', () => {
  const whole = resultsText(resultsWith({ 1: ['passed'], 2: ['todo'] }));

  it('is damaged when half of it is missing, or two are merged in it', () => {
    const conflict = `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> theirs\n`;
    for (const text of [whole.slice(0, 100), conflict, 'null', '[]', '{"version":1}', '{"milestones":{}}']) {
      assert.equal(areDamagedResults(text), true, text);
    }
  });

  it('is damaged when something in it cannot be read and would be lost by writing', () => {
    assert.equal(areDamagedResults(whole.replace('"passed"', '"won"')), true);
    assert.equal(areDamagedResults('{"version":1,"milestones":{"m1":7}}'), true);
  });

  it('is whole as we write it, also with line ends of Windows', () => {
    assert.equal(areDamagedResults(whole), false);
    assert.equal(areDamagedResults(whole.replaceAll('\n', '\r\n')), false);
    assert.equal(areDamagedResults(resultsText(noResults)), false);
  });
});

describe('a test run', () => {
  it('is read from the report that it wrote, and from no other', () => {
    const text = JSON.stringify({ version: 1, run: 'this', tests: [test(1, 'a', 'failed')] });
    assert.deepEqual(readReport(text, 'this'), [test(1, 'a', 'failed')]);
    assert.equal(readReport(text, 'another'), undefined);
    assert.equal(readReport('{"run":"this"', 'this'), undefined);
  });

  it('with a slip in an import is failing, and shows Python’s words', () => {
    const message = "ModuleNotFoundError: No module named 'nunpy'";
    const outcome = outcomeOf([{ ...test(1, 'a', 'failed'), message }], '');
    const result = withCheck(noResults, { milestone: milestone(1), number: 1, outcome, edited: false }, NOW);
    assert.equal(stateOf(result.milestones.m1), 'failing');
    assert.equal(firstTrouble(result.milestones.m1)?.message, message);
  });

  it('that ends without a report shows its last words', () => {
    const outcome = outcomeOf(undefined, `${'x\n'.repeat(100)}Segmentation fault`);
    assert.ok(outcome.kind === 'blocked');
    assert.match(outcome.what, /without a report.*Segmentation fault$/s);
    assert.ok(outcome.what.split('\n').length < 40);
  });
});

describe('the manifest of a project', () => {
  it('is read only when it is one', () => {
    const good = { version: 1, project: 'toolbox', name: 'lab', instance: '12345678-aa', files: { a: 'b' } };
    assert.deepEqual(readManifest(JSON.stringify(good)), good);
    for (const wrong of [
      { ...good, version: 2 },
      { ...good, project: 7 },
      { ...good, name: '' },
      { ...good, name: 'x'.repeat(256) },
      { ...good, instance: '../../etc' },
      { ...good, files: [] },
      null,
    ]) {
      assert.equal(readManifest(JSON.stringify(wrong)), undefined, JSON.stringify(wrong));
    }
  });
});
