#!/usr/bin/env node
import { VERSIONS } from './editor.ts';
import { runInHost } from './hostTests.ts';

/**
 * Takes the arguments `@vscode/test-electron` gives to a VS Code executable, so that `runTests` drives
 * the editor from npm where no desktop VS Code can be had. `EDITOR_VERSION` says which.
 */
const args = process.argv.slice(2);
const value = (name: string) =>
  args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const tests = value('extensionTestsPath');
const extension = value('extensionDevelopmentPath');
const folder = args.find((argument) => argument.startsWith('/'));
if (!tests || !extension) throw new Error('--extensionDevelopmentPath and --extensionTestsPath are needed');

// Without this, a signal ends this process and leaves the editor that it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const version = process.env.EDITOR_VERSION ?? VERSIONS.newest;
const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
process.exitCode = await runInHost(version, { extension, tests, ...(folder ? { folder } : {}) }, env);
// The browser's and the server's pipes may linger; everything they were for is over.
process.exit();
