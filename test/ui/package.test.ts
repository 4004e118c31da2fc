import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../vscode/paths.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('the package, installed, in a folder nobody trusted', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench({ vsix: join(root, `ml-roadmap-${manifest.version}.vsix`) });

  before(async () => {
    await workbench.open({ folder: await folders.make('untrusted') });
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
