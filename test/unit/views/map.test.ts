import assert from 'node:assert/strict';
import { layoutMap } from '../../../src/map/layout.ts';
import type { Status } from '../../../src/progress/record.ts';
import { statuses } from '../../../src/progress/record.ts';
import type { Roadmap } from '../../../src/roadmap/model.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { mapHtml } from '../../../src/views/mapHtml.ts';
import { readMapMessage } from '../../../src/views/mapMessage.ts';
import { softPath } from '../../../src/views/mapShapes.ts';
import { mapStates } from '../../../src/views/mapStates.ts';
import { standaloneSvg } from '../../../src/views/standaloneSvg.ts';
import { stateIcon } from '../../../src/views/stateIcon.ts';
import { leaf, sampleRoadmap } from '../samples.ts';

const track = { id: 'short', title: 'Short way', summary: '', topics: ['algebra', 'coding'], hours: 4 };
const outline = outlineOf({ ...sampleRoadmap, tracks: [track] });
const layout = layoutMap(outline);
const statusOf = (id: string) =>
  id === 'algebra' ? 'done' : id === 'calculus' ? 'in-progress' : id === 'coding' ? 'skipped' : 'not-started';
const html = mapHtml({ layout, outline, statusOf, track });
const tagOf = (id: string) => html.match(new RegExp(`<g class="[^>]*data-node="${id}"[^>]*>.*`))?.[0] ?? '';

/** What is inside the small picture of a state. */
const shapeOf = (status: Status) => stateIcon(status).replace(/^<svg[^>]*>|<\/svg>$/g, '');

describe('the map page', () => {
  it('tells a state by class, by shape and in words', () => {
    for (const [id, status, words] of [
      ['algebra', 'done', 'done'],
      ['calculus', 'in-progress', 'in progress'],
      ['coding', 'skipped', 'skipped'],
      ['training', 'not-started', 'not started'],
    ] as const) {
      const tag = tagOf(id);
      assert.match(tag, new RegExp(`class="node ${status}[ "]`));
      assert.ok(tag.includes(`href="#state-${status}"`));
      assert.ok(html.includes(`<symbol id="state-${status}" viewBox="0 0 16 16">${shapeOf(status)}`));
      assert.match(tag, new RegExp(`aria-label="[^"]*, ${words}"`));
    }
  });

  it('has every topic, group and prerequisite', () => {
    assert.equal(html.match(/data-node="/g)?.length, 4);
    assert.equal(html.match(/class="frame /g)?.length, 3);
    assert.equal(html.match(/<path class="edge" data-from/g)?.length, 3);
    assert.match(html, /data-count="basics">1\/3</);
  });

  it('can be reached with one Tab, and begins at what is in progress', () => {
    assert.equal(html.match(/data-node="[^"]*"/g)?.length, html.match(/role="button" tabindex="/g)?.length);
    assert.equal(html.match(/role="button" tabindex="0"/g)?.length, 1);
    assert.match(tagOf('calculus'), /tabindex="0"/);
  });

  it('names every tool, explains the keys and tells what is focused', () => {
    for (const name of ['Zoom in', 'Zoom out', 'Show everything'])
      assert.ok(html.includes(`aria-label="${name}"`), name);
    assert.match(html, /aria-describedby="map-keys"[\s\S]*id="map-keys"/);
    assert.match(html, /id="map-details"[^>]*aria-live="polite"/);
    assert.match(html, /<span class="hidden">Find a topic on the map<\/span><input/);
  });

  it('has a legend with a shape for each state', () => {
    const legend = html.match(/<details class="legend"[\s\S]*?<\/details>/)?.[0] ?? '';
    for (const status of statuses) assert.ok(legend.includes(`class="state ${status}"`), status);
    for (const words of [
      'not started',
      'in progress',
      'needed before it',
      'unlocked by it',
      'step of the track',
    ]) {
      assert.ok(legend.includes(words), words);
    }
  });

  it('numbers the steps of the chosen track, and offers tracks only when there are some', () => {
    assert.match(tagOf('coding'), /class="node skipped step"[\s\S]*>2<\/text>/);
    assert.doesNotMatch(tagOf('training'), /class="node [^"]*step/);
    assert.match(html, /<option value="short" selected>/);
    const plain = mapHtml({ layout, outline: outlineOf(sampleRoadmap), statusOf, track: undefined });
    assert.doesNotMatch(plain, /map-track|step of the track/);
  });

  it('needs no inline style', () => assert.doesNotMatch(html, /style=|<style/));
});

describe('a roadmap with hostile text', () => {
  const nasty = `</svg><script>a()</script><img src=x onerror="b()">'&`;
  const roadmap: Roadmap = {
    ...sampleRoadmap,
    title: nasty,
    summary: nasty,
    tracks: [{ ...track, title: nasty, topics: ['x"y'] }],
    topics: [
      {
        id: 'g"',
        title: nasty,
        summary: nasty,
        hours: 1,
        topics: [leaf('x"y', { title: nasty, aliases: [nasty] })],
      },
    ],
  };
  const evil = outlineOf(roadmap);
  const page = mapHtml({ layout: layoutMap(evil), outline: evil, statusOf, track: roadmap.tracks?.[0] });
  const picture = standaloneSvg(layoutMap(evil), evil, statusOf, { track: roadmap.tracks?.[0] });

  for (const [words, markup] of [
    ['on the page', page],
    ['in the picture', picture],
  ] as const) {
    it(`stays text ${words}`, () => {
      assert.doesNotMatch(markup, /<script|<img|onerror="|="g"|="x"/);
      assert.ok(markup.includes('&#60;'));
    });
  }
});

describe('the exported picture', () => {
  const picture = standaloneSvg(layout, outline, statusOf, { track });

  it('stands alone: no style sheet, no variable, no reference', () => {
    assert.match(
      picture,
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="[\d.]+" viewBox=/,
    );
    assert.doesNotMatch(picture, /var\(|class=|style|url\(|href|<use/);
  });

  it('has the title, every topic and a legend', () => {
    for (const words of [
      'Sample Roadmap',
      'Algebra',
      'Training',
      '1 of 4 topics done',
      'track: Short way',
      'not started',
      'needed before',
    ]) {
      assert.ok(picture.includes(words), words);
    }
  });
});

describe('what changes while the map is open', () => {
  it('is sent without the picture', () => {
    assert.deepEqual(mapStates(outline, statusOf, track), {
      kind: 'states',
      statuses: { algebra: 'done', calculus: 'in-progress', coding: 'skipped', training: 'not-started' },
      counts: { basics: '1/3', math: '1/2', models: '0/1' },
      steps: { algebra: 1, coding: 2 },
      trackId: 'short',
    });
  });
});

describe('a line on the map', () => {
  it('has soft corners and no points twice', () => {
    assert.equal(
      softPath([
        [0, 0],
        [20, 0],
        [20, 0],
        [20, 30],
      ]),
      'M0 0L13 0Q20 0 20 7L20 30',
    );
  });
});

describe('messages from the map page', () => {
  const read = (message: unknown) => readMapMessage(outline, message);
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');

  it('may open a topic, choose a track and ask for a picture', () => {
    assert.deepEqual(read({ kind: 'open', topicId: 'training' }), { kind: 'open', topicId: 'training' });
    assert.deepEqual(read({ kind: 'track', trackId: 'short' }), { kind: 'track', trackId: 'short' });
    assert.deepEqual(read({ kind: 'track', trackId: '' }), { kind: 'track', trackId: undefined });
    assert.deepEqual(read({ kind: 'picture' }), { kind: 'picture' });
    assert.deepEqual(read({ kind: 'export', format: 'svg' }), { kind: 'export', format: 'svg' });
  });

  it('may bring a PNG', () => {
    const message = read({ kind: 'export', format: 'png', data: png });
    assert.ok(message?.kind === 'export' && message.format === 'png');
    assert.deepEqual([...message.bytes.slice(-3)], [1, 2, 3]);
  });

  for (const forged of [
    undefined,
    null,
    'open',
    [],
    {},
    { kind: 'open' },
    { kind: 'open', topicId: 'ghost' },
    { kind: 'open', topicId: 'basics' },
    { kind: 'open', topicId: '__proto__' },
    { kind: 'open', topicId: ['training'] },
    { kind: 'track' },
    { kind: 'track', trackId: 'ghost' },
    { kind: 'export' },
    { kind: 'export', format: 'exe' },
    { kind: 'export', format: 'png' },
    { kind: 'export', format: 'png', data: '' },
    { kind: 'export', format: 'png', data: 'PHN2Zz4=' },
    { kind: 'export', format: 'png', data: `${png}!` },
    { kind: 'run', command: 'workbench.action.quit' },
  ]) {
    it(`ignores ${JSON.stringify(forged)}`, () => assert.equal(read(forged), undefined));
  }

  it('cannot bring more than 20 MB', () => {
    const huge = png.slice(0, 12) + 'A'.repeat(28 * 1024 * 1024);
    assert.equal(read({ kind: 'export', format: 'png', data: huge }), undefined);
  });
});
