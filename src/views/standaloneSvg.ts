import type { MapEdge, MapLayout, MapNode, MapRegion } from '../map/layout.ts';
import { TEXT } from '../map/measures.ts';
import type { StatusOf } from '../progress/counts.ts';
import { type Status, statuses } from '../progress/record.ts';
import type { Outline } from '../roadmap/outline.ts';
import { statusIcons, statusWords } from '../words.ts';
import { codicons } from './codicons.ts';
import { firstLine, round, softPath, textSvg, titleText } from './mapShapes.ts';
import { countText, type MapOptions } from './mapSvg.ts';
import { escapeHtml } from './pageHtml.ts';

/** The map as a picture of its own: light, with plain attributes only, so that every program draws it alike. Pure. */

const INK = '#1f2937';
const QUIET = '#5b6472';
const TRACK = '#b4530a';
const FONT = `font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Ubuntu, 'DejaVu Sans', Arial, sans-serif"`;
const paints: Readonly<
  Record<Status, { readonly box: string; readonly line: string; readonly text: string }>
> = {
  'not-started': { box: '#ffffff', line: '#b8c0cc', text: INK },
  'in-progress': { box: '#e3eefc', line: '#1d63b8', text: INK },
  done: { box: '#e2f3e6', line: '#2c7a3f', text: INK },
  skipped: { box: '#f3f4f6', line: '#8a93a1', text: QUIET },
};
const frames = [
  'fill="#eef2f7" stroke="#d3dae4"',
  'fill="#f8fafc" stroke="#dde3ec"',
  'fill="none" stroke="#dde3ec"',
];
const TOP = 64;
const LEGEND = 46;

export function standaloneSvg(
  layout: MapLayout,
  outline: Outline,
  statusOf: StatusOf,
  { track }: MapOptions = {},
): string {
  const width = Math.max(layout.width, 830);
  const height = round(TOP + layout.height + LEGEND);
  const { title, summary } = outline.roadmap;
  const { nodes, regions, edges } = layout;
  const done = nodes.filter(({ id }) => statusOf(id) === 'done').length;
  const facts = [`${done} of ${nodes.length} topics done`, ...(track ? [`track: ${track.title}`] : [])].join(
    ' · ',
  );
  const step = (topicId: string) => (track?.topics.indexOf(topicId) ?? -1) + 1;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ${FONT}>`,
    `<title>${escapeHtml(title)}</title><desc>${escapeHtml(summary)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="22" y="34" font-size="22" font-weight="600" fill="${INK}">${escapeHtml(title)}</text>`,
    `<text x="22" y="55" font-size="13" fill="${QUIET}">${escapeHtml(facts)}</text>`,
    `<g transform="translate(0 ${TOP})">`,
    ...regions.map(frameSvg),
    `<g fill="none" stroke="#bcc6d3" stroke-width="1.1">${edges.map(edgeSvg).join('\n')}</g>`,
    `<g fill="#8794a8">${edges.map(headSvg).join('\n')}</g>`,
    ...regions.map((region) => titleSvg(region, countText(outline, region.id, statusOf))),
    ...nodes.map((node) => nodeSvg(node, statusOf(node.id), step(node.id))),
    '</g>',
    legendSvg(TOP + layout.height + LEGEND / 2, track !== undefined),
    '</svg>',
  ].join('\n');
}

function frameSvg({ depth, x, y, width, height }: MapRegion): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${depth === 0 ? 10 : 7}" ${frames[depth] ?? frames[2]}/>`;
}

function edgeSvg({ points }: MapEdge): string {
  return `<path d="${softPath(points)}"/>`;
}

function headSvg({ points }: MapEdge): string {
  const [x, y] = points.at(-1) ?? [0, 0];
  return `<path d="M${round(x - 7)} ${round(y - 3)}L${round(x)} ${round(y)}L${round(x - 7)} ${round(y + 3)}z"/>`;
}

function titleSvg({ depth, x, y, width, lines }: MapRegion, count: string): string {
  const { size, line } = titleText(depth);
  const pad = depth === 0 ? 12 : 9;
  const top = y + size + 5;
  // A pale edge keeps a title readable where a line runs under it. Drawn twice: not every program knows paint-order.
  const halo = `font-size="${size}" font-weight="600" fill="none" stroke="#f3f6fa" stroke-width="4" stroke-linejoin="round"`;
  const ink = `font-size="${size}" font-weight="600" fill="${depth === 0 ? INK : QUIET}"`;
  const name = (attributes: string) => textSvg(lines, round(x + pad), top, line, attributes);
  return `${name(halo)}${name(ink)}<text x="${round(x + width - pad)}" y="${round(top)}" text-anchor="end" font-size="${size - 1.5}" fill="${QUIET}">${count}</text>`;
}

function nodeSvg({ x, y, width, height, lines }: MapNode, status: Status, step: number): string {
  const { box, line, text } = paints[status];
  const border = step > 0 ? `stroke="${TRACK}" stroke-width="2.2"` : `stroke="${line}"`;
  const dash = status === 'skipped' ? ' stroke-dasharray="4 3"' : '';
  return [
    `<g transform="translate(${round(x)} ${round(y)})">`,
    `<rect width="${width}" height="${height}" rx="6" fill="${box}" ${border}${dash}/>`,
    stateSvg(status, 7, height / 2 - 8),
    textSvg(
      lines,
      TEXT.left,
      firstLine(height, lines.length),
      TEXT.line,
      `font-size="${TEXT.size}" fill="${text}"`,
    ),
    step > 0 ? numberSvg(step, width - 2, 2) : '',
    '</g>',
  ].join('');
}

function stateSvg(status: Status, x: number, y: number): string {
  const color = status === 'not-started' ? '#7b8594' : paints[status].line;
  return `<g transform="translate(${round(x)} ${round(y)})" fill="${color}">${codicons[statusIcons[status]]}</g>`;
}

function numberSvg(step: number | string, x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="9" fill="${TRACK}"/><text x="${x}" y="${y + 3.6}" text-anchor="middle" font-size="10.5" font-weight="600" fill="#ffffff">${step}</text>`;
}

function legendSvg(y: number, hasTrack: boolean): string {
  const word = (text: string, x: number) =>
    `<text x="${x}" y="${round(y + 4)}" font-size="12.5" fill="${QUIET}">${text}</text>`;
  const states = statuses.map((status, index) => {
    const x = 22 + index * 118;
    return `${stateSvg(status, x, y - 8)}${word(statusWords[status], x + 22)}`;
  });
  const arrow = `<path d="M498 ${round(y)}H526" stroke="#8794a8" stroke-width="1.4"/><path d="M524 ${round(y - 3.5)}l8 3.5l-8 3.5z" fill="#8794a8"/>`;
  const track = hasTrack ? `${numberSvg(1, 672, round(y))}${word('step of the track', 688)}` : '';
  return `<g>${states.join('')}${arrow}${word('needed before', 540)}${track}</g>`;
}
