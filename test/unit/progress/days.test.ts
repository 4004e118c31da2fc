import assert from 'node:assert/strict';
import { dayWatch, endOfDay, localDate } from '../../../src/progress/days.ts';

describe('a day', () => {
  it('ends when the next one begins, be it as long as it may', () => {
    for (const day of ['2026-03-29', '2026-10-25', '2026-11-01', '2028-02-29', '2026-12-31']) {
      const end = endOfDay(new Date(`${day}T12:00:00`));
      assert.equal(localDate(new Date(end - 1)), day);
      assert.notEqual(localDate(new Date(end)), day);
      assert.equal(endOfDay(new Date(`${day}T00:00:00`)), end);
    }
  });

  it('is new once, for who asks whether it is', () => {
    let now = new Date('2026-11-24T20:00:00');
    const isNewDay = dayWatch(() => now);
    assert.equal(isNewDay(), false);
    now = new Date('2026-11-24T23:59:00');
    assert.equal(isNewDay(), false);
    now = new Date('2026-11-25T00:01:00');
    assert.deepEqual([isNewDay(), isNewDay()], [true, false]);
  });
});
