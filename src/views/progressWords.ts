/** Numbers and days as the progress page writes them. Pure. */

export function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

export function dateText(day: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date(`${day}T12:00`));
}
