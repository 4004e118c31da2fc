import assert from 'node:assert/strict';
import { readFile, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
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
    // Every step is there at once, to be looked at and measured.
    await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
    await workbench.run('Show Map');
    await node('linear-algebra').waitFor();
  });

  it('shows every topic, with its state in words', async () => {
    assert.equal(await workbench.webview.locator('.node').count(), 78);
    assert.match((await node('pytorch').getAttribute('aria-label')) ?? '', /^PyTorch, not started/);
  });

  it('begins where the learner is, large enough to read, where everything at once would be too small', async () => {
    const map = workbench.webview.locator('#map');
    const start = workbench.webview.locator('.node[tabindex="0"]');
    const [words, box, picture, all] = [
      await start.locator('text.name').boundingBox(),
      await start.boundingBox(),
      await map.boundingBox(),
      await workbench.webview.locator('.frames').boundingBox(),
    ];
    assert.ok(words && box && picture && all);
    assert.ok(words.height > 9, `its name is ${words.height} pixels high`);
    assert.ok(box.x >= picture.x && box.y >= picture.y, 'it is on the picture');
    assert.ok(box.x + box.width <= picture.x + picture.width, 'all of it');
    // All of the map's height has room, and stands in the middle of it.
    assert.ok(all.height < picture.height);
    const [above, below] = [all.y - picture.y, picture.y + picture.height - (all.y + all.height)];
    assert.ok(Math.abs(above - below) < 30, `${above} pixels above the map, ${below} below`);
    await workbench.webview.getByRole('button', { name: 'Show everything' }).click();
    const stage = workbench.webview.locator('.far text').filter({ hasText: 'Compensation' });
    await stage.waitFor();
    const name = await stage.boundingBox();
    assert.ok((name?.height ?? 0) > 9, `the name of a stage is ${name?.height} pixels high`);
    await start.locator('text.name').waitFor({ state: 'hidden' });
  });

  it('follows a tick in the tree at once, and stays where it is', async () => {
    const plane = workbench.webview.locator('#map-plane');
    const first = await plane.getAttribute('transform');
    // Somewhere else than where it begins: else a map that goes back there would look as if it stayed.
    await workbench.webview.getByRole('button', { name: 'Zoom in' }).click();
    const view = await plane.getAttribute('transform');
    assert.notEqual(view, first);
    await workbench.run('Mark as Done');
    await workbench.choose('Mark as done', 'Linear Algebra');
    await workbench.webview.locator('#node-linear-algebra.done').waitFor();
    assert.equal(await node('linear-algebra').getAttribute('aria-label'), 'Linear Algebra, done');
    assert.equal(await plane.getAttribute('transform'), view);
  });

  it('draws the names of the topics that are in sight, and no others', async () => {
    for (const _ of [1, 2]) await workbench.webview.getByRole('button', { name: 'Zoom in' }).click();
    const frame = await workbench.webviewFrame();
    const topics = await frame.evaluate(() => {
      const boundsOf = (selector: string, within: ParentNode = document) =>
        within.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      const view = boundsOf('#map');
      return [...document.querySelectorAll('.node')].map((element) => {
        const box = boundsOf('.box', element);
        const beyond = [view.x - box.right, box.x - view.right, view.y - box.bottom, box.y - view.bottom];
        return { beyond: Math.max(...beyond), isNamed: boundsOf('.name', element).width > 0 };
      });
    });
    // In between is what sticks out of a box.
    const [seen, unseen] = [
      topics.filter(({ beyond }) => beyond < 0),
      topics.filter(({ beyond }) => beyond > 40),
    ];
    assert.ok(seen.length > 0 && seen.every(({ isNamed }) => isNamed));
    assert.ok(unseen.length > 0 && !unseen.some(({ isNamed }) => isNamed));
    for (const _ of [1, 2]) await workbench.webview.getByRole('button', { name: 'Zoom out' }).click();
  });

  it('walks along what a topic opens with the arrow keys, and tells about it', async () => {
    await node('linear-algebra').focus();
    await workbench.page.keyboard.press('ArrowRight');
    const focused = workbench.webview.locator('.node:focus:not(#node-linear-algebra)');
    await focused.waitFor();
    const [id, title = ''] = await focused.evaluate(({ dataset }) => [dataset.node, dataset.title]);
    await workbench.webview.locator(`.edge[data-from="linear-algebra"][data-to="${id}"]`).waitFor();
    const details = workbench.webview.locator('#map-details');
    await details.locator('strong').getByText(title, { exact: true }).waitFor();
    await details.getByText('Press Enter to open').waitFor();
  });

  it('tells about a topic again only when its own state changed, and keeps the keyboard on its links', async () => {
    const head = workbench.webview.locator('#map-details .head');
    const link = workbench.webview.locator('#map-details .links button').first();
    const title = (await head.locator('strong').textContent()) ?? '';
    await head.evaluate((element) => element.setAttribute('data-before', ''));
    await link.focus();
    const name = (await link.textContent()) ?? '';
    const mark = async (topic: string, id: string) => {
      await workbench.run('Mark as In Progress');
      await workbench.choose('Mark as in progress', topic);
      await workbench.webview.locator(`#node-${id}.in-progress`).waitFor();
    };
    await mark('Sensor fusion', 'sensor-fusion');
    assert.notEqual(await head.getAttribute('data-before'), null, 'another topic changed');
    const shown = await workbench.webview.locator('.node.here').getAttribute('data-node');
    await mark(title, shown ?? '');
    assert.equal(await head.getAttribute('data-before'), null, 'its own state changed');
    await head.getByText('in progress').waitFor();
    await workbench.webview.locator('#map-details button:focus').filter({ hasText: name }).waitFor();
  });

  it('shows no step for a topic whose id every object has', async () => {
    const frame = await workbench.webviewFrame();
    await frame.evaluate(() => {
      const element = document.querySelector<SVGElement>('#node-sensor-fusion');
      if (!element) return;
      // As if the roadmap called it so.
      for (const edge of document.querySelectorAll<SVGElement>('.edge')) {
        if (edge.dataset.from === 'sensor-fusion') edge.dataset.from = 'constructor';
        if (edge.dataset.to === 'sensor-fusion') edge.dataset.to = 'constructor';
      }
      element.dataset.node = 'constructor';
      document.dispatchEvent(new CustomEvent('drawn'));
      const states = { statuses: { constructor: 'done' }, counts: {}, steps: {} };
      window.postMessage({ kind: 'states', ...states }, '*');
    });
    const done = workbench.webview.locator('#node-sensor-fusion.done');
    await done.waitFor();
    assert.equal(await done.getAttribute('aria-label'), 'Sensor fusion, done');
    // The page of before.
    await workbench.runCommand('View: Close Editor');
    await workbench.run('Show Map');
    await node('sensor-fusion').waitFor();
  });

  it('stands still where the editor is asked for less motion', async () => {
    await workbench.page.emulateMedia({ reducedMotion: 'no-preference' });
    const frame = await workbench.webviewFrame();
    const [movedAtOnce, frames] = await frame.evaluate(() => {
      let asked = 0;
      const { requestAnimationFrame } = window;
      window.requestAnimationFrame = () => ++asked;
      document.body.classList.add('vscode-reduce-motion');
      const view = () => document.querySelector('#map-plane')?.getAttribute('transform');
      const before = view();
      document.querySelector<HTMLElement>('#zoom-in')?.click();
      document.body.classList.remove('vscode-reduce-motion');
      window.requestAnimationFrame = requestAnimationFrame;
      return [view() !== before, asked];
    });
    assert.deepEqual([movedAtOnce, frames], [true, 0]);
    await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
  });

  it('walks with Up and Down among what is at the other end of the line just walked', async () => {
    const from = 'linear-algebra';
    await node(from).focus();
    const focused = async () => workbench.webview.locator('.node:focus').getAttribute('data-node');
    const unlocked = await workbench.webview
      .locator(`.edge[data-from="${from}"]`)
      .evaluateAll((edges) => edges.map((edge) => (edge as SVGElement).dataset.to));
    const walked: unknown[] = [];
    for (const key of ['ArrowRight', ...unlocked.slice(1).map(() => 'ArrowDown')]) {
      await workbench.page.keyboard.press(key);
      walked.push(await focused());
    }
    assert.ok(unlocked.length > 1);
    assert.deepEqual(walked.toSorted(), unlocked.toSorted());
    await workbench.page.keyboard.press('ArrowDown');
    assert.equal(await focused(), walked[0], 'it goes round');
    await workbench.page.keyboard.press('ArrowUp');
    assert.equal(await focused(), walked.at(-1));
    await workbench.page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), from, 'Left goes back to where one came from');
  });

  it('finds a topic by its name', async () => {
    const search = workbench.webview.getByRole('searchbox');
    const found = workbench.webview.locator('#map-found');
    await search.fill('no such topic');
    await found.getByText('Nothing found').waitFor();
    await search.fill('sensor fusion');
    await found.getByText('1 of 1', { exact: true }).waitFor();
    await workbench.webview.locator('#node-sensor-fusion.match.here').waitFor();
  });

  it('is saved as a picture that stands by itself', async () => {
    const name = 'ml-engineer-2025-map.svg';
    const saved = writtenIn(folder, name, '</svg>');
    await workbench.webview.getByRole('button', { name: 'Export SVG' }).click();
    await workbench.acceptPath(name, /OK|Save/);
    const svg = await saved;
    // Without its namespace, no program takes it for a picture.
    assert.match(svg, /^(<\?xml[^>]*>\s*)?<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /Sensor fusion/);
    // Nothing that needs our style sheets, our script or the editor.
    assert.doesNotMatch(svg, /class=|var\(|<script|href=/);
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
    // Without a picture, every byte would be 0, or one of few.
    assert.ok(new Set(inflateSync(imageData(picture))).size > 100, 'it has many colors');
  });

  it('opens a topic with Enter', async () => {
    await node('pytorch').focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.webview.getByRole('heading', { level: 1, name: 'PyTorch' }).waitFor();
  });
});

/** The compressed part of a PNG, from its chunks: https://www.w3.org/TR/png-3/#5Chunk-layout */
function imageData(picture: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < picture.length; ) {
    const length = picture.readUInt32BE(at);
    const data = at + 8;
    if (picture.toString('latin1', at + 4, data) === 'IDAT')
      parts.push(picture.subarray(data, data + length));
    at = data + length + 4;
  }
  return Buffer.concat(parts);
}

/** The text of a file once it is there to its end. */
async function writtenIn(folder: string, name: string, end: string): Promise<string> {
  for await (const { filename } of watch(folder)) {
    const text = filename === name ? await readFile(join(folder, name), 'utf8') : '';
    if (text.slice(-end.length - 8).includes(end)) return text;
  }
  return '';
}
