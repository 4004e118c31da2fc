import assert from 'node:assert/strict';
import { hashOf } from '../../../src/projects/plan.ts';
import { firstTrouble, stateOf, withCheck } from '../../../src/projects/results.ts';
import { blockedWithoutTests, editedTests } from '../../../src/projects/testFiles.ts';
import { manifest, milestone, resultsWith, test, toolbox } from './samples.ts';

describe('the tests of a milestone', () => {
  const written: Readonly<Record<string, string>> = {
    'tests/test_m1_step.py': 'one\n',
    'tests/test_m2_step.py': 'two\n',
    'tests/conftest.py': 'shared\n',
    'tests/review/rules.py': 'helper\n',
    'tests/answers.txt': 'the learner writes here\n',
    'src/my_lab/step1.py': 'stub\n',
  };
  const newer = { 'tests/conftest.py': 'shared, and better\n' };
  /** What of it counts as edited for the first milestone when these files are as they are here. */
  const edited = async (now: Readonly<Record<string, string | undefined>>) => {
    const hashes = Object.entries(written).map(async ([path, text]) => [path, await hashOf(text)]);
    const files = Object.fromEntries(await Promise.all(hashes));
    const answers = { ...milestone(2), files: ['tests/answers.txt'] };
    const started = {
      manifest: { ...manifest, files },
      project: { ...toolbox, milestones: [milestone(1), answers], starter: newer },
    };
    return editedTests(started, milestone(1), async (path) => ({ ...written, ...now })[path]);
  };

  it('are not edited as they were written, whatever the line ends', async () => {
    assert.deepEqual(await edited({}), []);
    assert.deepEqual(await edited({ 'tests/conftest.py': 'shared\r\n' }), []);
  });

  it('are not edited when they were reset to what a newer version of the extension brings', async () => {
    assert.deepEqual(await edited(newer), []);
  });

  it('are edited when their own file or what they share with others is', async () => {
    const changes = {
      'tests/test_m1_step.py': 'pass',
      'tests/conftest.py': '',
      'tests/review/rules.py': 'x',
    };
    for (const [path, text] of Object.entries(changes)) {
      assert.deepEqual(await edited({ [path]: text }), [path]);
    }
    assert.deepEqual(Object.keys(changes), await edited(changes));
  });

  it('are edited when one of them is gone', async () => {
    assert.deepEqual(await edited({ 'tests/test_m1_step.py': undefined }), ['tests/test_m1_step.py']);
  });

  it('are not edited by what belongs to another milestone, or to the learner', async () => {
    const theirs = { 'tests/test_m2_step.py': 'x', 'tests/answers.txt': 'x', 'src/my_lab/step1.py': 'x' };
    assert.deepEqual(await edited(theirs), []);
    assert.deepEqual(await edited({ 'tests/test_m3_own.py': 'a file that was not written with it' }), []);
  });
});

describe('a check that reports no test of its milestone', () => {
  const none = { kind: 'reported', tests: [test(2, 'of_another', 'passed')] } as const;

  it('is blocked: it names the file, and what brings it back', () => {
    const outcome = blockedWithoutTests(none, milestone(1), 1);
    assert.ok(outcome.kind === 'blocked');
    assert.match(
      outcome.what,
      /^tests\/test_m1_step\.py has no tests of this milestone: it is missing or empty/,
    );
    assert.match(outcome.what, /Reset File to Its Stub/);
  });

  it('neither passes nor is to do, also where it passed before', () => {
    const outcome = blockedWithoutTests(none, milestone(1), 1);
    const checked = { milestone: milestone(1), number: 1, outcome, edited: true };
    const after = withCheck(resultsWith({ 1: ['passed'] }), checked, '2026-11-24T20:00:00.000Z').milestones
      .m1;
    assert.equal(stateOf(after), 'blocked');
    assert.match(firstTrouble(after)?.message ?? '', /missing or empty/);
  });

  it('is left as it is where there is one, or where something else was missing', () => {
    const some = { kind: 'reported', tests: [test(1, 'a', 'todo')] } as const;
    const blocked = { kind: 'blocked', what: 'pytest is not installed' } as const;
    assert.equal(blockedWithoutTests(some, milestone(1), 1), some);
    assert.equal(blockedWithoutTests(blocked, milestone(1), 1), blocked);
  });
});
