import assert from 'node:assert/strict';
import { checkProject } from '../../../src/commands/checkProject.ts';
import { checkSetup } from '../../../src/commands/checkSetup.ts';
import { compareWithSolution } from '../../../src/commands/compareWithSolution.ts';
import { offerDone } from '../../../src/commands/offerDone.ts';
import { openMilestone, openProject } from '../../../src/commands/openProject.ts';
import { resetFile } from '../../../src/commands/resetFile.ts';
import { showHint } from '../../../src/commands/showHint.ts';
import { startedKey } from '../../../src/projectKey.ts';
import { withCheck } from '../../../src/projects/results.ts';
import { milestone, resultsWith, startedIn } from '../projects/samples.ts';
import { testContext, uri } from './testContext.ts';

const row = (folder: string, id?: string) => startedKey(`file://${folder}`, id);
const passing = resultsWith({ 1: ['passed'], 2: ['passed'] });

describe('checking a project', () => {
  it('runs the milestone of a row at once', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')] });
    await checkProject(context, row('/w/lab', 'm2'));
    assert.equal(done[0], 'checked m2');
  });

  it('says how it went, and nothing when it was cancelled', async () => {
    const { context, done } = testContext({
      started: [startedIn('/w/lab')],
      afterCheck: startedIn('/w/lab', resultsWith({ 1: ['passed'] })),
    });
    await checkProject(context, row('/w/lab', 'm1'));
    assert.equal(done[1], 'mentioned Toolbox: 1 of 1 checked milestones pass');
    await checkProject({ ...context, check: async () => undefined }, row('/w/lab', 'm1'));
    assert.equal(done.length, 2);
  });

  it('asks what to check from the palette, with the next milestone first', async () => {
    const started = startedIn('/w/lab', resultsWith({ 1: ['passed'] }));
    const { context, done, asked } = testContext({ started: [started], picks: ['Milestone 2: Step 2'] });
    await checkProject(context);
    assert.deepEqual(
      asked[0]?.map(({ label }) => label),
      ['Milestone 2: Step 2', 'All milestones', 'Milestone 1: Step 1'],
    );
    assert.equal(done[0], 'checked m2');
  });

  it('takes the project that is open before it asks which one', async () => {
    const two = [startedIn('/w/one'), startedIn('/w/two')];
    const open = testContext({ started: two, open: '/w/two', picks: ['All milestones'] });
    await checkProject(open.context);
    assert.equal(open.asked.length, 1);
    const ask = testContext({ started: two, picks: ['one', 'All milestones'] });
    await checkProject(ask.context, 'toolbox');
    assert.equal(ask.done[0], 'checked m1 m2');
  });

  it('says what blocks it, and where to look', async () => {
    const blocked = withCheck(
      startedIn('/w/lab').results,
      {
        milestone: milestone(1),
        number: 1,
        outcome: { kind: 'blocked', what: 'pytest is not installed' },
        edited: false,
      },
      '2026-11-24T20:00:00.000Z',
    );
    const { context, done } = testContext({
      started: [startedIn('/w/lab')],
      afterCheck: startedIn('/w/lab', blocked),
      button: 'Look at My Setup',
    });
    await checkProject(context, row('/w/lab', 'm1'));
    await Promise.resolve();
    assert.match(done[1] ?? '', /warning: Milestone 1 could not be checked: pytest is not installed/);
    assert.equal(done[2], 'looked at the setup');
  });

  it('offers to start one when there is none', async () => {
    const { context, done } = testContext({ button: 'Start a Project' });
    await checkProject(context);
    assert.equal(done[1], 'started one');
  });

  it('refuses what is no project of the learner', async () => {
    const { context } = testContext({ started: [startedIn('/w/lab')] });
    await assert.rejects(checkProject(context, 'ghost'), /have not started a practice project “ghost”/);
    await assert.rejects(checkProject(context, row('/elsewhere')), /not there any more/);
    await assert.rejects(checkProject(context, { folder: '/w/lab' }), /takes the id/);
  });
});

describe('when every milestone passes', () => {
  it('the topic offers to become done, and keeps what shows it', async () => {
    const { context, done, marks } = testContext({ button: 'Mark as Done' });
    await offerDone(context, startedIn('/w/lab', passing));
    assert.match(done[0] ?? '', /Every milestone of Toolbox passes. It practices “Coding”/);
    assert.equal(marks.get('coding'), 'done');
    assert.equal(done[1], 'evidence {"project":"toolbox","folder":"lab","milestones":2,"testsEdited":false}');
  });

  it('whether tests were edited is kept with it', async () => {
    const { context, done } = testContext({ button: 'Mark as Done' });
    const lab = startedIn('/w/lab', passing);
    const [first, ...others] = lab.milestones;
    assert.ok(first);
    await offerDone(context, { ...lab, milestones: [{ ...first, edited: true }, ...others] });
    assert.match(done[1] ?? '', /"testsEdited":true/);
  });

  it('nothing is marked when the learner does not want it', async () => {
    const { context, marks } = testContext();
    await offerDone(context, startedIn('/w/lab', passing));
    assert.equal(marks.get('coding'), undefined);
  });

  it('it asks once for each copy of the project, until the window is closed', async () => {
    const { context, done } = testContext();
    const lab = startedIn('/w/lab', passing);
    const copy = { ...lab, manifest: { ...lab.manifest, instance: 'another-copy' } };
    // The first question may still be open when the next check ends.
    await Promise.all([offerDone(context, lab), offerDone(context, lab)]);
    await offerDone(context, lab);
    assert.equal(done.length, 1);
    await offerDone(context, copy);
    assert.equal(done.length, 2);
  });

  it('it asks again where the answer was yes, and the topic was taken back', async () => {
    const { context, done, marks } = testContext({ button: 'Mark as Done' });
    await offerDone(context, startedIn('/w/lab', passing));
    marks.set('coding', 'in-progress');
    await offerDone(context, startedIn('/w/lab', passing));
    assert.equal(done.filter((line) => line.startsWith('info: Every milestone')).length, 2);
  });

  it('and not before, and not twice', async () => {
    const { context, done, marks } = testContext({ button: 'Mark as Done' });
    await offerDone(context, startedIn('/w/lab', resultsWith({ 1: ['passed'] })));
    marks.set('coding', 'done');
    await offerDone(context, startedIn('/w/lab', passing));
    assert.deepEqual(done, []);
  });
});

describe('hints', () => {
  it('come one more each time it is asked for, and the last ones stay', async () => {
    const picks = ['The next hint', 'The next hint'];
    const { context, texts, asked } = testContext({ started: [startedIn('/w/lab')], picks });
    const shown = async () => {
      await showHint(context, row('/w/lab', 'm1'));
      return texts.get('toolbox/m1/hints.md') ?? '';
    };
    assert.match(await shown(), /Hint 1 of 3.*Think\./s);
    assert.equal(asked.length, 0, 'the first one comes without a question');
    assert.doesNotMatch(await shown(), /for each/);
    assert.match(await shown(), /Think\..*Try\..* {4}for each:\n {8}do it/s);
    assert.match(await shown(), /That was the last hint/);
    assert.equal(asked.length, 2, 'where none is left there is nothing to choose');
  });

  it('that were seen can be read again without another one', async () => {
    const picks = ['The hint I have seen', 'The next hint', 'The hints I have seen'];
    const { context, texts, asked } = testContext({ started: [startedIn('/w/lab')], picks });
    const levels: number[] = [];
    for (let time = 0; time < 4; time++) {
      await showHint(context, row('/w/lab', 'm1'));
      const text = texts.get('toolbox/m1/hints.md') ?? '';
      levels.push([...text.matchAll(/## Hint/g)].length);
      assert.match(text, /Run “Show Hint” again for the next one/);
    }
    assert.deepEqual(levels, [1, 1, 2, 2]);
    assert.deepEqual(
      asked[2]?.map(({ label, description }) => `${label}: ${description}`),
      ['The hints I have seen: 2 of 3', 'The next hint: hint 3 of 3, in outline'],
    );
  });

  it('stay closed where the question is left with Escape', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')] });
    for (let time = 0; time < 2; time++) await showHint(context, row('/w/lab', 'm1'));
    assert.deepEqual(done, ['shown toolbox/m1/hints.md']);
    assert.equal(context.hints.shown('', milestone(1)), 1);
  });

  it('ask for the milestone from the palette, the current one first', async () => {
    const started = startedIn('/w/lab', resultsWith({ 1: ['passed'] }));
    const { context, asked, done } = testContext({ started: [started], picks: ['2 Step 2'] });
    await showHint(context);
    assert.equal(asked[0]?.[0]?.label, '2 Step 2');
    assert.deepEqual(done, ['shown toolbox/m2/hints.md']);
  });

  it('ask in order once every milestone passes', async () => {
    const { context, asked } = testContext({ started: [startedIn('/w/lab', passing)] });
    await showHint(context);
    assert.deepEqual(
      asked[0]?.map(({ label }) => label),
      ['1 Step 1', '2 Step 2'],
    );
  });
});

describe('the solution', () => {
  it('is shown beside the learner’s own file after one question', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], confirm: true });
    await compareWithSolution(context, row('/w/lab', 'm1'));
    assert.match(done[0] ?? '', /asked: See a solution of “Step 1”/);
    assert.equal(done[1], 'compared /w/lab/src/my_lab/step1.py with toolbox/solution/src/my_lab/step1.py');
    await compareWithSolution(context, row('/w/lab', 'm1'));
    assert.match(done[2] ?? '', /^compared/);
  });

  it('stays closed when the answer is no, and asks again the next time', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], confirm: false });
    for (const unread of ['3 hints are unread', '2 hints are unread', 'One hint is unread']) {
      await compareWithSolution(context, row('/w/lab', 'm1'));
      assert.match(done.at(-1) ?? '', new RegExp(`^asked: .*${unread}`));
      await context.hints.next('', milestone(1));
    }
    await compareWithSolution(context, row('/w/lab', 'm1'));
    assert.match(done.at(-1) ?? '', /^asked: [^.]*\? You can always come back/);
  });

  it('is open without a question once the milestone passes', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab', passing)] });
    await compareWithSolution(context, row('/w/lab', 'm2'));
    assert.match(done[0] ?? '', /^compared/);
  });
});

describe('resetting a file', () => {
  it('asks first, and says where the copy is', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], confirm: true });
    await resetFile(context, row('/w/lab', 'm2'));
    assert.match(done[0] ?? '', /asked: Set src\/my_lab\/step2\.py back/);
    assert.equal(done[1], 'reset src/my_lab/step2.py');
    assert.match(done[2] ?? '', /mentioned Your text is kept in \.practice\/copies/);
  });

  it('says so when the file was missing', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], confirm: true });
    await resetFile({ ...context, resetFile: async () => undefined }, row('/w/lab', 'm2'));
    assert.equal(done[1], 'mentioned src/my_lab/step2.py was missing and is there again');
  });

  it('offers tests that are not as they were written, too, after the learner’s own files', async () => {
    const test = 'tests/test_m2_step.py';
    const lab = startedIn('/w/lab');
    const project = { ...lab.project, starter: { ...lab.project.starter, [test]: 'assert True\n' } };
    const started = [{ ...lab, project }];
    const answers = { started, editedTests: [test], picks: [test], confirm: true };
    const { context, done, asked } = testContext(answers);
    await resetFile(context, row('/w/lab', 'm2'));
    assert.deepEqual(
      asked[0]?.map(({ label }) => label),
      ['src/my_lab/step2.py', test],
    );
    assert.equal(done[1], `reset ${test}`);
  });

  it('does nothing when the answer is no', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], confirm: false });
    await resetFile(context, row('/w/lab', 'm2'));
    assert.equal(done.length, 1);
  });
});

describe('opening a project', () => {
  it('asks where, and the window that opens it goes on from there', async () => {
    const { context, done } = testContext({ started: [startedIn('/w/lab')], picks: ['Open in New Window'] });
    await openProject(context, row('/w/lab'));
    assert.deepEqual(done, ['will resume /w/lab', 'opened /w/lab new window']);
  });

  it('opens what to work on: the failing line, else the first file', async () => {
    const failing = testContext({ started: [startedIn('/w/lab', resultsWith({ 1: ['failed'] }))] });
    await openMilestone(failing.context, row('/w/lab', 'm1'));
    await openMilestone(failing.context, row('/w/lab', 'm2'));
    assert.deepEqual(failing.done, [
      'file /w/lab/tests/test_m1_step.py:7',
      'file /w/lab/src/my_lab/step2.py',
    ]);
    const todo = testContext({ started: [startedIn('/w/lab', resultsWith({ 1: ['todo'] }))] });
    await openMilestone(todo.context, row('/w/lab', 'm1'));
    assert.deepEqual(todo.done, ['file /w/lab/src/my_lab/step1.py']);
  });

  it('helps to find one that was moved', async () => {
    const { instance } = startedIn('/w/lab').manifest;
    const lost = [{ folder: uri('/old/lab'), projectId: 'toolbox', instance }];
    const found = testContext({ started: [startedIn('/w/lab')], lost, button: 'Find It…', folder: '/w/lab' });
    await openProject(found.context, row('/old/lab'));
    assert.equal(found.done[1], 'took in /w/lab');
    const wrong = testContext({ lost, button: 'Find It…', folder: '/elsewhere' });
    await assert.rejects(openProject(wrong.context, row('/old/lab')), /is not the practice project/);
    // Started twice: another copy of the same project is not the one that was moved.
    const others = [{ folder: uri('/old/lab'), projectId: 'toolbox', instance: 'another' }];
    const started = [startedIn('/w/lab')];
    const other = testContext({ started, lost: others, button: 'Find It…', folder: '/w/lab' });
    await assert.rejects(openProject(other.context, row('/old/lab')), /is not the practice/);
    assert.equal(other.done.length, 1, 'nothing was taken in');
    const forgotten = testContext({ lost, button: 'Take It off the List' });
    await openProject(forgotten.context, row('/old/lab'));
    assert.equal(forgotten.done[1], 'forgot /old/lab');
  });
});

describe('looking at the setup', () => {
  it('looks at what the project that is open needs, and at no other', async () => {
    const started = [startedIn('/w/one'), startedIn('/w/two')];
    const looked: (string | undefined)[] = [];
    const machine = { platform: 'linux', freeMemory: 1, freeDisk: 1 } as const;
    const examine = async (one: ReturnType<typeof startedIn> | undefined) => {
      looked.push(one?.folder.fsPath);
      return { machine };
    };
    const open = testContext({ started, open: '/w/two' });
    await checkSetup({ ...open.context, examine });
    assert.match(open.texts.get('setup.md') ?? '', /# Your setup/);
    await checkSetup({ ...testContext({ started }).context, examine });
    await checkSetup({ ...testContext({ started }).context, examine }, row('/w/one'));
    assert.deepEqual(looked, ['/w/two', undefined, '/w/one']);
  });
});
