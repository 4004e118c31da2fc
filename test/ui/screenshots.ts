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
    size: { width: 1280, height: 800 },
  });
  const picture = async (what: string) => {
    await workbench.page.mouse.move(900, 790);
    await workbench.page.screenshot({ path: join(pictures, `${what}-${name}.png`) });
  };
  await workbench.start();
  const page = workbench.webview;
  try {
    await workbench.open({ folder: await mkdtemp(join(tmpdir(), 'ml-roadmap-')) });
    await workbench.showRoadmap();
    await workbench.widenSidebar(420);
    await workbench.run('Choose Track');
    await workbench.choose('Choose Track', 'Applied scientist');
    for (const [command, topic] of [
      ['Mark as Done', 'Python (Essential)'],
      ['Mark as Done', 'Linear Algebra'],
      ['Mark as In Progress', 'Calculus'],
      ['Mark as Skipped', 'R for statistical computing'],
    ] as const) {
      await workbench.run(command);
      await workbench.choose(command, topic);
    }
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Calculus');
    await workbench.row('Calculus, in progress').waitFor();
    await workbench.row('Calculus').click({ position: { x: 90, y: 10 } });
    await page.getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
    await picture('sidebar');
    await page.getByRole('heading', { name: 'Check yourself' }).scrollIntoViewIfNeeded();
    await picture('topic');
    await workbench.run('Show Map');
    await page.getByRole('searchbox').waitFor();
    await page.locator('svg').first().waitFor();
    await picture('map');
    await workbench.run('Show Progress');
    await page.getByRole('heading', { level: 1, name: 'Progress' }).waitFor();
    await picture('progress');
  } finally {
    await workbench.stop();
  }
}
