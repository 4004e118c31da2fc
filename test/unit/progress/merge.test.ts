import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { changesBetween, highestSeq, mergeProgress } from '../../../src/progress/merge.ts';
import { markIn, noProgress, readProgress } from '../../../src/progress/record.ts';
import { anyProgress, mark, plain, progressOf } from './samples.ts';

describe('merging progress', () => {
  const same = (a: unknown, b: unknown) => assert.deepEqual(plain(a), plain(b));

  it('does not care about order, grouping or repetition', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, anyProgress, (a, b, c) => {
        assert.deepEqual(sorted(mergeProgress(a, b)), sorted(mergeProgress(b, a)));
        assert.deepEqual(
          sorted(mergeProgress(mergeProgress(a, b), c)),
          sorted(mergeProgress(a, mergeProgress(b, c))),
        );
        assert.deepEqual(sorted(mergeProgress(a, a)), sorted(a));
        assert.deepEqual(sorted(mergeProgress(a, noProgress)), sorted(a));
      }),
      { numRuns: 500 },
    );
  });

  it('comes back the same from a stored copy', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const reading = readProgress(plain(progress));
        assert.equal(reading.kind, 'sound');
        if (reading.kind === 'sound') assert.deepEqual(sorted(reading.progress), sorted(progress));
      }),
    );
  });

  it('changes neither of its inputs, nor the prototype of anything', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const before = JSON.stringify([a, b]);
        mergeProgress(a, b);
        assert.equal(JSON.stringify([a, b]), before);
        assert.equal(Object.keys(Object.prototype).length, 0);
      }),
    );
  });

  it('lets the higher seq win, whatever the clock says', () => {
    const early = { ...mark('done', 5), at: '1999-01-01T00:00:00.000Z' };
    const late = { ...mark('skipped', 4), at: '2099-01-01T00:00:00.000Z' };
    same(mergeProgress(progressOf({ a: late }), progressOf({ a: early })), progressOf({ a: early }));
  });

  it('lets the greater writer win between equal seqs', () => {
    const ours = mark('done', 5, 'alpha');
    const theirs = mark('skipped', 5, 'beta');
    same(mergeProgress(progressOf({ a: theirs }), progressOf({ a: ours })), progressOf({ a: theirs }));
  });

  it('is the same in any order even for two marks that only their evidence tells apart', () => {
    const [one, other] = [1, 2].map((tests) =>
      progressOf({ a: { ...mark('done', 5), evidence: { tests } } }),
    );
    assert.ok(one && other);
    same(mergeProgress(one, other), mergeProgress(other, one));
  });

  it('tells what is different', () => {
    const before = progressOf({ a: mark('done', 1), b: mark('done', 2) });
    const after = mergeProgress(before, progressOf({ b: mark('skipped', 3), c: mark('done', 4) }));
    assert.deepEqual(
      changesBetween(before, after)
        .map(({ topicId }) => topicId)
        .sort(),
      ['b', 'c'],
    );
    assert.deepEqual(changesBetween(after, before), []);
    assert.equal(highestSeq(after), 4);
  });
});

describe('reading a stored record', () => {
  it('takes nothing for nothing', () => assert.deepEqual(readProgress(undefined), { kind: 'none' }));

  it('knows a newer version when it sees one', () => {
    assert.deepEqual(readProgress({ version: 2, whatever: true }), { kind: 'newer', version: 2 });
  });

  for (const damaged of [
    null,
    'x',
    7,
    [],
    {},
    { version: '1' },
    { version: 1 },
    { version: 1, roadmaps: [] },
  ]) {
    it(`calls ${JSON.stringify(damaged)} damaged`, () => assert.equal(readProgress(damaged).kind, 'damaged'));
  }

  it('saves the sound marks of a damaged one', () => {
    const reading = readProgress({
      version: 1,
      roadmaps: { sample: { good: mark('done', 1), bad: { status: 'maybe' }, worse: null }, other: 'x' },
    });
    assert.equal(reading.kind, 'damaged');
    if (reading.kind !== 'damaged') return;
    assert.deepEqual(plain(reading.progress), progressOf({ good: mark('done', 1) }));
  });

  for (const [what, marks] of Object.entries({
    'whose marks are none': 'x',
    'with a mark that is none': { a: null },
    'with a state there is not': { a: { ...mark('done', 1), status: 'maybe' } },
    'without a time': { a: { ...mark('done', 1), at: 7 } },
    'with a count of zero': { a: mark('done', 0) },
    'with half a count': { a: mark('done', 1.5) },
    'without a writer': { a: { ...mark('done', 1), writer: undefined } },
  })) {
    it(`calls a record ${what} damaged, and keeps the rest`, () => {
      const kept = { good: mark('done', 1) };
      const reading = readProgress({ version: 1, roadmaps: { sample: kept, other: marks } });
      assert.equal(reading.kind, 'damaged');
      assert.ok(reading.kind === 'damaged');
      assert.deepEqual(plain(reading.progress.roadmaps.sample), kept);
      assert.deepEqual(plain(reading.progress.roadmaps.other ?? {}), {});
    });
  }

  it('has no mark for a topic called like a part of every object', () => {
    for (const topicId of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      assert.equal(markIn(noProgress, topicId, topicId), undefined);
      assert.equal(markIn(progressOf({}), 'sample', topicId), undefined);
    }
  });
});

function sorted(progress: unknown): unknown {
  return JSON.parse(JSON.stringify(progress), (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : value,
  );
}
