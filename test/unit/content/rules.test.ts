import assert from 'node:assert/strict';
import { isGroup, type Topic } from '../../../src/roadmap/model.ts';
import { leavesOf } from '../../../src/roadmap/outline.ts';
import { problemText } from '../../../src/roadmap/problem.ts';
import { proseParts } from '../../../src/roadmap/prose.ts';
import type { WrittenLeaf } from '../../../src/roadmap/written.ts';
import {
  type Breach,
  bundledRoadmap,
  everyLeaf,
  head,
  leaves,
  projects,
  textsOf,
  titlesOf,
  wrongOf,
} from './bundled.ts';

const byId = new Map(leaves.map(({ topic }) => [topic.id, topic]));
const between = (count: number, low: number, high: number) => count >= low && count <= high;
const breachIf = (broken: boolean, path: Breach[0], message: string): Breach[] =>
  broken ? [[path, message]] : [];
/** Topics about jobs, pay and trends: their primary sources are reports, and one works with tools. */
const marketStages = ['career-progression-and-growth', 'the-road-ahead', 'compensation-and-market-outlook'];
const market = new Set(
  bundledRoadmap.topics
    .filter(({ id }) => marketStages.includes(id))
    .flatMap((stage) => leavesOf(stage).map(({ id }) => id)),
);

describe('every topic of the roadmap', () => {
  it('is there', () => assert.equal(leaves.length, 78));

  it('says what it is in 2 to 4 sentences', () => {
    everyLeaf(({ summary }) => {
      const count = sentencesOf(summary).length;
      return breachIf(!between(count, 2, 4), ['summary'], `${count} sentences`);
    });
  });

  it('says why it matters at work', () => {
    everyLeaf(({ why }) => breachIf(!why, [], 'no `why`'));
  });

  it('has 3 to 6 outcomes, each something one can do and check', () => {
    everyLeaf(({ outcomes = [] }) => [
      ...breachIf(!between(outcomes.length, 3, 6), ['outcomes'], `${outcomes.length} outcomes`),
      ...outcomes.flatMap((outcome, index) =>
        breachIf(
          !/^[A-Z][a-z]+/.test(outcome) ||
            /^(Understand|Know|Learn|Appreciate|Be |Become|Familiar)/.test(outcome),
          ['outcomes', index],
          `“${outcome.split(' ').slice(0, 2).join(' ')}” is nothing one can do`,
        ),
      ),
    ]);
  });

  it('has 4 to 7 resources, with a reason and a date for each, and none from the future', () => {
    const thisMonth = new Date().toISOString().slice(0, 7);
    everyLeaf(({ resources }) => [
      ...breachIf(!between(resources.length, 4, 7), ['resources'], `${resources.length} resources`),
      ...resources.flatMap(({ note, checked }, index) => [
        ...breachIf(!note, ['resources', index], 'no `note`'),
        ...breachIf(!checked, ['resources', index], 'no `checked`'),
        ...breachIf(
          (checked ?? '') > thisMonth,
          ['resources', index, 'checked'],
          `${checked} is yet to come`,
        ),
      ]),
    ]);
  });

  it('has a free resource, a primary one, one to do, and two kinds at least', () => {
    everyLeaf(({ id, resources }) => {
      const marketKinds = (...kinds: string[]) => (market.has(id) ? kinds : []);
      const of = (...kinds: string[]) => resources.filter(({ kind }) => kinds.includes(kind));
      const primary = of('paper', 'documentation', 'standard', 'book', ...marketKinds('report'));
      const toDo = of('practice', 'course', ...marketKinds('tool', 'report'));
      return [
        ...breachIf(!resources.some(({ access }) => access === 'free'), ['resources'], 'nothing free'),
        ...breachIf(primary.length === 0, ['resources'], 'nothing primary'),
        ...breachIf(toDo.length === 0, ['resources'], 'nothing to do'),
        // A report can be either, but one report is not both.
        ...breachIf(
          new Set([...primary, ...toDo]).size < 2,
          ['resources'],
          'one report stands for both what is primary and what one does',
        ),
        ...breachIf(new Set(resources.map(({ kind }) => kind)).size < 2, ['resources'], 'only one kind'),
      ];
    });
  });

  it('links to pages themselves, never through shorteners or with trackers', () => {
    const shorteners = /^(www\.)?(bit\.ly|t\.co|tinyurl\.com|goo\.gl|lnkd\.in|amzn\.to|ow\.ly|buff\.ly)$/;
    everyLeaf(({ resources }) =>
      resources.flatMap(({ url }, index) => {
        const { hostname, searchParams } = new URL(url);
        const tracked = [...searchParams.keys()].some((key) =>
          /^(utm_|ref$|tag$|aff|fbclid|gclid)/.test(key),
        );
        return breachIf(shorteners.test(hostname) || tracked, ['resources', index, 'url'], url);
      }),
    );
  });

  it('says which part, or why, where it shares an address with another topic', () => {
    const notes = new Map<string, string>();
    everyLeaf(({ resources }) =>
      resources.flatMap(({ url, note = '' }, index) => {
        const other = notes.get(url);
        notes.set(url, note);
        return breachIf(other === note, ['resources', index, 'note'], 'the same note as in another topic');
      }),
    );
  });

  it('asks 4 questions or more, easy and hard, with a reason for each answer', () => {
    everyLeaf(({ questions = [] }) => [
      ...breachIf(questions.length < 4, ['questions'], `${questions.length} questions`),
      ...(['core', 'stretch'] as const).flatMap((depth) =>
        breachIf(
          !questions.some((question) => question.depth === depth),
          ['questions'],
          `no ${depth} question`,
        ),
      ),
      ...questions.flatMap(({ answer, wrong = [] }, index) =>
        breachIf(
          new Set([answer, ...wrong]).size <= wrong.length,
          ['questions', index],
          'two choices are the same',
        ),
      ),
    ]);
  });

  it('gives reasons that do not speak of the place of a choice, which is mixed', () => {
    everyLeaf(({ questions = [] }) =>
      questions.flatMap(({ because, wrong }, index) => {
        if (!wrong) return [];
        const place = /\b(first|second|third|fourth|last) (wrong )?(option|choice|answer)s?\b/i.exec(because);
        return breachIf(place !== null, ['questions', index, 'because'], `“${place?.[0]}” of the choices`);
      }),
    );
  });

  it('names as prerequisites only what no other prerequisite brings along', () => {
    everyLeaf(({ prerequisites = [] }) =>
      prerequisites.flatMap((id, index) => {
        const others = prerequisites.filter((other) => other !== id);
        const through = others.find((other) => allBefore(other).has(id));
        return breachIf(
          through !== undefined,
          ['prerequisites', index],
          `\`${id}\` comes with \`${through}\``,
        );
      }),
    );
  });

  it('that is advanced reaches back to the foundations', () => {
    const foundation = new Set(leavesOf(bundledRoadmap.topics[0] as Topic).map(({ id }) => id));
    everyLeaf(({ id, level }) => {
      const reaches = foundation.has(id) || [...allBefore(id)].some((before) => foundation.has(before));
      return breachIf(level === 'advanced' && !reaches, [], 'hangs in the air');
    });
  });

  it('relates to others only where its page does not show them already, as before it or unlocked by it', () => {
    everyLeaf(({ id: own, related = [], prerequisites = [] }) =>
      related.flatMap((id, index) => [
        ...breachIf(prerequisites.includes(id), ['related', index], `\`${id}\` is a prerequisite`),
        ...breachIf(
          byId.get(id)?.prerequisites?.includes(own) === true,
          ['related', index],
          `\`${id}\` is unlocked by it`,
        ),
      ]),
    );
  });

  it('opens and closes every mark of code, and has none in a title', () => {
    const marks = (text: string) => text.split('`').length - 1;
    everyLeaf((topic) => [
      ...[...textsOf(topic), ...wrongOf(topic)].flatMap(([path, text]) =>
        breachIf(marks(text) % 2 > 0, path, 'a mark of code that is not closed'),
      ),
      ...titlesOf(topic).flatMap(([path, text]) => breachIf(marks(text) > 0, path, 'code in a title')),
    ]);
  });

  it('writes formulas as they are read: × for x, 2³ for 2^3, √ for sqrt', () => {
    const asTyped = /\d x \d|\d\^-?\d|\bsqrt\(/;
    everyLeaf((topic) =>
      [...textsOf(topic), ...wrongOf(topic)].flatMap(([path, text]) => {
        const outsideCode = proseParts(text).filter((_, index) => index % 2 === 0);
        const found = outsideCode.map((part) => asTyped.exec(part)?.[0]).find(Boolean);
        return breachIf(found !== undefined, path, `“${found}”`);
      }),
    );
  });

  it('says of a reworded outcome or question what it is now, and keeps the old words nowhere', () => {
    everyLeaf(({ outcomes = [], questions = [], reworded = [] }) => {
      const texts = [...outcomes, ...questions.map(({ ask }) => ask)];
      return reworded.flatMap(({ was, now }, index) => [
        ...breachIf(
          !texts.includes(now) && !reworded.some((later) => later.was === now),
          ['reworded', index, 'now'],
          'no outcome or question says this',
        ),
        ...breachIf(texts.includes(was), ['reworded', index, 'was'], 'it still says this'),
      ]);
    });
  });

  it('shares no sentence with another topic', () => {
    const seen = new Map<string, string>();
    everyLeaf((topic) =>
      textsOf(topic).flatMap(([path, text]) =>
        sentencesOf(text)
          .filter((sentence) => sentence.split(' ').length >= 6)
          .flatMap((sentence) => {
            const other = seen.get(sentence);
            seen.set(sentence, topic.id);
            return breachIf(
              other !== undefined && other !== topic.id,
              path,
              `“${sentence}” is in ${other} too`,
            );
          }),
      ),
    );
  });

  it('fits on a page', () => {
    everyLeaf((topic) => {
      const words = textsOf(topic).reduce((total, [, text]) => total + text.split(/\s+/).length, 0);
      return breachIf(words > 1600, [], `${words} words`);
    });
  });

  it('spells names as their owners do, and has no filler', () => {
    const misspelled =
      /\b(Pytorch|pyTorch|Tensorflow|Scikit-Learn|Numpy|Scipy|Github|Huggingface|HuggingFace|Xgboost|LightGbm|Onnx|MLFlow|Mlflow|FastApi|Arxiv|ArXiv|Javascript|Cuda)\b/;
    const filler =
      /\b(crucial|ever-evolving|delve|landscape|game-?changer|cutting-edge|seamless(ly)?|leverag(e|es|ing)|In today's)\b/;
    const finds = (pattern: RegExp, texts: ReturnType<typeof textsOf>) =>
      texts.flatMap(([path, text]) => {
        const found = pattern.exec(text)?.[0];
        return breachIf(found !== undefined, path, `“${found}”`);
      });
    everyLeaf((topic) => {
      const ours = [...textsOf(topic), ...wrongOf(topic)];
      // What others called their book is theirs.
      return [...finds(misspelled, [...ours, ...titlesOf(topic)]), ...finds(filler, ours)];
    });
    const titles = [
      ...bundledRoadmap.topics.flatMap(groupsIn).map(({ title }) => title),
      ...(bundledRoadmap.tracks ?? []).map(({ title }) => title),
      ...projects.flatMap(({ title, milestones }) => [title, ...milestones.map((one) => one.title)]),
    ];
    assert.ok(titles.length > 100, `${titles.length} titles`);
    assert.deepEqual(
      titles.filter((title) => misspelled.test(title) || filler.test(title)),
      [],
    );
  });
});

describe('the roadmap as a whole', () => {
  it('gives every group the hours of its leaves', () => {
    const check = (topic: Topic): void => {
      if (!isGroup(topic)) return;
      assert.equal(
        topic.hours,
        leavesOf(topic).reduce((total, { hours }) => total + hours, 0),
        topic.id,
      );
      topic.topics.forEach(check);
    };
    bundledRoadmap.topics.forEach(check);
  });

  it('offers tracks, each closed under prerequisites and with its hours', () => {
    const tracks = bundledRoadmap.tracks ?? [];
    assert.ok(tracks.length >= 5, `${tracks.length} tracks`);
    const breaches = tracks.flatMap((track, index) => {
      const inTrack = new Set(track.topics);
      const missing = track.topics.flatMap((id) =>
        [...allBefore(id)].filter((before) => !inTrack.has(before)),
      );
      return missing.map((id) => problemText(head.problemAt(['tracks', index], `${id} is missing`)));
    });
    assert.deepEqual(breaches, []);
    for (const { hours } of tracks) assert.ok(hours > 0);
  });

  it('and its projects name each other', () => {
    for (const project of projects) {
      for (const id of project.topics) {
        assert.ok(
          byId.get(id)?.projects?.includes(project.id),
          `${project.id} names ${id}, which does not name it`,
        );
      }
      for (const { topic } of leaves) {
        if (topic.projects?.includes(project.id)) {
          assert.ok(
            project.topics.includes(topic.id),
            `${topic.id} names ${project.id}, which does not name it`,
          );
        }
      }
    }
  });
});

function groupsIn(topic: Topic): Topic[] {
  return isGroup(topic) ? [topic, ...topic.topics.flatMap(groupsIn)] : [];
}

function allBefore(id: string, seen: Set<string> = new Set()): Set<string> {
  for (const before of (byId.get(id) as WrittenLeaf | undefined)?.prerequisites ?? []) {
    if (seen.has(before)) continue;
    seen.add(before);
    allBefore(before, seen);
  }
  return seen;
}

/** Splits where a sentence ends and the next begins; abbreviations and decimals stay whole. */
function sentencesOf(text: string): string[] {
  return text
    .trim()
    .split(/(?<=[.!?]["”)]?)\s+(?=["“(`]?[A-Z0-9])/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}
