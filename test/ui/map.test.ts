import assert from 'node:assert/strict';
import { readFile, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { suiteFolders, suiteWorkbench } from './suite.ts';

describe('the map, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  let folder = '';
  const node = (topicId: string) => workbench.webview.locator(`#node-${topicId}`);

  before(async () => {
    folder = await folders.make('evening');
    await workbench.open({ folder });
    await workbench.showRoadmap();
    await workbench.run('Show Map');
    await node('linear-algebra').waitFor();
  });

  it('shows every topic, with its state in words', async () => {
    assert.equal(await workbench.webview.locator('.node').count(), 78);
    assert.match((await node('pytorch').getAttribute('aria-label')) ?? '', /^PyTorch, not started/);
  });

  it('follows a tick in the tree at once, and stays where it is', async () => {
    const view = await workbench.webview.locator('#map').getAttribute('viewBox');
    await workbench.run('Mark as Done');
    await workbench.choose('Mark as done', 'Linear Algebra');
    await workbench.webview.locator('#node-linear-algebra.done').waitFor();
    assert.equal(await workbench.webview.locator('#map').getAttribute('viewBox'), view);
  });

  it('walks along what a topic opens with the arrow keys, and tells about it', async () => {
    await node('linear-algebra').focus();
    await workbench.page.keyboard.press('ArrowRight');
    const focused = workbench.webview.locator('.node:focus');
    await focused.waitFor();
    assert.notEqual(await focused.getAttribute('id'), 'node-linear-algebra');
    await workbench.webview.getByText('Press Enter to open').waitFor();
  });

  it('finds a topic by its name', async () => {
    await workbench.webview.getByRole('searchbox').fill('kalman');
    await workbench.webview.getByRole('searchbox').fill('sensor fusion');
    await workbench.webview.locator('#map-found').getByText('1').first().waitFor();
  });

  it('is saved as a picture that stands by itself', async () => {
    const name = 'ml-engineer-2025-map.svg';
    const saved = writtenIn(folder, name, '</svg>');
    await workbench.webview.getByRole('button', { name: 'Export SVG' }).click();
    await workbench.acceptPath(name, /OK|Save/);
    const svg = await saved;
    assert.match(svg, /^<(\?xml|svg)/);
    assert.match(svg, /Sensor fusion/);
    assert.doesNotMatch(svg, /var\(--vscode|<script/);
  });

  it('is saved as a PNG too, large enough to be printed', async () => {
    const name = 'ml-engineer-2025-map.png';
    const saved = writtenIn(folder, name, 'IEND');
    await workbench.webview.getByRole('button', { name: 'Export PNG' }).click();
    await workbench.acceptPath(name, /OK|Save/);
    await saved;
    const picture = await readFile(join(folder, name));
    assert.equal(picture.subarray(1, 4).toString(), 'PNG');
    // A PNG begins with its size: https://www.w3.org/TR/png-3/#11IHDR
    const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
    assert.ok(width > 3000 && height > 1500, `${width} × ${height}`);
    assert.ok(picture.length > 100_000, 'a picture of one color only would be smaller');
  });

  it('opens a topic with Enter', async () => {
    await workbench.run('Show Map');
    await node('pytorch').focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.webview.getByRole('heading', { level: 1, name: 'PyTorch' }).waitFor();
  });
});

/** The text of a file once it is there to its end. */
async function writtenIn(folder: string, name: string, end: string): Promise<string> {
  for await (const { filename } of watch(folder)) {
    const text = filename === name ? await readFile(join(folder, name), 'utf8') : '';
    if (text.slice(-end.length - 8).includes(end)) return text;
  }
  return '';
}
