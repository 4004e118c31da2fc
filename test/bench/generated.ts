import { BUNDLED_ROADMAP } from '../../src/manifest.ts';
import type { Leaf, Roadmap, Topic } from '../../src/roadmap/model.ts';
import { leavesOf } from '../../src/roadmap/outline.ts';

/**
 * A roadmap larger than the bundled one and like it: ten stages with its titles, ten groups in each, and in each
 * group so many leaves, which are its leaves in turn with a number behind the title. Pure.
 */
export function generated(bundled: Roadmap, leavesPerGroup: 10 | 100): Roadmap {
  const leaves = bundled.topics.flatMap(leavesOf);
  const leaf = (stage: number, group: number, place: number): Leaf => {
    const { related: _, ...content } = leaves[(stage * 100 + group * 10 + place) % leaves.length] as Leaf;
    return {
      ...content,
      id: idOf(stage, group, place),
      title: `${content.title} ${stage}.${group}.${place}`,
      prerequisites: prerequisitesOf(stage, group, place),
    };
  };
  const many = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, it) => make(it));
  const group = (id: string, title: string, topics: Topic[]): Topic => ({
    id,
    title,
    summary: 'Many topics.',
    hours: 1,
    topics,
  });
  return {
    id: BUNDLED_ROADMAP,
    title: 'Generated',
    summary: 'For measuring.',
    topics: many(10, (stage) =>
      group(
        `s${stage}`,
        bundled.topics[stage]?.title ?? `Stage ${stage}`,
        many(10, (number) =>
          group(
            `g${stage}-${number}`,
            `Group ${stage}.${number}`,
            many(leavesPerGroup, (place) => leaf(stage, number, place)),
          ),
        ),
      ),
    ),
  };
}

function idOf(stage: number, group: number, place: number): string {
  return `t${stage}-${group}-${place}`;
}

type Need = 'base' | 'stage' | 'group' | 'neighbor';

/**
 * What each of ten leaves needs first: 13 in all, because the bundled 78 have 104. There, too, half of them are a few
 * topics that much is built upon, and of the rest most are in another stage, some in another group, some next to it.
 */
const NEEDS: readonly (readonly Need[])[] = [
  [],
  ['stage'],
  ['base'],
  ['stage'],
  ['neighbor'],
  ['base', 'stage'],
  ['neighbor', 'base'],
  ['group', 'base'],
  ['base', 'stage'],
  ['stage'],
];

/** Always topics that come earlier, so that nothing needs itself. */
function prerequisitesOf(stage: number, group: number, place: number): string[] {
  const before: Readonly<Record<Need, string | undefined>> = {
    base: idOf(0, (stage + group) % 10, 0),
    stage: stage > 0 ? idOf((group + place) % stage, (group * 3 + place) % 10, place - 1) : undefined,
    group: group > 0 ? idOf(stage, group - 1, place) : undefined,
    neighbor: undefined,
  };
  return (NEEDS[place % 10] ?? []).map((need) => before[need] ?? idOf(stage, group, place - 1));
}
