/** What a part of `npm test` works on has to be there first. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { host: ['build'], ui: ['build', 'package'] };

/** Whether a part of `npm test` runs: `only` names one by a word of its name, `without` leaves one out. */
export function isChosen(name: string, { only, without }: { only?: string; without?: string }): boolean {
  const has = (word: string) => name.split(' ').includes(word);
  if (without !== undefined && has(without)) return false;
  return only === undefined || [only, ...(NEEDS[only] ?? [])].some(has);
}
