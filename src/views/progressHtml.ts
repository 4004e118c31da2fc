import type { Counts } from '../progress/counts.ts';
import type { Pace } from '../progress/pace.ts';
import type { Summary } from '../progress/summary.ts';
import type { Group } from '../roadmap/model.ts';
import { dateText, plural } from '../words.ts';
import { calendarHtml } from './calendarHtml.ts';
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
  /** Of the track or, without one, of everything, at the speed of the last weeks. */
  readonly ownPace: Pace | undefined;
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
    ownPaceHtml(page),
    '<h2>The last year</h2>',
    calendarHtml(summary.activity, today),
    '<h2>By group</h2>',
    groupsHtml(summary),
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
  return `${way}<p>With ${plural(hoursPerWeek, 'hour')} a week, ${track ? 'all of the roadmap' : 'all of it'} would take ${rangeText(pace)}. Topics that you skip make it sooner. ${change}</p>`;
}

function trackHtml({ title, hoursLeft, pace }: NonNullable<ProgressPage['track']>): string {
  const name = `<strong>${escapeHtml(title)}</strong>`;
  return pace
    ? `<p>Your track, ${name}, has ${hoursLeft} h left: ${rangeText(pace)}.</p>`
    : `<p>Your track, ${name}, is done.</p>`;
}

/** Weeks beyond which a date would say nothing. */
const TOO_FAR = 520;

function rangeText({ weeks, earliest, likely, latest }: Pace): string {
  return weeks > TOO_FAR
    ? 'more than ten years'
    : `until around <strong>${dateText(likely)}</strong> (${dateText(earliest)} with a little more time each week, ${dateText(latest)} with half of it)`;
}

/** What was planned beside what was done, without a word of blame. */
function ownPaceHtml({ summary, pace, ownPace, track }: ProgressPage): string {
  const { recent, hours } = summary;
  if (!recent || hours.left === 0) return '';
  const weeks = recent.days === 28 ? 'four weeks' : `${recent.days} days`;
  if (recent.topics === 0)
    return `<p>No topic was finished in the last ${weeks}${pace ? ', so the plan is the only pace there is' : ''}.</p>`;
  const finished = `In the last ${weeks} you finished ${plural(recent.topics, 'topic')}. By the roadmap’s estimates that is <strong>${weeklyText(recent.hoursPerWeek)} a week</strong>; topics that you knew before count in it.`;
  if (!ownPace) return `<p>${finished}</p>`;
  const { weeks: needed, earliest, likely, latest } = ownPace;
  const when =
    needed > TOO_FAR
      ? 'more than ten years'
      : `until around <strong>${dateText(likely)}</strong>, between ${dateText(earliest)} and ${dateText(latest)}`;
  return `<p>${finished} At that pace, ${track ? 'the track' : 'all of it'} would take ${when}.</p>`;
}

function weeklyText(hours: number): string {
  return plural(Number(hours.toFixed(hours < 10 ? 1 : 0)), 'hour');
}

function groupsHtml({ groups }: Summary): string {
  const rows = groups.map(
    ({ group, path, counts, hoursLeft }) =>
      `<tr class="depth-${Math.min(path.length, 3)}"><th scope="row"><button class="link" ${sends({ kind: 'topic', topicId: group.id })}>${escapeHtml(group.title)}</button>${withinText(path)}</th><td>${barSvg(counts)}</td><td class="number">${counts.done}/${counts.total}${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}</td><td class="number">${hoursLeft} h left</td></tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="Progress by group"><table><thead><tr><th scope="col">Group</th><th scope="col"><span class="hidden">Drawn</span></th><th scope="col" class="number">Done</th><th scope="col" class="number">Hours</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** What the indentation shows. */
function withinText(path: readonly Group[]): string {
  const parent = path.at(-1);
  return parent ? `<span class="hidden"> in ${escapeHtml(parent.title)}</span>` : '';
}

function barSvg({ total, done, skipped }: Counts): string {
  const width = (count: number) => ((100 * count) / Math.max(1, total)).toFixed(2);
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8" rx="2"/><rect class="done" width="${width(done)}" height="8" rx="2"/><rect class="skipped" x="${width(done)}" width="${width(skipped)}" height="8" rx="2"/></svg>`;
}
