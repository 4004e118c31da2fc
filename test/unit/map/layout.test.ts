import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutWithLibrary } from '../../../src/build/layout.ts';
import { layoutMap, type MapLayout, type MapNode } from '../../../src/map/layout.ts';
import { leavesOf, type Outline, outlineOf } from '../../../src/roadmap/outline.ts';
import { bundledRoadmap } from '../content/bundled.ts';
import { leaf, sampleOutline } from '../samples.ts';
import { crossingsOf } from './crossings.ts';
import { shapedOutline } from './samples.ts';

const shapes = fc
  .array(fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 9 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map(shapedOutline);

describe('the map', () => {
  for (const [words, layout, outline] of [
    ['of a small roadmap', layoutMap(sampleOutline()), sampleOutline()],
    ['of the bundled roadmap', layoutWithLibrary(bundledRoadmap), outlineOf(bundledRoadmap)],
  ] as const) {
    it(`${words} is sound`, () => assertSound(layout, outline));
  }

  it('is sound for a roadmap of any shape', () => {
    fc.assert(
      fc.property(shapes, (outline) => assertSound(layoutMap(outline), outline)),
      { numRuns: 25 },
    );
  });

  it('shows groups in groups, and topics beside groups', () => {
    const deep = outlineOf({
      ...sampleOutline().roadmap,
      topics: [
        leaf('alone'),
        {
          id: 'a',
          title: 'A',
          summary: '',
          hours: 1,
          topics: [
            leaf('b'),
            {
              id: 'c',
              title: 'C',
              summary: '',
              hours: 1,
              topics: [leaf('d', { prerequisites: ['b', 'ghost', 'd'] })],
            },
          ],
        },
      ],
    });
    const layout = layoutMap(deep);
    assertSound(layout, deep);
    assert.deepEqual(
      layout.regions.map(({ id, depth }) => `${id} ${depth}`),
      ['a 0', 'c 1'],
    );
    assert.deepEqual(
      layout.edges.map(({ from, to }) => `${from} ${to}`),
      ['b d'],
    );
  });

  it('of an empty roadmap is empty', () => {
    const { nodes, regions, edges } = layoutMap(outlineOf({ id: 'e', title: 'E', summary: '', topics: [] }));
    assert.deepEqual([nodes, regions, edges], [[], [], []]);
  });

  it('of 1,000 topics takes well under a second', () => {
    const stages = Array.from({ length: 20 }, (_, stage) =>
      Array.from({ length: 5 + (stage % 3) }, (__, group) => 5 + ((stage + group) % 7)),
    );
    const outline = shapedOutline(stages);
    assert.ok(outline.leaves.length > 900, `${outline.leaves.length}`);
    const layout = layoutMap(outline);
    assertSound(layout, outline);
    assert.ok(
      layout.width / layout.height > 1 && layout.width / layout.height < 4,
      `${layout.width} × ${layout.height}`,
    );
  });

  it('is the same every time', () => {
    assert.deepEqual(layoutWithLibrary(bundledRoadmap), layoutWithLibrary(bundledRoadmap));
    const outline = shapedOutline([[3, 8], [2], [9, 1, 1]]);
    assert.deepEqual(layoutMap(outline), layoutMap(outline));
  });

  it('is plain JSON', () => {
    const layout = layoutMap(sampleOutline());
    assert.deepEqual(JSON.parse(JSON.stringify(layout)), layout);
  });

  it('has what is needed first above what needs it, in each group, when the library orders it', () => {
    const outline = outlineOf(bundledRoadmap);
    const upsideDown = ({ nodes }: MapLayout) => {
      const place = new Map(nodes.map(({ id, x, y }) => [id, x * 10_000 + y]));
      return outline.leaves.flatMap(({ id, prerequisites = [] }) =>
        prerequisites
          .filter((from) => outline.ancestors(from).at(-1) === outline.ancestors(id).at(-1))
          .filter((from) => (place.get(from) ?? 0) > (place.get(id) ?? 0))
          .map((from) => `${from} is below ${id}`),
      );
    };
    assert.notDeepEqual(upsideDown(layoutMap(outline)), []);
    const ordered = layoutWithLibrary(bundledRoadmap);
    assert.deepEqual(upsideDown(ordered), []);
    // Not for the price of a tangle.
    assert.ok(crossingsOf(ordered) < 1.1 * crossingsOf(layoutMap(outline)));
  });
});

function assertSound(layout: MapLayout, outline: Outline): void {
  assertComplete(layout, outline);
  assertApart(layout.nodes);
  for (const region of layout.regions) {
    const topic = outline.topic(region.id);
    assert.ok(topic);
    const inside = new Set(leavesOf(topic).map(({ id }) => id));
    for (const node of layout.nodes) {
      const message = `${node.id} and ${region.id}`;
      if (inside.has(node.id)) assert.ok(contains(region, node), message);
      else assert.ok(!overlap(region, node), message);
    }
  }
  for (const shape of [...layout.nodes, ...layout.regions]) {
    assert.ok(
      contains({ x: 0, y: 0, width: layout.width, height: layout.height }, shape),
      `${shape.id} is on the map`,
    );
  }
  assertFreeLines(layout);
}

function assertComplete({ nodes, regions, edges }: MapLayout, { leaves, topic }: Outline): void {
  assert.deepEqual(nodes.map(({ id }) => id).sort(), leaves.map(({ id }) => id).sort());
  assert.equal(new Set(regions.map(({ id }) => id)).size, regions.length);
  const wanted = leaves.flatMap(({ id, prerequisites = [] }) =>
    [...new Set(prerequisites)].filter((from) => topic(from) && from !== id).map((from) => `${from} ${id}`),
  );
  assert.deepEqual(edges.map(({ from, to }) => `${from} ${to}`).sort(), wanted.sort());
}

function assertApart(nodes: readonly MapNode[]): void {
  const columns = Map.groupBy(nodes, ({ x }) => x);
  for (const column of columns.values()) {
    const sorted = column.toSorted((one, other) => one.y - other.y);
    for (const [index, node] of sorted.entries()) {
      const below = sorted[index + 1];
      assert.ok(!below || node.y + node.height < below.y, `${node.id} above ${below?.id}`);
    }
  }
  const lefts = [...columns.keys()].sort((one, other) => one - other);
  for (const [index, x] of lefts.entries()) assert.ok(index === 0 || x - (lefts[index - 1] ?? 0) > 170);
}

/** Lines run straight, from the side of one topic to the side of the other, and through none. */
function assertFreeLines({ nodes, edges }: MapLayout): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to, points } of edges) {
    const [start, end] = [byId.get(from), byId.get(to)];
    const [first, last] = [points[0], points.at(-1)];
    assert.ok(start && end && first && last);
    assert.ok(first[0] === start.x || first[0] === start.x + start.width);
    assert.ok(first[1] > start.y && first[1] < start.y + start.height);
    assert.equal(last[0], end.x);
    assert.ok(last[1] > end.y && last[1] < end.y + end.height);
    for (const [index, [x, y]] of points.entries()) {
      const [beforeX, beforeY] = points[index - 1] ?? [x, y];
      assert.ok(x === beforeX || y === beforeY);
      const line = {
        x: Math.min(x, beforeX),
        y: Math.min(y, beforeY),
        width: Math.abs(x - beforeX),
        height: Math.abs(y - beforeY),
      };
      const hit = nodes.find((node) => overlap(node, line));
      assert.equal(hit, undefined, `${from} → ${to} runs through ${hit?.id}`);
    }
  }
}

type Rectangle = Pick<MapNode, 'x' | 'y' | 'width' | 'height'>;

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
