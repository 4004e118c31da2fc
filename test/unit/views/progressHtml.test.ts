import assert from 'node:assert/strict';
import { type Pace, paceFor } from '../../../src/progress/pace.ts';
import { progressHtml } from '../../../src/views/progressHtml.ts';
import { type Marks, sampleSummary, TODAY } from '../progress/sampleSummary.ts';

describe('the progress page', () => {
  const page = (marks: Marks) =>
    progressHtml({
      title: '<b>Sample</b>',
      summary: sampleSummary(marks),
      pace: paceFor(50, 5, TODAY),
      hoursPerWeek: 5,
      ownPace: undefined,
      today: TODAY,
    });

  it('says in words what it draws', () => {
    const html = page({ algebra: ['done', `${TODAY}T12:00:00`] });
    assert.match(html, /<strong>1 of 4<\/strong> topics done/);
    assert.match(html, /until around <strong>February 2, 2027<\/strong>/);
    assert.match(html, /Choose a track/);
    assert.match(html, /role="img" aria-label="In the last year something was marked on 1 day/);
    assert.match(html, /<title>November 24, 2026: 1 mark<\/title>/);
    assert.match(html, /<summary>Day by day<\/summary><ul><li>November 24, 2026: 1 mark<\/li><\/ul>/);
    assert.ok(!html.includes('<b>Sample'));
  });

  it('lets nothing of a roadmap become markup', () => {
    const all = sampleSummary({});
    const groups = all.groups.map((one) => ({ ...one, group: { ...one.group, title: '<img>' } }));
    const track = { title: '<img>', hoursLeft: 0, pace: undefined };
    const pace = paceFor(50, 5, TODAY);
    const facts = { title: '<img>', pace, track, hoursPerWeek: 5, ownPace: undefined, today: TODAY };
    assert.doesNotMatch(progressHtml({ ...facts, summary: { ...all, groups } }), /<img/);
  });

  it('counts the chosen track by itself', () => {
    const track = { title: 'Coder', hoursLeft: 10, pace: paceFor(10, 5, TODAY) };
    const html = progressHtml({
      title: 'Sample',
      summary: sampleSummary({}),
      pace: paceFor(50, 5, TODAY),
      track,
      hoursPerWeek: 5,
      ownPace: undefined,
      today: TODAY,
    });
    assert.match(
      html,
      /Your track, <strong>Coder<\/strong>, has 10 h left: until around <strong>December 8, 2026/,
    );
  });

  it('says so when nothing is left, and asks for the hours when it knows none', () => {
    const base = { title: 'Sample', pace: undefined, hoursPerWeek: 0, ownPace: undefined, today: TODAY };
    assert.match(progressHtml({ ...base, summary: sampleSummary({}) }), /Say how many hours a week/);
    const ids = ['algebra', 'calculus', 'coding', 'training'];
    const all = Object.fromEntries(ids.map((id) => [id, ['done', `${TODAY}T12:00:00`] as const]));
    assert.match(progressHtml({ ...base, summary: sampleSummary(all) }), /Everything is done or skipped/);
  });

  it('names no date that is more than ten years ahead, or beyond any calendar', () => {
    for (const hoursPerWeek of [0.05, 1e-9]) {
      const pace = paceFor(50, hoursPerWeek, TODAY);
      const facts = { title: 'Sample', summary: sampleSummary({}), pace, hoursPerWeek, today: TODAY };
      const track = { title: 'Coder', hoursLeft: 50, pace };
      const html = progressHtml({ ...facts, track, ownPace: pace });
      assert.match(html, /Coder<\/strong>, has 50 h left: more than ten years\./);
      assert.match(html, /all of the roadmap would take more than ten years\./);
    }
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

  it('lists every group under its stage, with its own count', () => {
    const rows = page({ algebra: ['done', `${TODAY}T12:00:00`] }).match(/<tr class="depth.*?<\/tr>/g) ?? [];
    assert.deepEqual(
      rows.map((row) =>
        row
          .replaceAll(/<svg.*?<\/svg>/g, '')
          .replaceAll(/<[^>]*>/g, ' ')
          .trim()
          .split(/ {2,}/),
      ),
      [
        ['Basics', '1/3', '4 h left'],
        ['Math', 'in Basics', '1/2', '2 h left'],
        ['Models', '0/1', '2 h left'],
      ],
    );
    assert.match(rows[1] ?? '', /depth-1/);
  });

  it('puts what was finished in the last weeks beside the plan', () => {
    const recent = { topics: 3, hoursPerWeek: 2.54, days: 28 };
    const told = (change: object, hoursPerWeek: number, pace?: Pace) => {
      const summary = { ...sampleSummary({}), recent: { ...recent, ...change } };
      const ownPace = paceFor(50, hoursPerWeek, TODAY);
      return progressHtml({
        title: 'Sample',
        summary,
        pace,
        hoursPerWeek: 5,
        ownPace,
        today: TODAY,
      });
    };
    assert.match(
      told({}, 2.5),
      /In the last four weeks you finished 3 topics\. .* that is <strong>2\.5 hours a week<\/strong>.*At that pace, all of it would take until around <strong>April 13, 2027<\/strong>, between March 16, 2027 and August 31, 2027/,
    );
    assert.match(
      told({ days: 15, topics: 1, hoursPerWeek: 1 }, 1),
      /last 15 days you finished 1 topic\. .*<strong>1 hour a/,
    );
    const none = { topics: 0, hoursPerWeek: 0 };
    assert.match(told(none, 0), /<p>No topic was finished in the last four weeks\.<\/p>/);
    assert.match(
      told(none, 0, paceFor(50, 5, TODAY)),
      /No topic was finished in the last four weeks, so the plan is the only pace/,
    );
    assert.match(
      told({ hoursPerWeek: 0.05 }, 0.05),
      /At that pace, all of it would take more than ten years\./,
    );
    assert.doesNotMatch(page({}), /At that pace|No topic was finished/);
  });
});
