import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { run } from '../vscode/run.ts';
import { say } from '../vscode/say.ts';
import { Workbench } from './workbench.ts';

/** `npm run screenshots`: writes the README's pictures from the real editor, in light and dark. */
const pictures = join(root, 'media/screenshots');
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' } as const;

await mkdir(pictures, { recursive: true });
await say('Building', () => run(process.execPath, [join(root, 'src/build/main.ts')], { cwd: root }));
for (const [name, theme] of Object.entries(themes)) {
  await say(`Taking the pictures in ${name}`, () => takePictures(name, theme));
}
process.exit();

async function takePictures(name: string, theme: string): Promise<void> {
  const workbench = new Workbench({
    settings: { 'workbench.colorTheme': theme, 'window.title': 'ML Roadmap' },
  });
  await workbench.start();
  try {
    await workbench.open({ folder: await mkdtemp(join(tmpdir(), 'ml-roadmap-')) });
    await workbench.showRoadmap();
    await workbench.widenSidebar(420);
    await workbench.expand('Foundation: Building Your Technical Core');
    await workbench.expand('Mathematics and Statistics');
    await workbench.row('Linear Algebra').getByRole('checkbox').click();
    await workbench.row('Linear Algebra, done').waitFor();
    await workbench.chooseFromMenu('Calculus', 'Mark as In Progress');
    await workbench.row('Calculus, in progress').waitFor();
    await workbench.expand('Calculus');
    await workbench.row('Calculus').click({ position: { x: 90, y: 10 } });
    await workbench.webview.getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
    await workbench.page.mouse.move(900, 600);
    await workbench.page.screenshot({ path: join(pictures, `sidebar-${name}.png`) });
  } finally {
    await workbench.stop();
  }
}
