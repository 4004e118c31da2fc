import type { Workbench } from '../ui/workbench.ts';
import { median } from './median.ts';
import type { Subject } from './subjects.ts';

/** Resolves when every topic and every line is in the page that opens, and a frame with them was painted. */
export async function drawn(
  { webview }: Workbench,
  { nodes, edges }: NonNullable<Subject['map']>,
): Promise<void> {
  await webview
    .locator('#map .edge')
    .nth(edges - 1)
    .waitFor({ state: 'attached' });
  const last = webview.locator('#map .node').nth(nodes - 1);
  await last.waitFor({ state: 'attached' });
  await last.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
}

/** From all of it zooms in until topics can be read, then walks from one to another. The median of each, in milliseconds. */
export async function measureSteps(workbench: Workbench): Promise<{ zoom: number; walk: number }> {
  // No step is animated then: the first frame has all of it.
  await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
  await steps(workbench, ['0']);
  const zoom = await steps(
    workbench,
    Array.from({ length: 8 }, () => '+'),
  );
  // The map has a heading, too; the page of the minimal extension has nothing else.
  await workbench.webview
    .locator('#map:not(.is-far), main:not(:has(#map)) h1')
    .waitFor({ state: 'attached' });
  const arrows = ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowDown'];
  return { zoom, walk: await steps(workbench, arrows) };
}

async function steps(workbench: Workbench, keys: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const key of keys) {
    const target = workbench.webview.locator('main [tabindex="0"]').first();
    // In the page: from the key going down until the frame after the one that shows what it did.
    const measuring = await target.evaluateHandle(() => {
      const painted = new Promise<number>((resolve) => {
        const listen = () => {
          const started = performance.now();
          const next = () => requestAnimationFrame(() => resolve(performance.now() - started));
          requestAnimationFrame(next);
        };
        addEventListener('keydown', listen, { capture: true, once: true });
      });
      return { painted };
    });
    await target.press(key);
    times.push(await measuring.evaluate(({ painted }) => painted));
  }
  return median(times);
}
