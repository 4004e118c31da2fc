import type { Counts } from '../progress/counts.ts';
import { daysBefore } from '../progress/days.ts';
import type { Pace, Summary } from '../progress/summary.ts';
import { escapeHtml, sends } from './pageHtml.ts';

/** The progress page as HTML, with its drawings as SVG and the same in words. Pure. */

export interface ProgressPage {
  readonly title: string;
  readonly summary: Summary;
  readonly pace: Pace | undefined;
  /** The same for the chosen track. */
  readonly track?:
    | { readonly title: string; readonly hoursLeft: number; readonly pace: Pace | undefined }
    | undefined;
  readonly hoursPerWeek: number;
  readonly today: string;
}

export function progressHtml(page: ProgressPage): string {
  const { title, summary, today } = page;
  const { counts, hours, streak, activeDays } = summary;
  return [
    '<h1>Progress</h1>',
    `<p class="quiet">${escapeHtml(title)}</p>`,
    '<div class="facts">',
    fact(`${counts.done} of ${counts.total}`, 'topics done'),
    fact(`${hours.done} h`, 'behind you, by the roadmap’s estimate'),
    fact(`${hours.left} h`, 'left to do'),
    fact(plural(activeDays, 'day'), 'with something marked, of the last 28'),
    streak > 1 ? fact(plural(streak, 'day'), 'in a row') : '',
    '</div>',
    '<h2>When you could be done</h2>',
    paceHtml(page),
    '<h2>By stage</h2>',
    stagesHtml(summary),
    '<h2>The last year</h2>',
    calendarHtml(summary, today),
  ].join('\n');
}

function fact(number: string, words: string): string {
  return `<div class="fact"><strong>${number}</strong> ${words}</div>`;
}

function paceHtml({ summary, pace, track, hoursPerWeek }: ProgressPage): string {
  const left = summary.hours.left;
  const change = `<button class="link" ${sends({ kind: 'settings' })}>Change the hours a week</button>`;
  if (left === 0) return '<p>Everything is done or skipped.</p>';
  if (!pace) return `<p>Say how many hours a week you mean to learn, and this tells when. ${change}</p>`;
  const way = track
    ? trackHtml(track)
    : `<p>Nobody needs all of it. A track is a way through it for one job, and is done much sooner. <button class="link" ${sends({ kind: 'track' })}>Choose a track</button></p>`;
  return `${way}<p>With ${plural(hoursPerWeek, 'hour')} a week, ${track ? 'all of the roadmap' : 'all of it'} would take until ${rangeText(pace)}. Topics that you skip make it sooner. ${change}</p>`;
}

function trackHtml({ title, hoursLeft, pace }: NonNullable<ProgressPage['track']>): string {
  const name = `<strong>${escapeHtml(title)}</strong>`;
  return pace
    ? `<p>Your track, ${name}, has ${hoursLeft} h left: until ${rangeText(pace)}.</p>`
    : `<p>Your track, ${name}, is done.</p>`;
}

function rangeText({ earliest, likely, latest }: Pace): string {
  return `around <strong>${dateText(likely)}</strong> (${dateText(earliest)} with a little more time each week, ${dateText(latest)} with half of it)`;
}

function stagesHtml({ stages }: Summary): string {
  const rows = stages.map(
    ({ stage, counts, hoursLeft }) =>
      `<tr><th scope="row"><button class="link" ${sends({ kind: 'topic', topicId: stage.id })}>${escapeHtml(stage.title)}</button></th><td>${barSvg(counts)}</td><td class="number">${counts.done}/${counts.total}${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}</td><td class="number">${hoursLeft} h left</td></tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="Progress by stage"><table><thead><tr><th scope="col">Stage</th><th scope="col"><span class="hidden">Drawn</span></th><th scope="col" class="number">Done</th><th scope="col" class="number">Hours</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function barSvg({ total, done, skipped }: Counts): string {
  const width = (count: number) => ((100 * count) / Math.max(1, total)).toFixed(2);
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8" rx="2"/><rect class="done" width="${width(done)}" height="8" rx="2"/><rect class="skipped" x="${width(done)}" width="${width(skipped)}" height="8" rx="2"/></svg>`;
}

const CELL = 12;
const WEEKS = 53;

/** A square a day, a column a week, Monday on top. The sentence below says the same. */
function calendarHtml({ activity }: Summary, today: string): string {
  const dayOfWeek = (day: string) => (new Date(`${day}T12:00`).getDay() + 6) % 7;
  const days = daysBefore(today, (WEEKS - 1) * 7 + dayOfWeek(today) + 1).reverse();
  const cells = days.map((day, index) => {
    const count = activity.get(day) ?? 0;
    const level = count === 0 ? 'none' : count < 3 ? 'some' : count < 6 ? 'more' : 'many';
    const [x, y] = [Math.floor(index / 7) * CELL, (index % 7) * CELL + 14];
    return `<rect class="${level}" x="${x}" y="${y}" width="${CELL - 2}" height="${CELL - 2}" rx="2"><title>${dateText(day)}: ${plural(count, 'mark')}</title></rect>`;
  });
  const months = days.flatMap((day, index) =>
    day.endsWith('-01') ? [`<text x="${Math.floor(index / 7) * CELL}" y="9">${monthText(day)}</text>`] : [],
  );
  const active = days.filter((day) => activity.has(day)).length;
  const words =
    active === 0
      ? 'Nothing was marked in the last year.'
      : `In the last year something was marked on ${plural(active, 'day')}. Days off are part of learning.`;
  return `<div class="wide latest" tabindex="0" role="region" aria-label="Calendar of the last year"><svg class="calendar" viewBox="0 0 ${WEEKS * CELL} ${7 * CELL + 14}" role="img" aria-label="${escapeHtml(words)}">${months.join('')}${cells.join('')}</svg></div>\n<p class="quiet">${words}</p>`;
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function dateText(day: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date(`${day}T12:00`));
}

function monthText(day: string): string {
  return new Intl.DateTimeFormat('en', { month: 'short' }).format(new Date(`${day}T12:00`));
}
