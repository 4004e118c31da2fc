import type { Topic } from '../../../src/roadmap/model.ts';
import { type Outline, outlineOf } from '../../../src/roadmap/outline.ts';
import { leaf } from '../samples.ts';

/** A roadmap of a given shape: how many topics each group of each stage has. Prerequisites point back, near and far. */
export function shapedOutline(stages: readonly (readonly number[])[]): Outline {
  const ids: string[] = [];
  const nextLeaf = () => {
    const index = ids.length;
    const prerequisites = [1, 7, 40].flatMap(
      (back) => (index % (back + 1) === back ? ids[index - back] : undefined) ?? [],
    );
    const id = `topic-${index}`;
    ids.push(id);
    return leaf(id, {
      prerequisites,
      title: `Topic number ${index} ${'about something '.repeat(index % 4)}`.trim(),
    });
  };
  const topics = stages.map((groups, stage): Topic => {
    const inside = groups.map((count, group): Topic => {
      const id = `group-${stage}-${group}`;
      return { id, title: id, summary: '', hours: 1, topics: Array.from({ length: count }, nextLeaf) };
    });
    // Every other stage has no groups.
    const children = stage % 2 === 0 ? inside : inside.flatMap((group) => group.topics ?? []);
    return { id: `stage-${stage}`, title: `Stage ${stage}`, summary: '', hours: 1, topics: children };
  });
  return outlineOf({ id: 'shaped', title: 'Shaped', summary: '', topics });
}
