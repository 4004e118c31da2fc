import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import manifest from '../../package.json' with { type: 'json' };

/** `npm run package`: writes `ml-roadmap-<version>.vsix` from what the build made. */
const root = join(import.meta.dirname, '../..');
const packagePath = join(root, `${manifest.name}-${manifest.version}.vsix`);
rmSync(packagePath, { force: true });
await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  // Links in the README stay relative: the package carries the pictures it shows.
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
