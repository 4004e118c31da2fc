import type { MapRegion } from '../map/layout.ts';
import { BOLD, GROUP_TEXT, STAGE_TEXT, TEXT } from '../map/measures.ts';
import type { Point } from '../map/routes.ts';
import { wrapText } from '../map/text.ts';
import { escapeHtml } from './pageHtml.ts';

/** What the map on the page and the exported picture have in common. Pure. */

/** A line through the points, with soft corners. */
export function softPath(points: readonly Point[], radius = 7): string {
  const corners = points.filter((point, index) => index === 0 || !isSame(point, points[index - 1]));
  return corners
    .map((point, index) => {
      const [before, after] = [corners[index - 1], corners[index + 1]];
      if (!before) return `M${place(point)}`;
      if (!after) return `L${place(point)}`;
      return `L${place(towards(point, before, radius))}Q${place(point)} ${place(towards(point, after, radius))}`;
    })
    .join('');
}

/** Lines of text, the first at `y`. */
export function textSvg(
  lines: readonly string[],
  x: number,
  y: number,
  gap: number,
  attributes: string,
): string {
  const spans = lines.map((line, index) => {
    const step = index === 0 ? '' : ` dy="${gap}"`;
    return `<tspan x="${x}"${step}>${escapeHtml(line)}</tspan>`;
  });
  return `<text x="${x}" y="${round(y)}" ${attributes}>${spans.join(' ')}</text>`;
}

/** Where the first line of a topic's title stands, so that all lines are in the middle. */
export function firstLine(height: number, lines: number): number {
  return height / 2 - ((lines - 1) * TEXT.line) / 2 + TEXT.size * 0.35;
}

export function titleText(depth: number) {
  return depth === 0 ? STAGE_TEXT : GROUP_TEXT;
}

/**
 * A title for a map that is seen whole: on a page of 900 pixels it is 16 pixels high, or as high as its region
 * lets it be.
 */
export function farTitle({ title, width, height }: MapRegion, mapWidth: number) {
  for (let size = Math.max(17, Math.round(mapWidth / 56)); size > 14; size -= 3) {
    const lines = wrapText(title, width * 0.94, size * BOLD, 9);
    const isWhole = lines.join(' ') === title.trim().replace(/\s+/g, ' ');
    if (isWhole && (lines.length + 1) * size * 1.15 < height * 0.9) return { lines, size };
  }
  return { lines: wrapText(title, width * 0.94, 14 * BOLD, 9), size: 14 };
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function place([x, y]: Point): string {
  return `${round(x)} ${round(y)}`;
}

function towards([x, y]: Point, [otherX, otherY]: Point, radius: number): Point {
  const length = Math.hypot(otherX - x, otherY - y);
  const part = Math.min(radius, length / 2) / length;
  return [x + (otherX - x) * part, y + (otherY - y) * part];
}

function isSame(one: Point, other: Point | undefined): boolean {
  return one[0] === other?.[0] && one[1] === other[1];
}
