import type { Page } from 'playwright-core';
import type { Subject } from './subjects.ts';

export const row = (label: string) => `.monaco-list-row[role=treeitem][aria-label^=${JSON.stringify(label)}]`;

/** Measures in the page, from the mouse going down until what it causes is in the document. Milliseconds. */
export async function measurePaint(
  page: Page,
  subject: Subject,
): Promise<{ firstRow: number; tick: number }> {
  const tab = page.getByRole('tab', { name: subject.tab });
  await tab.waitFor();
  const first = subject.open[0] ?? 'Row 0';
  const firstRow = await untilThere(page, row(first), 'mousedown', () => tab.click());
  for (const label of subject.open) await page.locator(row(label)).locator('.monaco-tl-twistie').click();
  const box = page.locator(row(subject.row)).getByRole('checkbox');
  await box.waitFor();
  const tick = await untilThere(page, row(subject.ticked), 'mousedown', () => box.click());
  return { firstRow, tick };
}

/** Milliseconds in the page, from the event until what is wanted is in the document. */
export async function untilThere(
  page: Page,
  selector: string,
  event: 'mousedown' | 'keydown',
  act: () => Promise<void>,
): Promise<number> {
  const appeared = await page.evaluateHandle(
    ({ wanted, begin }) => {
      let started = 0;
      addEventListener(begin, () => (started = performance.now()), { capture: true, once: true });
      const painted = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector(wanted)) return;
          observer.disconnect();
          resolve(performance.now() - started);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
      return { painted };
    },
    { wanted: selector, begin: event },
  );
  await act();
  return appeared.evaluate(({ painted }) => painted);
}
