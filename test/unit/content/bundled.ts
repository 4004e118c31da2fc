import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compileContent } from '../../../src/build/content.ts';
import { readSource, readStages } from '../../../src/build/sources.ts';
import { BUNDLED_ROADMAP } from '../../../src/manifest.ts';
import type { Roadmap } from '../../../src/roadmap/model.ts';
import { type Parsed, type Path, parseYaml } from '../../../src/roadmap/parse.ts';
import { problemText } from '../../../src/roadmap/problem.ts';
import { groupSchema, roadmapSchema } from '../../../src/roadmap/schema.ts';
import {
  isWrittenLeaf,
  type WrittenGroup,
  type WrittenLeaf,
  type WrittenTopic,
} from '../../../src/roadmap/written.ts';

/** The bundled roadmap: compiled, and as its authors wrote it, with the place of everything. */

const root = join(import.meta.dirname, '../../..');
const folder = `roadmap/${BUNDLED_ROADMAP}`;

const content = compileContent(root);
assert.deepEqual(content.problems.map(problemText), []);

export const projects = content.projects;
export const bundledRoadmap = content.roadmaps.find(({ id }) => id === BUNDLED_ROADMAP) as Roadmap;
export const head = parseYaml(readSource(root, `${folder}/roadmap.yaml`), roadmapSchema);

interface PlacedLeaf {
  readonly parsed: Parsed<WrittenGroup>;
  readonly path: Path;
  readonly topic: WrittenLeaf;
}

export const leaves: readonly PlacedLeaf[] = [...readStages(root, folder)]
  .filter(([name]) => head.value?.stages.includes(name))
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, file]) => parseYaml(file, groupSchema))
  .flatMap((parsed) => (parsed.value ? leavesIn(parsed, parsed.value, []) : []));

function leavesIn(parsed: Parsed<WrittenGroup>, topic: WrittenTopic, path: Path): PlacedLeaf[] {
  if (isWrittenLeaf(topic)) return [{ parsed, path, topic }];
  return topic.topics.flatMap((child, index) => leavesIn(parsed, child, [...path, 'topics', index]));
}

/** What breaks a rule in one leaf: where (below the leaf), and how. */
export type Breach = readonly [path: Path, message: string];

/** Fails with file, line and column of every breach in every leaf. */
export function everyLeaf(rule: (topic: WrittenLeaf) => readonly Breach[]): void {
  const breaches = leaves.flatMap(({ parsed, path, topic }) =>
    rule(topic).map(([below, message]) =>
      problemText(parsed.problemAt([...path, ...below], `${topic.id}: ${message}`)),
    ),
  );
  assert.deepEqual(breaches, []);
}

/** Everything a learner reads of a leaf, with where it stands. */
export function textsOf(topic: WrittenLeaf): readonly (readonly [path: Path, text: string])[] {
  const list = (key: string, texts: readonly string[] = []): [Path, string][] =>
    texts.map((text, index) => [[key, index], text]);
  return [
    [['summary'], topic.summary],
    ...(topic.why ? [[['why'], topic.why] as [Path, string]] : []),
    ...list('outcomes', topic.outcomes),
    ...(topic.sections ?? []).flatMap(({ text, items }, index): [Path, string][] => [
      ...(text ? [[['sections', index, 'text'], text] as [Path, string]] : []),
      ...(items ?? []).map((item, place): [Path, string] => [['sections', index, 'items', place], item]),
    ]),
    ...topic.resources.flatMap(({ note }, index): [Path, string][] =>
      note ? [[['resources', index, 'note'], note]] : [],
    ),
    ...(topic.questions ?? []).flatMap(({ ask, answer, because }, index): [Path, string][] => [
      [['questions', index, 'ask'], ask],
      [['questions', index, 'answer'], answer],
      [['questions', index, 'because'], because],
    ]),
  ];
}

/** What a topic and the things in it are called: ours, and what others called their resources. */
export function titlesOf({ title, sections = [], resources }: WrittenLeaf): ReturnType<typeof textsOf> {
  return [
    [['title'], title],
    ...sections.map((section, index): [Path, string] => [['sections', index, 'title'], section.title]),
    ...resources.map((resource, index): [Path, string] => [['resources', index, 'title'], resource.title]),
  ];
}

/** The choices of questions that are not the answer. */
export function wrongOf({ questions = [] }: WrittenLeaf): ReturnType<typeof textsOf> {
  return questions.flatMap(({ wrong = [] }, index) =>
    wrong.map((choice, place): [Path, string] => [['questions', index, 'wrong', place], choice]),
  );
}
