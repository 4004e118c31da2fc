import assert from 'node:assert/strict';
import { daysBefore, localDate } from '../../../src/progress/days.ts';
import { sampleSummary as summary, TODAY } from './sampleSummary.ts';

describe('progress in numbers', () => {
  it('adds up topics and hours, of each group too', () => {
    const { counts, hours, groups } = summary({
      algebra: ['done', `${TODAY}T12:00:00`],
      coding: ['skipped', `${TODAY}T12:00:00`],
      calculus: ['in-progress', `${TODAY}T12:00:00`],
    });
    assert.deepEqual(counts, { total: 4, done: 1, inProgress: 1, skipped: 1 });
    assert.deepEqual(hours, { done: 2, left: 4 });
    assert.deepEqual(
      groups.map(({ group, path, counts, hoursLeft }) => [
        group.id,
        path.map(({ id }) => id).join(),
        counts.done,
        counts.total,
        hoursLeft,
      ]),
      [
        ['basics', '', 1, 3, 2],
        ['math', 'basics', 1, 2, 2],
        ['models', '', 0, 1, 2],
      ],
    );
  });

  it('counts a streak up to today, or to yesterday while today is young', () => {
    const days = (...dates: string[]) =>
      summary(
        Object.fromEntries(dates.map((date, index) => [`x${index}`, ['done', `${date}T20:00:00`] as const])),
      );
    assert.equal(days('2026-11-24', '2026-11-23', '2026-11-22').streak, 3);
    assert.equal(days('2026-11-23', '2026-11-22').streak, 2);
    assert.equal(days('2026-11-22').streak, 0);
    assert.equal(days('2026-11-24', '2026-11-22').streak, 1);
    assert.equal(days().streak, 0);
    assert.equal(days('2026-11-24', '2026-10-28', '2026-10-27').activeDays, 2);
  });

  it('counts every mark of a day, and a streak as long as there are days to look at', () => {
    const marks = { algebra: ['done', `${TODAY}T08:00:00`], coding: ['done', `${TODAY}T20:00:00`] } as const;
    assert.equal(summary(marks).activity.get(TODAY), 2);
    const days = daysBefore(TODAY, 450);
    const always = days.map((day) => [day, ['done', `${day}T12:00:00`] as const] as const);
    assert.equal(summary(Object.fromEntries(always)).streak, 400);
    assert.equal(summary(Object.fromEntries(always.slice(1))).streak, 399);
  });

  it('does not trip over dates that are none', () => {
    assert.equal(summary({ algebra: ['done', 'yesterday'] }).activity.size, 0);
  });

  it('goes by the calendar, across clock changes and leap days', () => {
    assert.deepEqual(daysBefore('2028-03-01', 3), ['2028-03-01', '2028-02-29', '2028-02-28']);
    assert.equal(daysBefore('2026-11-24', 400).length, new Set(daysBefore('2026-11-24', 400)).size);
    assert.equal(localDate(new Date(2026, 0, 5, 23, 59)), '2026-01-05');
  });
});
