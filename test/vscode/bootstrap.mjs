// Runs a TypeScript program of this repository from nothing but Node 20, npm and git: installs the
// packages when they are missing or out of date, then hands over to the Node that comes with them.
// Plain JavaScript, because it runs before there is anything else.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '../../..');
const [program, ...options] = process.argv.slice(2);

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const stamp = join(root, 'node_modules/.installed');
const bin = join(root, 'node_modules/node/bin');
const node = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing npm packages (once, about half a minute)…');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const timer = setInterval(() => console.log(`  … ${seconds()} s`), 5000);
  // Whatever npm is set to: the development packages are needed, and the script that fetches Node.
  const options = ['--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const install = spawn('npm', ['ci', ...options], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve) => install.on('error', resolve).on('exit', resolve));
  clearInterval(timer);
  if (code !== 0 || !existsSync(node)) {
    console.error('npm could not install the packages; what it said is above. Nothing else was done.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
  console.log(`npm packages installed in ${seconds()} s.`);
}

const separator = process.platform === 'win32' ? ';' : ':';
const child = spawn(
  node,
  [
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    '--disable-warning=ExperimentalWarning',
    join(root, program),
    ...options,
  ],
  {
    cwd: process.cwd(),
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${separator}${process.env.PATH}` },
  },
);
// Ctrl-C reaches the child by itself; waiting for it lets it end what it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
