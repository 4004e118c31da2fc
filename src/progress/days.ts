/** Days by the calendar and the clock where the learner is. Pure. */

/** `2026-11-24`, where the learner is. */
export function localDate(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** So many days up to a day, that day first. By the calendar: a day with 23 or 25 hours is one day. */
export function daysBefore(day: string, count: number): string[] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Noon: no time zone moves its clocks across it.
  return Array.from({ length: count }, (_, back) => localDate(new Date(year, month - 1, date - back, 12)));
}

/** The first instant that is not of this day any more, in milliseconds since 1970. */
export function endOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1).getTime();
}

/** Tells whether another day began since it was asked last. */
export function dayWatch(now: () => Date): () => boolean {
  let day = localDate(now());
  return () => {
    const before = day;
    day = localDate(now());
    return day !== before;
  };
}
