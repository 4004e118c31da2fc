import { daysBefore } from '../progress/days.ts';
import { dateText, plural } from '../words.ts';
import { escapeHtml } from './pageHtml.ts';

/** A year of days on which something was marked, drawn and in words. Pure. */

const CELL = 12;
const WEEKS = 53;

/** A square a day, a column a week, Monday on top. The sentence and the list below say the same. */
export function calendarHtml(activity: ReadonlyMap<string, number>, today: string): string {
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
  const active = days.filter((day) => activity.has(day)).reverse();
  const words =
    active.length === 0
      ? 'Nothing was marked in the last year.'
      : `In the last year something was marked on ${plural(active.length, 'day')}. Days off are part of learning.`;
  const list = active.map((day) => `<li>${dateText(day)}: ${plural(activity.get(day) ?? 0, 'mark')}</li>`);
  return `<div class="wide latest" tabindex="0" role="region" aria-label="Calendar of the last year"><svg class="calendar" viewBox="0 0 ${WEEKS * CELL} ${7 * CELL + 14}" role="img" aria-label="${escapeHtml(words)}">${months.join('')}${cells.join('')}</svg></div>\n<p class="quiet">${words}</p>${active.length === 0 ? '' : `\n<details id="days"><summary>Day by day</summary><ul>${list.join('')}</ul></details>`}`;
}

function monthText(day: string): string {
  return new Intl.DateTimeFormat('en', { month: 'short' }).format(new Date(`${day}T12:00`));
}
