import type { Leaf, Roadmap } from '../../src/roadmap/model.ts';
import { type Outline, outlineOf } from '../../src/roadmap/outline.ts';

/** Small roadmaps for tests, with only what a test does not care about filled in. */

export function leaf(id: string, parts: Partial<Leaf> = {}): Leaf {
  return {
    id,
    title: id[0]?.toUpperCase() + id.slice(1).replaceAll('-', ' '),
    level: 'beginner',
    hours: 2,
    summary: `About ${id}.`,
    resources: [
      {
        title: `${id} book`,
        url: `https://example.org/${id}`,
        kind: 'book',
        by: 'Ann',
        access: 'free',
        minutes: 90,
      },
      {
        title: `${id} course`,
        url: `https://example.org/${id}%2Fc`,
        kind: 'course',
        by: 'Bo',
        access: 'paid',
        minutes: 600,
      },
    ],
    ...parts,
  };
}

export const sampleRoadmap: Roadmap = {
  id: 'sample',
  title: 'Sample Roadmap',
  summary: 'A small roadmap.',
  topics: [
    {
      id: 'basics',
      title: 'Basics',
      summary: 'Where to begin.',
      hours: 6,
      topics: [
        {
          id: 'math',
          title: 'Math',
          summary: 'Numbers.',
          hours: 4,
          topics: [
            leaf('algebra', { aliases: ['linalg'] }),
            leaf('calculus', { prerequisites: ['algebra'] }),
          ],
        },
        leaf('coding', { projects: [{ id: 'toolbox', title: 'Toolbox', level: 'beginner', hours: 5 }] }),
      ],
    },
    {
      id: 'models',
      title: 'Models',
      summary: 'What learns.',
      hours: 2,
      topics: [leaf('training', { prerequisites: ['calculus', 'coding'] })],
    },
  ],
};

export function sampleOutline(): Outline {
  return outlineOf(sampleRoadmap);
}
