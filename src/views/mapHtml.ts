import type { MapLayout } from '../map/layout.ts';
import type { StatusOf } from '../progress/counts.ts';
import { statuses } from '../progress/record.ts';
import type { Track } from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { statusWords } from '../words.ts';
import { codiconSvg } from './codiconSvg.ts';
import type { Codicon } from './codicons.ts';
import { mapSvg } from './mapSvg.ts';
import { escapeHtml, sends } from './pageHtml.ts';
import { stateIcon } from './stateIcon.ts';

export interface MapPage {
  readonly layout: MapLayout;
  readonly outline: Outline;
  readonly statusOf: StatusOf;
  readonly track: Track | undefined;
}

/** The map page as HTML. Pure: everything that comes from a roadmap goes through `escapeHtml`. */
export function mapHtml({ layout, outline, statusOf, track }: MapPage): string {
  const { title, tracks = [] } = outline.roadmap;
  return `<div class="map">
<h1 class="hidden">Map of ${escapeHtml(title)}</h1>
${toolbarHtml(tracks, track)}
${legendHtml(tracks.length > 0)}
<div class="view" id="map-view">
${mapSvg(layout, outline, statusOf, { track })}
</div>
<p class="hidden" id="map-keys">Right goes to what a topic unlocks, Left to what it needs first. Up and Down then go through the other topics on that side; else they go to the neighbors. Enter opens the topic. Plus and minus zoom, 0 shows everything, Shift with an arrow moves the picture.</p>
<section class="details" id="map-details" aria-label="Topic" aria-live="polite"><p class="quiet">Point at a topic, or walk the map with the arrow keys.</p></section>
</div>`;
}

function toolbarHtml(tracks: readonly Track[], track: Track | undefined): string {
  return `<div class="tools" role="toolbar" aria-label="Map">
<label class="search"><span class="hidden">Find a topic on the map</span><input type="search" id="map-search" placeholder="Find a topic" autocomplete="off" spellcheck="false" aria-describedby="map-found"></label>
<span class="found quiet" id="map-found" role="status"></span>
<span class="zoom" role="group" aria-label="Zoom">
${toolHtml('out', 'Zoom out', 'Zoom out (−)', 'zoom-out')}
${toolHtml('in', 'Zoom in', 'Zoom in (+)', 'zoom-in')}
${toolHtml('fit', 'Show everything', 'Show everything (0)', 'screen-full')}
</span>
${tracks.length > 0 ? trackHtml(tracks, track) : ''}
<span class="export" role="group" aria-label="Export"><button class="plain" id="export-svg" ${sends({ kind: 'export', format: 'svg' })}>Export SVG</button><button class="plain" id="export-png" ${sends({ kind: 'picture' })}>Export PNG</button></span>
</div>`;
}

function toolHtml(action: string, name: string, tip: string, icon: Codicon): string {
  return `<button class="plain tool" data-zoom="${action}" id="zoom-${action}" title="${tip}" aria-label="${name}">${codiconSvg(icon)}</button>`;
}

function trackHtml(tracks: readonly Track[], track: Track | undefined): string {
  const options = tracks.map(
    ({ id, title }) =>
      `<option value="${escapeHtml(id)}"${id === track?.id ? ' selected' : ''}>${escapeHtml(title)}</option>`,
  );
  return `<label class="track"><span>Track</span> <select id="map-track"><option value="">No track</option>${options.join('')}</select></label>`;
}

function legendHtml(hasTracks: boolean): string {
  const line = (kind: string) =>
    `<svg class="line ${kind}" viewBox="0 0 34 16" width="34" height="16" aria-hidden="true"><path class="edge ${kind}" d="M2 8H26"/><path class="head ${kind}" d="M25 4L33 8L25 12z"/></svg>`;
  const items = [
    ...statuses.map((status) => [stateIcon(status), statusWords[status]] as const),
    [line('before'), 'needed before it'] as const,
    [line('after'), 'unlocked by it'] as const,
    ...(hasTracks
      ? [
          [
            '<svg class="badge" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true"><circle cx="9" cy="9" r="8"/><text x="9" y="12.5" text-anchor="middle">1</text></svg>',
            'step of the track',
          ] as const,
        ]
      : []),
  ];
  const rows = items.map(([picture, words]) => `<li>${picture}<span>${words}</span></li>`);
  return `<details class="legend" id="map-legend" open><summary>Legend</summary><ul>${rows.join('')}</ul></details>`;
}
