import { layoutMap } from '../../src/map/layout.ts';
import { noFilter, passes } from '../../src/progress/filter.ts';
import type { Status } from '../../src/progress/record.ts';
import { upNext } from '../../src/progress/upNext.ts';
import { type Outline, outlineOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap } from '../vscode/built.ts';
import { generated } from './generated.ts';

/** What is computed without an editor, in this process: medians of 20 runs. The floor is one walk over all leaves. */
export async function measureSums(): Promise<Record<string, Record<string, string>>> {
  const bundled = await builtRoadmap();
  const many = generated(bundled, 100);
  const statusOf = (id: string): Status => (id.endsWith('7') ? 'done' : 'not-started');
  const rows: [string, Outline, (outline: Outline) => unknown][] = [
    ['Up Next, 78 topics', outlineOf(bundled), (it) => upNext(it, statusOf, { minutes: 90, limit: 7 })],
    ['Up Next, 10,000 topics', outlineOf(many), (it) => upNext(it, statusOf, { minutes: 90, limit: 7 })],
    [
      'filter by a word, 10,000 topics',
      outlineOf(many),
      (it) => it.leaves.filter((leaf) => passes({ ...noFilter, text: 'learning 3' }, leaf, statusOf)),
    ],
    ['map laid out at run time, 78 topics', outlineOf(bundled), (it) => layoutMap(it)],
    ['map laid out at run time, 1,000 topics', outlineOf(generated(bundled, 10)), (it) => layoutMap(it)],
  ];
  return Object.fromEntries(
    rows.map(([name, outline, work]) => {
      const floor = median(() => outline.leaves.filter(({ id }) => statusOf(id) === 'done'));
      const own = median(() => work(outline));
      return [name, { time: `${own.toFixed(2)} ms`, 'times one walk': `${(own / floor).toFixed(0)}×` }];
    }),
  );
}

function median(work: () => unknown): number {
  const times = Array.from({ length: 20 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[10] ?? Number.NaN;
}
