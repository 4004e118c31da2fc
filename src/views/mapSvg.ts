import type { MapEdge, MapLayout, MapNode, MapRegion } from '../map/layout.ts';
import { TEXT } from '../map/measures.ts';
import { countLeaves, type StatusOf } from '../progress/counts.ts';
import type { Status } from '../progress/record.ts';
import type { Track } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { statusWords } from '../words.ts';
import { farTitle, firstLine, round, softPath, textSvg, titleText } from './mapShapes.ts';
import { escapeHtml } from './pageHtml.ts';
import { stateSymbols } from './stateIcon.ts';

export interface MapOptions {
  /** The way through the roadmap to bring out. */
  readonly track?: Track | undefined;
}

/** The map for the page. What it looks like is in `media/`, what it does in `map.js`. Pure. */
export function mapSvg(
  layout: MapLayout,
  outline: Outline,
  statusOf: StatusOf,
  { track }: MapOptions = {},
): string {
  const { width, height, regions, edges, nodes } = layout;
  const { id, title } = outline.roadmap;
  const start = startingPoint(layout, statusOf);
  const step = (topicId: string) => (track?.topics.indexOf(topicId) ?? -1) + 1;
  const stages = regions.filter(({ depth }) => depth === 0);
  return [
    `<svg class="picture" id="map" role="application" aria-roledescription="map" aria-label="${escapeHtml(title)}" aria-describedby="map-keys" viewBox="0 0 ${round(width)} ${round(height)}" data-roadmap="${escapeHtml(id)}" data-words="${escapeHtml(JSON.stringify(statusWords))}">`,
    `<defs>${arrows()}${stateSymbols()}</defs>`,
    '<g id="map-plane">',
    group('frames', regions.map(frameSvg)),
    group('edges', edges.map(edgeSvg)),
    group(
      'titles',
      regions.map((region) => titleSvg(region, countText(outline, region.id, statusOf))),
    ),
    group(
      'nodes',
      nodes.map((node) => nodeSvg(node, outline, statusOf(node.id), step(node.id), node.id === start)),
    ),
    group(
      'far',
      stages.map((stage) => farSvg(stage, width, countText(outline, stage.id, statusOf))),
    ),
    '</g>',
    '</svg>',
  ].join('\n');
}

/** "3/12": how much of a group is done. */
export function countText(outline: Outline, groupId: string, statusOf: StatusOf): string {
  const topic = outline.topic(groupId);
  const { done, total } = countLeaves(topic ? [topic] : [], statusOf);
  return `${done}/${total}`;
}

/** Where the keyboard begins: at what is in progress, else at the first that is not started. */
function startingPoint({ nodes }: MapLayout, statusOf: StatusOf): string | undefined {
  const first = (status: Status) => nodes.find(({ id }) => statusOf(id) === status);
  return (first('in-progress') ?? first('not-started') ?? nodes[0])?.id;
}

function group(name: string, parts: readonly string[]): string {
  return `<g class="${name}">\n${parts.join('\n')}\n</g>`;
}

function arrows(): string {
  const kinds = ['quiet', 'before', 'after'];
  return kinds
    .map(
      (kind) =>
        `<marker id="arrow-${kind}" class="arrow ${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5L8 4L0 7.5z"/></marker>`,
    )
    .join('');
}

function frameSvg({ depth, x, y, width, height }: MapRegion): string {
  return `<rect class="frame depth-${Math.min(depth, 2)}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${depth === 0 ? 10 : 7}"/>`;
}

function titleSvg({ id, depth, x, y, width, lines }: MapRegion, count: string): string {
  const { size, line } = titleText(depth);
  const left = round(x + (depth === 0 ? 12 : 9));
  const right = round(x + width - (depth === 0 ? 12 : 9));
  const top = y + size + 5;
  const kind = `depth-${Math.min(depth, 2)}`;
  return `<g class="title ${kind}">${textSvg(lines, left, top, line, 'class="name"')}<text class="count" x="${right}" y="${round(top)}" text-anchor="end" data-count="${escapeHtml(id)}">${count}</text></g>`;
}

function edgeSvg({ from, to, points }: MapEdge): string {
  return `<path class="edge" data-from="${escapeHtml(from)}" data-to="${escapeHtml(to)}" marker-end="url(#arrow-quiet)" d="${softPath(points)}"/>`;
}

function nodeSvg(node: MapNode, outline: Outline, status: Status, step: number, isStart: boolean): string {
  const { id, x, y, width, height, lines } = node;
  const topic = outline.topic(id);
  const title = topic?.title ?? id;
  const facts = topic && 'level' in topic ? `${topic.level} · ${topic.hours} h` : '';
  const label = `${step > 0 ? `${step} ` : ''}${title}, ${statusWords[status]}`;
  const data = `data-node="${escapeHtml(id)}" data-title="${escapeHtml(title)}" data-facts="${escapeHtml(facts)}" data-status="${status}"`;
  const find = escapeHtml([title, ...(topic && 'aliases' in topic ? (topic.aliases ?? []) : [])].join('\n'));
  return [
    `<g class="node ${status}${step > 0 ? ' step' : ''}" id="node-${escapeHtml(id)}" role="button" tabindex="${isStart ? 0 : -1}" aria-label="${escapeHtml(label)}" ${data} data-find="${find}" transform="translate(${round(x)} ${round(y)})">`,
    `<rect class="ring" x="-4" y="-4" width="${width + 8}" height="${height + 8}" rx="9"/>`,
    `<rect class="box" width="${width}" height="${height}" rx="6"/>`,
    `<use class="state" href="#state-${status}" x="7" y="${round(height / 2 - 8)}" width="16" height="16"/>`,
    `<g class="number" transform="translate(${width - 2} 2)"><circle r="9"/><text y="3.6" text-anchor="middle">${step > 0 ? step : ''}</text></g>`,
    textSvg(lines, TEXT.left, firstLine(height, lines.length), TEXT.line, 'class="name"'),
    '</g>',
  ].join(' ');
}

/** What a stage shows when its topics are too small to read. */
function farSvg(stage: MapRegion, mapWidth: number, count: string): string {
  const { lines, size } = farTitle(stage, mapWidth);
  const gap = size * 1.15;
  const top = size * 0.35 - (lines.length * gap) / 2;
  const middle = `text-anchor="middle" font-size="${size}"`;
  const [x, y] = [round(stage.x + stage.width / 2), round(stage.y + stage.height / 2)];
  return `<g data-x="${x}" data-y="${y}" data-size="${size}" transform="translate(${x} ${y})">${textSvg(lines, 0, top, gap, middle)}<text class="count" x="0" y="${round(top + lines.length * gap)}" ${middle} data-count="${escapeHtml(stage.id)}">${count}</text></g>`;
}
