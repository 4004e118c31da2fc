import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../vscode/paths.ts';
import { pictureFailures } from './failures.ts';
import { type Folders, newFolders } from './folders.ts';
import { Workbench } from './workbench.ts';

describe('the package, installed, in a folder nobody trusted', () => {
  let workbench: Workbench;
  let folders: Folders;

  before(async () => {
    folders = await newFolders();
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    workbench = await Workbench.start({ vsix: join(root, `ml-roadmap-${version}.vsix`) });
    await workbench.open({ folder: await folders.make('untrusted') });
  });
  pictureFailures(() => workbench);
  after(async () => {
    await workbench.stop();
    await folders.remove();
  });

  it('shows the whole roadmap in Restricted Mode', async () => {
    await workbench.page
      .getByRole('button', { name: /Restricted Mode/ })
      .first()
      .waitFor();
    await workbench.showRoadmap();
    await workbench.heading('Topics 0/78').waitFor();
  });

  it('ticks a topic and reads its page', async () => {
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Calculus');
    await workbench.row('Calculus').getByRole('checkbox').click();
    await workbench.row('Calculus, done').waitFor();
    await workbench.row('Calculus').click({ position: { x: 120, y: 10 } });
    await workbench.webview.getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
  });
});
