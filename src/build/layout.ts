import { Graph, layout } from '@dagrejs/dagre';
import { layoutMap, type MapLayout } from '../map/layout.ts';
import type { Roadmap } from '../roadmap/model.ts';
import { type Outline, outlineOf } from '../roadmap/outline.ts';

/**
 * The map of a bundled roadmap, laid out when it is built. The library puts the prerequisites of the whole roadmap
 * in layers (network simplex); in each group, what is needed earlier then stands higher, and topics of one layer
 * keep their authors' order. The places themselves are our own: a layered picture of the whole roadmap is many
 * times as wide as it is high, and its stages are no regions any more.
 */
export function layoutWithLibrary(roadmap: Roadmap): MapLayout {
  const outline = outlineOf(roadmap);
  const layers = layersOf(outline);
  const layerOf = (id: string) => layers.get(id) ?? 0;
  // A stable sort keeps the order within a layer.
  return layoutMap(outline, (topics) => topics.toSorted((one, other) => layerOf(one.id) - layerOf(other.id)));
}

/** How far down the library puts each topic. */
function layersOf({ leaves }: Outline): ReadonlyMap<string, number> {
  const graph = new Graph();
  graph.setGraph({ ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of leaves) graph.setNode(id, { width: 1, height: 1 });
  for (const { id, prerequisites = [] } of leaves) {
    for (const from of prerequisites) graph.setEdge(from, id);
  }
  layout(graph);
  return new Map(leaves.map(({ id }): [string, number] => [id, graph.node(id).y]));
}
