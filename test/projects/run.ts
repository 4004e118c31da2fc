import { join } from 'node:path';
import { check, mocha, report } from '../report.ts';
import { root } from '../vscode/paths.ts';

/** `npm run test:projects`: every practice project, with a real Python and the real libraries. */
await report([
  ['build', () => check(process.execPath, join(root, 'src/build/main.ts'))],
  ['practice projects', () => mocha('test/projects/**/*.test.ts', '--timeout', '120000')],
]);
