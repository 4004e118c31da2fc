import assert from 'node:assert/strict';
import { daysBefore } from '../../../src/progress/days.ts';
import { paceFor } from '../../../src/progress/pace.ts';
import { sampleSummary, TODAY } from './sampleSummary.ts';

describe('the finish date', () => {
  it('is a range around the hours that are left', () => {
    assert.deepEqual(paceFor(50, 5, TODAY), {
      weeks: 10,
      earliest: '2027-01-19',
      likely: '2027-02-02',
      latest: '2027-04-13',
    });
  });

  it('is not given without a pace, or with nothing left', () => {
    assert.equal(paceFor(50, 0, TODAY), undefined);
    assert.equal(paceFor(50, Number.NaN, TODAY), undefined);
    assert.equal(paceFor(0, 5, TODAY), undefined);
  });
});

describe('the pace of the last weeks', () => {
  /** Noon, so many days before today. */
  const ago = (days: number) => `${daysBefore(TODAY, days + 1)[days]}T12:00:00`;

  it('is the hours of what was finished in the last four weeks', () => {
    const { recent } = sampleSummary({
      algebra: ['done', ago(0)],
      calculus: ['done', ago(27)],
      coding: ['done', ago(28)],
      training: ['in-progress', ago(3)],
    });
    assert.deepEqual(recent, { topics: 2, hoursPerWeek: 1, days: 28 });
  });

  it('goes by the days since the learner began, once these are two weeks', () => {
    assert.deepEqual(sampleSummary({ algebra: ['done', ago(13)] }).recent, {
      topics: 1,
      hoursPerWeek: 1,
      days: 14,
    });
    assert.equal(sampleSummary({ algebra: ['done', ago(12)] }).recent, undefined);
    assert.equal(sampleSummary({}).recent, undefined);
  });

  it('is nothing when nothing was finished, skipped topics included', () => {
    const { recent } = sampleSummary({ algebra: ['done', ago(40)], coding: ['skipped', ago(2)] });
    assert.deepEqual(recent, { topics: 0, hoursPerWeek: 0, days: 28 });
  });
});
