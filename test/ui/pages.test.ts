import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { outlineOf } from '../../src/roadmap/outline.ts';
import { builtRoadmap } from '../vscode/built.ts';
import { suiteFolders, suiteWorkbench } from './suite.ts';
import { themes } from './workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the pages, in a real workbench', () => {
  const folders = suiteFolders();
  const workbench = suiteWorkbench();
  const page = () => workbench.webview;

  before(async () => {
    await workbench.open({ folder: await folders.make('evening') });
    await workbench.showRoadmap();
  });

  const openTopic = async (title: string) => {
    await workbench.run('Open Topic');
    await workbench.choose('Open Topic', title);
    await page().getByRole('heading', { level: 1, name: title }).waitFor();
  };

  /** What axe-core finds wrong on the page that is shown. */
  const breaches = async (kind: string) => {
    // A page gets the colors of a new theme a moment after the workbench.
    await page().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
    const frame = await workbench.webviewFrame();
    await frame.evaluate(axe);
    return frame.evaluate(async () => {
      // A color on its way from one theme to the next is neither's.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const { violations } = await (
        globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };

  it('of a topic sets its state, and the tree follows at once', async () => {
    // On screen before: a row that is drawn later is right without following anything.
    await workbench.run('Go to Topic');
    await workbench.choose('Go to Topic', 'Calculus');
    await workbench.row('Calculus, not started').waitFor();
    await openTopic('Calculus');
    await page().getByRole('radio', { name: 'In progress' }).check();
    await workbench.row('Calculus, in progress').waitFor();
  });

  it('follows the tree when a box is ticked there, and lets it keep the keyboard', async () => {
    await page().locator('#outcome-1').focus();
    await workbench.row('Calculus').getByRole('checkbox').click();
    await page().locator('#status-done:checked').waitFor();
    await workbench.page.locator('.part.sidebar :focus').waitFor();
    await openTopic('Calculus');
    await page().locator('#outcome-1:focus').waitFor();
  });

  it('keeps outcomes and read marks through a reload of the window', async () => {
    await page().locator('#outcome-0').check();
    await page().locator('#read-1').check();
    await page().getByText('1 of ', { exact: false }).first().waitFor();
    // Not the browser's reload: the editor remembers its tabs when it is closed in good order.
    await workbench.reloadWindow();
    await page().getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
    await page().locator('#outcome-0:checked').waitFor();
    await page().locator('#read-1:checked').waitFor();
    assert.equal(await page().locator('#outcome-1').isChecked(), false);
  });

  it('asks a question, shows the answer after it, and goes on', async () => {
    const card = page().getByRole('group', { name: 'Question 1' });
    await card.scrollIntoViewIfNeeded();
    const { leaves } = outlineOf(await builtRoadmap());
    const question = leaves.find(({ title }) => title === 'Calculus')?.questions?.[0];
    assert.ok(question);
    const because = card.getByRole('group', { name: 'Answer' }).getByText(question.because);
    assert.equal(await because.count(), 0);
    const choices = card.locator('button.answer');
    if ((await choices.count()) > 0) await choices.first().click();
    else await card.getByRole('button', { name: 'Show the answer' }).click();
    await because.waitFor();
    await card.getByText(question.answer).first().waitFor();
    await card.locator('#did-not').click();
    await page().getByRole('group', { name: 'Question 2' }).waitFor();
    await page().getByText('0 of 1 known').waitFor();
  });

  it('lets a question be answered with the keyboard alone', async () => {
    await workbench.answerWithKeys('Question 2', 'Question 3');
    await page().getByText('of 2 known').waitFor();
    await workbench.page.keyboard.press('Tab');
    await page().getByRole('group', { name: 'Question 3' }).locator('button:focus').waitFor();
  });

  it('keeps the keyboard where it was when the page is drawn again', async () => {
    const outcome = page().locator('#outcome-1');
    // The box ticks itself at once; only what is drawn again has no such mark.
    await outcome.evaluate((element) => element.setAttribute('data-before', ''));
    await outcome.focus();
    await workbench.page.keyboard.press('Space');
    await page().locator('#outcome-1:checked:focus:not([data-before])').waitFor();
  });

  it('opens notes that stay, and says that they are there', async () => {
    await page().getByRole('button', { name: 'Write notes' }).click();
    const tab = workbench.page.getByRole('tab', { name: 'calculus.md', selected: true });
    await tab.waitFor();
    const file = join(workbench.globalStorage, 'notes/calculus.md');
    await appendFile(file, 'In my own words.\n');
    await openTopic('Calculus');
    await page().getByRole('button', { name: 'Open your notes' }).click();
    await tab.waitFor();
    await workbench.page.locator('.view-line').getByText('In my own words.').waitFor();
    assert.match(await readFile(file, 'utf8'), /In my own words\.\n$/);
    await openTopic('Calculus');
  });

  it('goes to the next topic and back', async () => {
    await page().getByRole('button', { name: 'Next: Probability and Statistics' }).focus();
    await workbench.page.keyboard.press('Enter');
    // The keyboard begins at the top again, and stays there when what stands beside the roadmap was looked up.
    await page().locator('h1:focus').filter({ hasText: 'Probability and Statistics' }).waitFor();
    await page().getByRole('button', { name: 'Previous: Calculus' }).click();
    await page().getByRole('heading', { level: 1, name: 'Calculus' }).waitFor();
  });

  it('of progress counts what is done and says when one could be done', async () => {
    await workbench.run('Show Progress');
    await page().getByText('1 of 78').waitFor();
    await page()
      .getByText(/With 5 hours a week.* until around \w+ \d+, \d{4} \(/)
      .waitFor();
    await page()
      .getByRole('img', { name: /In the last year something was marked on/ })
      .waitFor();
  });

  it('of the review has nothing due on the first day', async () => {
    await workbench.run('Review What Is Due');
    await page().getByText('Nothing is due today').waitFor();
  });

  it('follow the chosen track', async () => {
    await workbench.run('Show Progress');
    await page().getByRole('button', { name: 'Choose a track' }).click();
    await workbench.choose('Choose Track', 'Healthcare ML');
    await workbench.row('Python (Essential), on your track “Healthcare ML”', 'Up Next').waitFor();
    await page().getByText('Your track, Healthcare ML').waitFor();
  });

  const fillOf = (part: string) =>
    page()
      .locator(part)
      .first()
      .evaluate((element) => getComputedStyle(element).fill);

  /** How well the number of a step can be read: axe-core does not measure the text of a picture. */
  const contrastOf = async (badge: string) => {
    const layers = [await fillOf(`${badge} circle`), await fillOf(`${badge} text`)];
    const frame = await workbench.webviewFrame();
    // Painted one over the other, because a theme's colors may let through what is below.
    const [circle, text] = await frame.evaluate((colors) => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) throw new Error('no canvas');
      return [getComputedStyle(document.body).backgroundColor, ...colors]
        .map((color) => {
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        })
        .slice(1);
    }, layers);
    const [dark = 0, bright = 0] = [luminance(circle), luminance(text)].toSorted((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  for (const theme of themes) {
    it(`have nothing that axe-core finds in ${theme.name}`, async () => {
      await workbench.useTheme(theme);
      // The map shows its steps.
      await workbench.run('Choose Track');
      await workbench.choose('Choose Track', 'Healthcare ML');
      // Its texts and its choices have code in them.
      await openTopic('Python (Essential)');
      const card = page().getByRole('group', { name: 'Question' });
      await card.getByRole('button').locator('code').first().waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      await card.getByRole('button').first().click();
      await card.getByRole('group', { name: 'Answer' }).waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      await page().locator('.path button').first().click();
      await page().getByRole('heading', { level: 2, name: 'Topics' }).waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      await workbench.run('Show Map');
      await page().getByRole('searchbox').waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      for (const badge of ['.badge', '.node.step .number']) {
        const contrast = await contrastOf(badge);
        assert.ok(contrast >= 4.5, `the number of a step has a contrast of ${contrast} in ${badge}`);
      }
      await workbench.run('Show Progress');
      await page().getByRole('heading', { level: 1, name: 'Progress' }).waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
      if (theme.kind.includes('contrast'))
        assert.equal(await fillOf('.bar .track'), 'none', 'an empty bar looks empty');
      await workbench.run('Review What Is Due');
      await page().getByRole('heading', { level: 1, name: 'Review' }).waitFor();
      assert.deepEqual(await breaches(theme.kind), []);
    });
  }

  /** Opens each page, and says by how many pixels the page and the widest thing in it are too wide. */
  const surplus = async () => {
    const heading = (name: string) => page().getByRole('heading', { level: 1, name });
    const found: [page: string, surplus: number][] = [];
    for (const [name, show, there] of [
      ['topic', () => openTopic('JAX'), heading('JAX')],
      ['progress', () => workbench.run('Show Progress'), heading('Progress')],
      ['review', () => workbench.run('Review What Is Due'), heading('Review')],
      ['map', () => workbench.run('Show Map'), page().locator('#map')],
    ] as const) {
      await show();
      await there.waitFor();
      const frame = await workbench.webviewFrame();
      const wide = await frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const controls = [...document.querySelectorAll('button, input, select')].filter(
          (element) => !element.closest('svg, .wide'),
        );
        const right = Math.max(0, ...controls.map((element) => element.getBoundingClientRect().right));
        return Math.max(scrollWidth, Math.ceil(right)) - clientWidth;
      });
      found.push([name, Math.max(0, wide)]);
    }
    return found;
  };
  const fitting = ['topic', 'progress', 'review', 'map'].map((name) => [name, 0]);

  it('fit in a column of 300 pixels', async () => {
    await workbench.page.setViewportSize({ width: 640, height: 1000 });
    assert.deepEqual(await surplus(), fitting);
    const frame = await workbench.webviewFrame();
    assert.ok((await frame.evaluate(() => innerWidth)) <= 330);
    const plane = (await page().locator('#map-plane').getAttribute('transform')) ?? '';
    const [left = 1, top = 1] = (/translate\((\S+) (\S+)\)/.exec(plane) ?? []).slice(1).map(Number);
    assert.ok(left <= 0 && top <= 0, `the map shows what is beyond it: it begins at ${left}, ${top}`);
  });

  it('show the latest days of the year where there is no room for all', async () => {
    await workbench.run('Show Progress');
    await page().locator('.calendar').waitFor();
    // In one go: the page is drawn anew when it learns what has changed while it was hidden.
    const [today = Number.NaN, end = Number.NaN] = await page()
      .locator('main')
      .evaluate((main) => {
        const edge = (part: Element | undefined) => part?.getBoundingClientRect().right;
        return [edge([...main.querySelectorAll('.calendar rect')].at(-1)), edge(main)];
      });
    assert.ok(today <= end, `today ends at ${today}`);
  });

  it('fit in a window of 1280 by 800 pixels at a zoom of 200 %, with the whole map tool bar', async () => {
    // What a browser does at 200 %: half as many pixels, each twice as large.
    const session = await workbench.context.newCDPSession(workbench.page);
    const size = { width: 640, height: 400, deviceScaleFactor: 2, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', size);
    assert.deepEqual(await surplus(), fitting);
    assert.equal(await workbench.page.evaluate(() => devicePixelRatio), 2);
    const frame = await workbench.webviewFrame();
    const covered = await frame.evaluate(() =>
      [...document.querySelectorAll('.tools :is(button, input, select)')]
        .filter((tool) => {
          const { x, y, width, height } = tool.getBoundingClientRect();
          return !tool.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        })
        .map(({ id }) => id),
    );
    assert.deepEqual(covered, [], 'every tool can be clicked');
    const map = await page().locator('#map').boundingBox();
    assert.ok((map?.height ?? 0) > 100, `the map is ${map?.height} pixels high`);
    await session.send('Emulation.clearDeviceMetricsOverride');
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(pixel: readonly number[] = []): number {
  const [red = 0, green = 0, blue = 0] = pixel
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}
