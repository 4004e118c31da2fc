import { join } from 'node:path';
import { leavesOf } from '../roadmap/outline.ts';
import { compileContent } from './content.ts';
import { thicknessOf } from './thickness.ts';

/** `npm run table`: how much there is to each topic of each roadmap, so that an author sees where to go on. */

for (const { id, topics } of compileContent(join(import.meta.dirname, '../..')).roadmaps) {
  console.log(id);
  const rows = thicknessOf(topics.flatMap(leavesOf)).map(({ topic, ...row }) => [topic, row]);
  console.table(Object.fromEntries(rows));
}
