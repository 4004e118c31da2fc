import assert from 'node:assert/strict';
import { activityIn } from '../../../src/progress/activity.ts';
import { daysBefore, localDate } from '../../../src/progress/days.ts';
import type { Mark, Status } from '../../../src/progress/record.ts';
import { paceFor, summarize } from '../../../src/progress/summary.ts';
import { progressHtml } from '../../../src/views/progressHtml.ts';
import { sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const TODAY = '2026-11-24';

function summary(marks: Readonly<Record<string, readonly [Status, string]>>) {
  const all = Object.entries(marks).map(([topicId, [status, at]]) => {
    const mark: Mark = { status, at, seq: 1, writer: 'w' };
    return { roadmapId: 'sample', topicId, mark };
  });
  const markOf = (id: string) => all.find(({ topicId }) => topicId === id)?.mark;
  return summarize(outline, markOf, activityIn(all, new Map()), TODAY);
}

describe('progress in numbers', () => {
  it('adds up topics and hours, of each stage too', () => {
    const { counts, hours, stages } = summary({
      algebra: ['done', `${TODAY}T12:00:00`],
      coding: ['skipped', `${TODAY}T12:00:00`],
      calculus: ['in-progress', `${TODAY}T12:00:00`],
    });
    assert.deepEqual(counts, { total: 4, done: 1, inProgress: 1, skipped: 1 });
    assert.deepEqual(hours, { done: 2, left: 4 });
    assert.deepEqual(
      stages.map(({ stage, hoursLeft }) => [stage.id, hoursLeft]),
      [
        ['basics', 2],
        ['models', 2],
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

describe('the progress page', () => {
  const page = (marks: Parameters<typeof summary>[0]) =>
    progressHtml({
      title: '<b>Sample</b>',
      summary: summary(marks),
      pace: paceFor(50, 5, TODAY),
      hoursPerWeek: 5,
      today: TODAY,
    });

  it('says in words what it draws', () => {
    const html = page({ algebra: ['done', `${TODAY}T12:00:00`] });
    assert.match(html, /<strong>1 of 4<\/strong> topics done/);
    assert.match(html, /until around <strong>February 2, 2027<\/strong>/);
    assert.match(html, /Choose a track/);
    assert.match(html, /role="img" aria-label="In the last year something was marked on 1 day/);
    assert.match(html, /<title>November 24, 2026: 1 mark<\/title>/);
    assert.ok(!html.includes('<b>Sample'));
  });

  it('lets nothing of a roadmap become markup', () => {
    const all = summary({});
    const stages = all.stages.map((one) => ({ ...one, stage: { ...one.stage, title: '<img>' } }));
    const track = { title: '<img>', hoursLeft: 0, pace: undefined };
    const pace = paceFor(50, 5, TODAY);
    const facts = { title: '<img>', pace, track, hoursPerWeek: 5, today: TODAY };
    assert.doesNotMatch(progressHtml({ ...facts, summary: { ...all, stages } }), /<img/);
  });

  it('counts the chosen track by itself', () => {
    const track = { title: 'Coder', hoursLeft: 10, pace: paceFor(10, 5, TODAY) };
    const html = progressHtml({
      title: 'Sample',
      summary: summary({}),
      pace: paceFor(50, 5, TODAY),
      track,
      hoursPerWeek: 5,
      today: TODAY,
    });
    assert.match(
      html,
      /Your track, <strong>Coder<\/strong>, has 10 h left: until around <strong>December 8, 2026/,
    );
  });

  it('says so when nothing is left, and asks for the hours when it knows none', () => {
    const base = { title: 'Sample', pace: undefined, hoursPerWeek: 0, today: TODAY };
    assert.match(progressHtml({ ...base, summary: summary({}) }), /Say how many hours a week/);
    const ids = ['algebra', 'calculus', 'coding', 'training'];
    const all = Object.fromEntries(ids.map((id) => [id, ['done', `${TODAY}T12:00:00`] as const]));
    assert.match(progressHtml({ ...base, summary: summary(all) }), /Everything is done or skipped/);
  });

  it('draws a week as a column, from Monday to Sunday', () => {
    const html = page({});
    const square = (day: string) => html.match(new RegExp(`<rect [^>]*><title>${day}`))?.[0] ?? '';
    assert.match(square('November 22, 2026'), /x="612" y="86"/);
    assert.match(square('November 23, 2026'), /x="624" y="14"/);
    assert.match(square('November 24, 2026'), /x="624" y="26"/);
  });

  it('blames nobody for a year without a mark', () => {
    assert.match(page({}), /Nothing was marked in the last year/);
    assert.doesNotMatch(page({}), /in a row/);
  });
});
