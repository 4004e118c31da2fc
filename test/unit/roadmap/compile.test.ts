import assert from 'node:assert/strict';
import { compileRoadmap } from '../../../src/roadmap/compile.ts';
import { problemText } from '../../../src/roadmap/problem.ts';

const head = `id: sample
title: Sample
summary: A roadmap.
stages: [one.yaml]
`;

const leafText = (id: string, extra = '') => `  - id: ${id}
    title: Topic ${id}
    level: beginner
    hours: 3
    summary: About it.
    resources:
      - { title: A, url: "https://a.org/1", kind: book, by: Ann, access: free, minutes: 60 }
      - { title: B, url: "https://a.org/2", kind: course, by: Bo, access: paid, minutes: 60 }
${extra}`;

const stage = (topics: string) => `id: one
title: Stage one
summary: The first.
topics:
${topics}`;

function compile(stageText: string, headText = head) {
  return compileRoadmap({
    roadmap: { path: 'roadmap.yaml', text: headText },
    stages: new Map([['one.yaml', { path: 'one.yaml', text: stageText }]]),
    projects: new Map([['lab', { id: 'lab', title: 'Lab', level: 'beginner', hours: 4 }]]),
    otherProjects: new Set(['later']),
  });
}

function problemsOf(stageText: string, headText = head): string[] {
  const compiled = compile(stageText, headText);
  return compiled.kind === 'problems' ? compiled.problems.map(problemText) : [];
}

/** The stages by the name of their files, which are all listed where `headText` does not say otherwise. */
function problemsOfStages(stages: Readonly<Record<string, string>>, headText?: string): string[] {
  const names = Object.keys(stages).map((name) => `${name}.yaml`);
  const compiled = compileRoadmap({
    roadmap: { path: 'roadmap.yaml', text: headText ?? head.replace('one.yaml', names.join(', ')) },
    stages: new Map(
      Object.entries(stages).map(([name, text]) => [`${name}.yaml`, { path: `${name}.yaml`, text }]),
    ),
    projects: new Map(),
    otherProjects: new Set(),
  });
  return compiled.kind === 'problems' ? compiled.problems.map(problemText) : [];
}

describe('compiling a roadmap', () => {
  it('gives groups the hours of their leaves, and leaves what their projects are called', () => {
    const compiled = compile(stage(leafText('a') + leafText('b', '    projects: [lab, later]\n')));
    assert.equal(compiled.kind, 'compiled');
    if (compiled.kind !== 'compiled') return;
    const [first] = compiled.value.topics;
    assert.equal(first?.hours, 6);
    assert.deepEqual(
      first?.topics?.map(({ id }) => id),
      ['a', 'b'],
    );
    const second = first?.topics?.[1];
    assert.deepEqual(second && 'projects' in second && second.projects, [
      { id: 'lab', title: 'Lab', level: 'beginner', hours: 4 },
    ]);
    assert.ok(!('stages' in compiled.value));
  });

  it('names file, line and column of every problem at once', () => {
    const text = stage(
      leafText('a').replace('level: beginner', 'level: easy').replace('hours: 3', 'hours: "3"') +
        leafText('Bad Id').replace('    summary: About it.\n', ''),
    );
    assert.deepEqual(problemsOf(text), [
      'one.yaml:7:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'one.yaml:8:5 `hours`: expected a number, found "3"',
      'one.yaml:13:5 `id`: expected an id in kebab-case, such as `linear-algebra`, found "Bad Id"',
      'one.yaml:13:5 `summary` is missing',
    ]);
  });

  it('points at a key that does not exist', () => {
    const [problem] = problemsOf(stage(leafText('a', '    ressources: []\n')));
    assert.equal(problem, 'one.yaml:13:5 `ressources` is not a key here');
  });

  it('reports broken YAML where it breaks', () => {
    assert.match(problemsOf('id: [one\n')[0] ?? '', /^one\.yaml:2:1 not valid YAML: /);
    assert.match(problemsOf('id: a\nid: b\n')[0] ?? '', /^one\.yaml:2:1 not valid YAML: .*unique/);
    assert.match(problemsOf('id: !new x\n')[0] ?? '', /^one\.yaml:1:5 not valid YAML: .*tag/);
    assert.deepEqual(problemsOf(''), ['one.yaml:1:1 the file is empty']);
    assert.match(problemsOf('[1, 2]')[0] ?? '', /^one\.yaml:1:1 /);
  });

  it('reports every key that is there twice, and broken syntax once', () => {
    assert.equal(problemsOf('id: a\nid: b\ntitle: a\ntitle: b\n').length, 2);
    assert.equal(problemsOf(` ${stage(leafText('a') + leafText('b'))}`).length, 1);
  });

  it('reports names of YAML that stand for nothing, or for too much', () => {
    const [problem] = problemsOf(stage(leafText('a').replace('title: Topic a', 'title: *deep')));
    assert.equal(problem, 'one.yaml:6:12 not valid YAML: there is no `&deep` before it');
    const ten = (name: string) => Array.from({ length: 10 }, () => name).join(', ');
    assert.deepEqual(problemsOf('id: stage\ntopics: &all\n  - id: a\n    topics: *all\n'), [
      'one.yaml:4:13 not valid YAML: `*all` stands within what it names',
    ]);
    const folded = `a: &a [${ten('x')}]\nb: &b [${ten('*a')}]\nc: &c [${ten('*b')}]\nd: [*c, *c]\n`;
    assert.match(problemsOf(folded)[0] ?? '', /^one\.yaml:1:1 not valid YAML: .*alias count/);
  });

  it('says what it expected and what it found, shortly', () => {
    for (const [written, said] of [
      ['""', 'expected some text, found ""'],
      ['"  "', 'expected some text, found "  "'],
      [`"${'x'.repeat(201)}"`, 'expected at most 200 characters, found 201 characters'],
      ['[a, b]', 'expected text, found a list of 2'],
      ['{ a: 1 }', 'expected text, found a map'],
      ['7', 'expected text, found 7'],
    ] as const) {
      const problems = problemsOf(stage(leafText('a').replace('Topic a', written)));
      assert.deepEqual(problems, [`one.yaml:6:5 \`title\`: ${said}`], written);
    }
    const words = Array.from({ length: 13 }, () => 'w').join(', ');
    assert.deepEqual(problemsOf(stage(leafText('a', `    aliases: [${words}]\n    questions: 3\n`))), [
      'one.yaml:13:5 `aliases`: expected at most 12, found a list of 13',
      'one.yaml:14:5 `questions`: expected a list, found 3',
    ]);
  });

  it('calls an item of a list by its number and its list, and a whole file a file', () => {
    const topics = `${leafText('a', '    outcomes: [fine, ""]\n')}  - 7\n`;
    assert.deepEqual(problemsOf(stage(topics)), [
      'one.yaml:13:22 item 2 of `outcomes`: expected some text, found ""',
      'one.yaml:14:5 item 2 of `topics`: expected a map of keys and values, found 7',
    ]);
    assert.deepEqual(problemsOf('[1, 2]'), [
      'one.yaml:1:1 the file: expected a map of keys and values, found a list of 2',
    ]);
  });

  it('refuses an id that is taken, and says where', () => {
    assert.deepEqual(problemsOf(stage(leafText('a') + leafText('a'))), [
      'one.yaml:13:5 the id `a` is taken at one.yaml:5',
    ]);
  });

  it('refuses references that lead nowhere', () => {
    const extra = '    prerequisites: [ghost, a]\n    related: [one]\n    projects: [nothing]\n';
    assert.deepEqual(problemsOf(stage(leafText('a', extra))), [
      'one.yaml:13:21 there is no topic `ghost` with a checkbox',
      'one.yaml:13:28 `a` cannot name itself',
      'one.yaml:14:15 there is no topic `one` with a checkbox',
      'one.yaml:15:16 there is no project `nothing`',
    ]);
  });

  it('finds a circle of prerequisites once', () => {
    const needs = (id: string) => `    prerequisites: [${id}]\n`;
    const circle = leafText('a', needs('b')) + leafText('b', needs('c')) + leafText('c', needs('a'));
    const problems = problemsOf(
      stage(leafText('before', needs('a')) + circle + leafText('after', needs('a'))),
    );
    assert.deepEqual(problems, ['one.yaml:40:21 prerequisites go in a circle: a → b → c → a']);
  });

  it('takes only https addresses, each once', () => {
    for (const url of [
      'http://a.org',
      'javascript:alert(1)',
      'https:/a.org',
      'https://u:p@a.org',
      'https://u@a.org',
      '//a.org',
      'https://',
    ]) {
      const text = stage(leafText('a').replace('https://a.org/2', url));
      assert.match(problemsOf(text)[0] ?? '', /^one\.yaml:12:\d+ `url`: expected a whole https/, url);
    }
    assert.match(problemsOf(stage(leafText('a').replace('org/2', 'org/1')))[0] ?? '', /listed twice/);
  });

  it('finds what no schema can say in a topic that has other mistakes', () => {
    const bad = (text: string) => text.replace('level: beginner', 'level: easy');
    const needs = (id: string) => `    prerequisites: [${id}]\n`;
    const text = bad(leafText('a', needs('b'))) + leafText('b', needs('a')) + bad(leafText('b'));
    assert.deepEqual(problemsOf(stage(text + bad(leafText('c', '    related: [ghost]\n')))), [
      'one.yaml:7:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'one.yaml:22:21 prerequisites go in a circle: a → b → a',
      'one.yaml:23:5 the id `b` is taken at one.yaml:14',
      'one.yaml:25:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'one.yaml:33:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'one.yaml:39:15 there is no topic `ghost` with a checkbox',
    ]);
  });

  it('checks what every topic names, also where two have one id', () => {
    const twice = leafText('a', '    related: [ghost]\n') + leafText('a', '    projects: [nothing]\n');
    assert.deepEqual(problemsOf(stage(twice)), [
      'one.yaml:13:15 there is no topic `ghost` with a checkbox',
      'one.yaml:14:5 the id `a` is taken at one.yaml:5',
      'one.yaml:22:16 there is no project `nothing`',
    ]);
  });

  it('blames no topic for a name that another file or line may still explain', () => {
    const names = leafText('a', '    prerequisites: [b]\n');
    assert.deepEqual(problemsOf(stage(names + leafText('b').replace('id: b', 'id: B'))), [
      'one.yaml:14:5 `id`: expected an id in kebab-case, such as `linear-algebra`, found "B"',
    ]);
    assert.deepEqual(problemsOf(stage(leafText('a', '    related: [Not An Id]\n'))), [
      'one.yaml:13:15 item 1 of `related`: expected an id in kebab-case, such as `linear-algebra`, found "Not An Id"',
    ]);
    const twoStages = problemsOfStages({ one: stage(names), two: 'id: [two\n' });
    assert.ok(twoStages.length > 0 && twoStages.every((problem) => problem.startsWith('two.yaml:')));
  });

  it('lists problems in the order of lines, whatever kind they are', () => {
    const topics = leafText('b', '    prerequisites: [ghost]\n') + leafText('a') + leafText('a');
    assert.deepEqual(
      problemsOf(stage(topics)).map((problem) => problem.split(' ')[0]),
      ['one.yaml:13:21', 'one.yaml:22:5'],
    );
  });

  const withTrack = (...ids: string[]) =>
    `${head}tracks:\n  - id: way\n    title: Way\n    summary: Through.\n    topics: [${ids.join(', ')}]\n`;
  const two = stage(leafText('a') + leafText('b', '    prerequisites: [a]\n'));

  it('says which stage file is missing, without blaming what names topics of it', () => {
    const topics = leafText('a', '    prerequisites: [elsewhere]\n');
    assert.deepEqual(
      problemsOf(stage(topics), withTrack('elsewhere', 'a').replace('[one.yaml]', '[one.yaml, two.yaml]')),
      ['roadmap.yaml:4:20 there is no file `two.yaml` beside this one'],
    );
  });

  it('reports what is wrong in the stages also when something is wrong in the list of them', () => {
    const text = stage(leafText('a', '    related: [ghost]\n').replace('beginner', 'easy'));
    const ofStage = [
      'one.yaml:7:5 `level`: expected one of beginner, intermediate, advanced, found "easy"',
      'one.yaml:13:15 there is no topic `ghost` with a checkbox',
    ];
    for (const [headText, problem] of [
      [head.replace('title: Sample', 'titel: Sample'), 'roadmap.yaml:1:1 `title` is missing'],
      [
        head.replace('[one.yaml]', 'one.yaml'),
        'roadmap.yaml:4:1 `stages`: expected a list, found "one.yaml"',
      ],
      [head.replace('id: sample', 'id: [sample'), 'roadmap.yaml:2:1 not valid YAML: '],
      ['', 'roadmap.yaml:1:1 the file is empty'],
    ] as const) {
      const problems = problemsOf(text, headText);
      assert.deepEqual(problems.slice(0, 2), ofStage, headText);
      assert.ok(problems[2]?.startsWith(problem), problems[2]);
    }
  });

  it('checks the tracks also when something else is wrong in the file', () => {
    const headText = withTrack('b', 'a', 'a').replace('    title: Way\n', '');
    assert.deepEqual(problemsOf(two, headText), [
      'roadmap.yaml:6:5 `title` is missing',
      'roadmap.yaml:8:14 `b` needs `a` before it in the track',
      'roadmap.yaml:8:20 `a` is in the track already',
    ]);
  });

  it('checks a stage file that is not listed, says so, and knows its topics', () => {
    const stages = {
      one: stage(leafText('a', '    prerequisites: [b]\n')),
      two: stage(leafText('b').replace('hours: 3', 'hours: none')).replace('id: one', 'id: two'),
      three: 'garbage\n',
    };
    assert.deepEqual(problemsOfStages(stages, head), [
      'roadmap.yaml:4:1 `two.yaml`, `three.yaml` are beside this file and not listed here',
      'three.yaml:1:1 the file: expected a map of keys and values, found "garbage"',
      'two.yaml:8:5 `hours`: expected a number, found "none"',
    ]);
  });

  it('takes an unlisted copy of a stage for one mistake', () => {
    const text = stage(leafText('a') + leafText('b'));
    assert.deepEqual(problemsOfStages({ one: text, copy: text }, head), [
      'roadmap.yaml:4:1 `copy.yaml` is beside this file and not listed here',
    ]);
  });

  it('says that a stage is listed twice, and no more', () => {
    const twice = head.replace('[one.yaml]', '[one.yaml, one.yaml]');
    assert.deepEqual(problemsOf(two, twice), ['roadmap.yaml:4:20 `one.yaml` is listed twice']);
  });

  it('gives a track the hours of its topics', () => {
    const compiled = compile(two, withTrack('a', 'b'));
    assert.ok(compiled.kind === 'compiled');
    assert.equal(compiled.value.tracks?.[0]?.hours, 6);
  });

  it('refuses a track that cannot be walked', () => {
    assert.deepEqual(problemsOf(two, withTrack('b', 'a', 'a', 'one')), [
      'roadmap.yaml:9:14 `b` needs `a` before it in the track',
      'roadmap.yaml:9:20 `a` is in the track already',
      'roadmap.yaml:9:23 there is no topic `one` with a checkbox',
    ]);
  });

  it('asks a track once for what several of its topics need', () => {
    const needs = '    prerequisites: [a]\n';
    const text = stage(leafText('a') + leafText('b', needs) + leafText('c', needs));
    assert.deepEqual(problemsOf(text, withTrack('b', 'c')), [
      'roadmap.yaml:9:14 `b` needs `a` before it in the track',
    ]);
  });

  it('does not ask a track for a prerequisite that leads nowhere', () => {
    const text = stage(leafText('a', '    prerequisites: [ghost]\n'));
    assert.deepEqual(problemsOf(text, withTrack('a')), [
      'one.yaml:13:21 there is no topic `ghost` with a checkbox',
    ]);
  });
});
