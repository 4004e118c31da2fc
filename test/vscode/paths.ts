import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
/** Everything that is fetched or written while testing. Git ignores it; deleting it costs only time. */
export const scratch = join(root, '.vscode-test');
