import { join } from 'node:path';
import { linksOf } from '../roadmap/model.ts';
import { leavesOf } from '../roadmap/outline.ts';
import { compileContent } from './content.ts';
import { anyAnswered, checkLinks, type LinkState } from './links.ts';

/**
 * `npm run check:links`: visits every address of every roadmap and reports what is wrong. Fails on dead ones, and
 * without a network.
 */

const { roadmaps } = compileContent(join(import.meta.dirname, '../..'));
const topicsOf = new Map<string, string[]>();
for (const leaf of roadmaps.flatMap(({ topics }) => topics.flatMap(leavesOf))) {
  for (const url of linksOf(leaf)) topicsOf.set(url, [...(topicsOf.get(url) ?? []), leaf.id]);
}
console.log(`Visiting ${topicsOf.size} addresses, one at a time on each host…`);
const states = await checkLinks([...topicsOf.keys()], {
  concurrency: 12,
  timeout: 20_000,
  retries: 2,
  pause: 1500,
  onChecked: (_, __, done) => {
    if (done % 25 === 0) console.log(`  ${done} of ${topicsOf.size}`);
  },
});
if (!anyAnswered(states)) {
  console.error('Nothing at all answered, so nothing is known of any address. Is there a network?');
  process.exit(1);
}

const headings: Readonly<Record<Exclude<LinkState['kind'], 'alive'>, string>> = {
  dead: 'Dead: replace them',
  moved: 'Moved for good: take the new address',
  closed: 'Closed to this program: open them by hand',
  unreachable: 'No answer: try again later',
};
for (const [kind, heading] of Object.entries(headings)) {
  const found = [...states].filter(([, state]) => state.kind === kind);
  if (found.length === 0) continue;
  console.log(`\n${heading} (${found.length})`);
  for (const [url, state] of found)
    console.log(`  ${url} ${detailOf(state)}  [${topicsOf.get(url)?.join(', ')}]`);
}
const count = (kind: LinkState['kind']) => [...states.values()].filter((state) => state.kind === kind).length;
console.log(`\n${count('alive')} of ${states.size} answer as they should.`);
process.exitCode = count('dead') > 0 ? 1 : 0;

function detailOf(state: LinkState): string {
  if (state.kind === 'moved') return `→ ${state.to}`;
  if ('why' in state) return `(${state.why})`;
  return 'status' in state ? `(${state.status})` : '';
}
