import assert from 'node:assert/strict';
import { partKey } from '../../../src/progress/parts.ts';
import type { Mark, Status } from '../../../src/progress/record.ts';
import type { Question, Resource } from '../../../src/roadmap/model.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { escapeHtml, pageHtml } from '../../../src/views/pageHtml.ts';
import { readPageMessage } from '../../../src/views/pageMessage.ts';
import { proseHtml } from '../../../src/views/proseHtml.ts';
import { choicesOf, questionsHtml } from '../../../src/views/questionHtml.ts';
import { afterMessage, firstQuestion, gradeOf } from '../../../src/views/questionView.ts';
import { restoredTopic } from '../../../src/views/restoredTopic.ts';
import { type TopicPage, topicHtml } from '../../../src/views/topicHtml.ts';
import { vanishedHtml } from '../../../src/views/vanishedHtml.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const plain = {
  question: firstQuestion,
  hasNotes: false,
  reached: () => undefined,
  statusOf: (): Status => 'not-started',
  status: 'not-started',
} as const;

function html(topicId: string, parts: Partial<TopicPage> = {}): string {
  const topic = outline.topic(topicId);
  assert.ok(topic);
  return topicHtml({ outline, topic, ...plain, ...parts });
}

describe('the topic page', () => {
  it('shows what the model says', () => {
    const page = html('calculus');
    for (const text of [
      '>Basics</button>',
      '>Calculus</h1>',
      'About calculus.',
      'calculus book',
      'Ann · free · 1\u00a0h 30\u00a0min',
    ]) {
      assert.ok(page.includes(text), text);
    }
    assert.match(
      page,
      /<h2>Before this<\/h2>\s*<ul class="chips"><li><button class="chip not-started"[^>]*>.*?Algebra/,
    );
    assert.match(page, /<h2>This unlocks<\/h2>\s*<ul class="chips"><li><button class="chip[^>]*>.*?Training/);
    assert.match(
      page,
      /aria-label="Previous and next topic".*Previous: <\/span>Algebra.*Next: <\/span>Coding/,
    );
  });

  it('lets all four states be chosen, and shows which one it is', () => {
    const page = html('calculus', { status: 'skipped' });
    assert.equal(page.match(/type="radio" name="status"/g)?.length, 4);
    assert.match(page, /id="status-skipped" checked/);
    assert.doesNotMatch(page, /id="status-done" checked/);
  });

  it('of a group counts the groups in it', () => {
    const statusOf = (id: string): Status => (id === 'algebra' ? 'done' : 'not-started');
    assert.match(
      html('basics', { statusOf }),
      /class="chip in-progress" id="in-math".*?>Math<span class="hidden">, <\/span> <span class="quiet">1\/2<\/span><\/button>/,
    );
  });

  it('says since when a topic is done or skipped, and what showed it', () => {
    const at = '2026-11-28T12:00:00';
    const said = (parts: Partial<Mark>) =>
      /<\/fieldset>\n<p class="quiet">(.*?)<\/p>\n<p class="summary">/.exec(
        html('calculus', { mark: { status: 'done', at, seq: 1, writer: 'w', ...parts } }),
      )?.[1];
    assert.equal(said({}), 'Done since November 28, 2026');
    assert.equal(said({ status: 'skipped' }), 'Skipped since November 28, 2026');
    const evidence = { project: 'linalg-lab', folder: '<b>lab', milestones: 6, testsEdited: false };
    const since = 'Done since November 28, 2026, when all 6 milestones of “&#60;b&#62;lab” passed';
    assert.equal(said({ evidence }), since);
    assert.equal(said({ evidence: { ...evidence, testsEdited: true } }), `${since}, with edited tests`);
    for (const strange of [{ milestones: '6', folder: 'a' }, { milestones: 6 }, 'yes', null]) {
      assert.equal(said({ evidence: strange }), 'Done since November 28, 2026');
    }
    assert.equal(said({ status: 'in-progress' }), undefined);
    assert.equal(said({ status: 'not-started' }), undefined);
    assert.equal(said({ at: 'yesterday' }), undefined);
    assert.doesNotMatch(html('calculus'), / since /);
  });

  it('says states in words and shapes beside their colors', () => {
    const page = html('calculus', { statusOf: () => 'done' });
    assert.match(
      page,
      /<svg class="state done"[^>]*aria-hidden="true">.*Algebra<span class="hidden">, done<\/span>/,
    );
  });

  it('remembers outcomes that are reached and resources that were read', () => {
    const topic = leaf('a', { outcomes: ['Write it', 'Test it'] });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [topic] });
    const ticked = new Set([
      partKey('a', 'outcome', 'Test it'),
      partKey('a', 'read', 'https://example.org/a'),
    ]);
    const page = topicHtml({
      outline: own,
      topic,
      ...plain,
      statusOf: (key) => (ticked.has(key) ? 'done' : 'not-started'),
    });
    assert.match(page, /1 of 2/);
    assert.match(page, /id="outcome-1" checked/);
    assert.doesNotMatch(page, /id="outcome-0" checked/);
    assert.match(page, /id="read-0" aria-label="Read: a book" checked/);
  });

  it('remembers an outcome that its author reworded', () => {
    const topic = leaf('a', {
      outcomes: ['Test it well'],
      reworded: [{ was: 'Test it', now: 'Test it well' }],
    });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [topic] });
    const key = partKey('a', 'outcome', 'Test it');
    const statusOf = (id: string): Status => (id === key ? 'done' : 'not-started');
    assert.match(topicHtml({ outline: own, topic, ...plain, statusOf }), /id="outcome-0" checked/);
    assert.deepEqual(readPageMessage(own, 'a', { kind: 'outcome', index: 0, checked: false }), {
      kind: 'part',
      key,
      checked: false,
    });
  });

  it('groups resources by kind, and tells who made them and what they cost', () => {
    assert.match(html('calculus'), /<h3>.* Book<\/h3>.*<h3>.* Course<\/h3>.*Bo · paid · 10\u00a0h/s);
  });

  it('starts a project, and opens one that was started', () => {
    assert.match(html('coding'), /Toolbox.*>Start<\/button>/s);
    const started = html('coding', { reached: () => '2/5' });
    assert.match(started, /2\/5 · beginner · 5 h.*>Open<\/button>.*>Start again<\/button>/s);
  });

  it('names its project buttons by what they start, beginning with the words that are seen', () => {
    assert.match(html('coding'), /aria-label="Start Toolbox"[^>]*>Start</);
    const started = html('coding', { reached: () => '2/5' });
    assert.match(
      started,
      /aria-label="Open Toolbox"[^>]*>Open<.*aria-label="Start again: Toolbox"[^>]*>Start again</s,
    );
  });

  it('says the state of another topic once', () => {
    assert.doesNotMatch(html('calculus'), /<button class="chip[^>]*title=/);
  });

  it('has an id of its own for everything that sends, also where a topic or a link stands twice', () => {
    const url = 'https://example.org/a';
    const project = { id: 'toolbox', title: 'Toolbox', level: 'beginner', hours: 5 } as const;
    const topics = [
      leaf('a', {
        related: ['b'],
        projects: [project],
        sections: [
          { title: 'S', sources: [url] },
          { title: 'T', sources: [url] },
        ],
      }),
      leaf('b', { prerequisites: ['a'] }),
    ];
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics });
    const page = topics.map((topic) => topicHtml({ outline: own, topic, ...plain, reached: () => '2/5' }));
    for (const one of [...page, html('math'), html('basics')]) {
      const ids = [...one.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join(' '));
      for (const [tag] of one.matchAll(/<[^>]* data-send="[^>]*>/g)) assert.match(tag, / id="/);
    }
  });

  it('comes back after a reload, and opens at the first topic when its state is of another version', () => {
    assert.equal(restoredTopic(outline, { topicId: 'coding' }), 'coding');
    assert.equal(restoredTopic(outline, { topicId: 'gone' }), 'gone', 'its page says what happened to it');
    for (const state of [undefined, null, 'coding', { topic: 'coding' }, { topicId: 7 }, { version: 9 }]) {
      assert.equal(restoredTopic(outline, state), 'algebra', JSON.stringify(state));
    }
  });

  it('tells whether there are notes', () => {
    assert.match(html('coding'), /Write notes/);
    assert.match(html('coding', { hasNotes: true }), /Open your notes/);
  });

  it('names its sources so that two pages of one host can be told apart', () => {
    const sources = [
      'https://arxiv.org/abs/1706.03762',
      'https://www.example.org/2026/07/a-very-long-address/the-end-that-matters',
      'https://example.org/',
    ];
    const topic = leaf('a', { sections: [{ title: 'Facts', text: 'Known.', sources }] });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [topic] });
    const page = topicHtml({ outline: own, topic, ...plain });
    for (const name of ['arxiv.org/abs/1706.03762', 'example.org/…/the-end-that-matters', 'example.org']) {
      assert.ok(page.includes(`>${name}</button>`), name);
    }
  });

  it('names two sources that end alike by as much as tells them apart', () => {
    const sources = ['key-questions-on-energy-and-ai', 'energy-and-ai'].map(
      (report) => `https://www.iea.org/reports/${report}/executive-summary`,
    );
    const topic = leaf('a', { sections: [{ title: 'Facts', text: 'Known.', sources }] });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [topic] });
    const page = topicHtml({ outline: own, topic, ...plain });
    const names = [...page.matchAll(/id="source-0-\d"[^>]*>([^<]*)</g)].map(([, name]) => name);
    assert.deepEqual(names, [
      'iea.org/…/key-questions-on-energy-and-ai/executive-summary',
      'iea.org/…/energy-and-ai/executive-summary',
    ]);
  });

  it('names what is related, and leaves out what has nothing to name', () => {
    const topics = [leaf('a', { related: ['b'] }), leaf('b')];
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics });
    const [a, b] = topics.map((topic) => topicHtml({ outline: own, topic, ...plain }));
    assert.match(a ?? '', /<h2>Related<\/h2>\s*<ul class="chips"><li><button class="chip[^>]*>.*?B/);
    assert.doesNotMatch(b ?? '', /Related|Before this|This unlocks/);
  });

  it('of a group lists what is in it', () => {
    assert.match(html('math'), /<h2>Topics<\/h2>.*Algebra.*Calculus/s);
  });

  it('of a group says how much of it is done, and how long it takes', () => {
    assert.match(html('math'), /<p class="quiet">0 of 2 topics done · 4 h<\/p>/);
    const statusOf = (id: string): Status => (id === 'coding' ? 'done' : 'not-started');
    assert.match(html('basics', { statusOf }), /<p class="quiet">1 of 3 topics done · 6 h<\/p>/);
  });

  it('lets nothing of a roadmap become markup', () => {
    const nasty = `</script><img src=x onerror="a()">'&`;
    const topic = leaf('a', {
      title: nasty,
      summary: nasty,
      why: nasty,
      outcomes: [nasty],
      questions: [{ ask: nasty, answer: nasty, wrong: [`${nasty}!`], because: nasty, depth: 'core' }],
      sections: [{ title: nasty, text: nasty, items: [nasty], sources: ['https://a.org/"onclick="x'] }],
      projects: [{ id: nasty, title: nasty, level: 'beginner', hours: 1 }],
      resources: [
        {
          title: nasty,
          url: 'https://a.org/"onclick="x',
          kind: 'book',
          by: nasty,
          access: 'free',
          minutes: 1,
          note: nasty,
        },
      ],
    });
    const evil = outlineOf({ id: 'e', title: nasty, summary: '', topics: [topic] });
    const view = { ...firstQuestion, revealed: true };
    const page = topicHtml({ outline: evil, topic, ...plain, question: view, reached: () => nasty });
    assert.doesNotMatch(page, /<img|<\/script|onerror="|"onclick=/);
    assert.ok(page.includes('&#60;img'));
    assert.doesNotMatch(vanishedHtml(evil, nasty), /<img/);
  });

  it('shows as code what stands between backticks, wherever an author may write', () => {
    const written = leaf('algebra', {
      summary: 'See `a < b`.',
      why: 'Why `1 % 2`.',
      outcomes: ['Call `f()`'],
      sections: [{ title: 'Traps', text: 'In `text`.', items: ['An `item`'] }],
      resources: [{ ...leaf('a').resources[0], note: 'The `note`.' } as Resource],
      questions: [
        { ask: 'Is `ask` code?', answer: '`yes`', wrong: ['`no`'], because: 'So `it` is.', depth: 'core' },
      ],
    });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [written] });
    const page = topicHtml({
      ...plain,
      outline: own,
      topic: written,
      question: { ...firstQuestion, revealed: true },
    });
    const code = [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, text]) => text);
    assert.deepEqual(
      [...new Set(code)].sort(),
      ['a &#60; b', '1 % 2', 'f()', 'text', 'item', 'note', 'ask', 'yes', 'no', 'it'].sort(),
    );
    assert.doesNotMatch(page, /`/);
  });

  it('keeps a backtick that has no other', () => assert.equal(proseHtml('a ` b'), 'a ` b'));

  it('does not tear a number from its unit', () => {
    assert.equal(proseHtml('5 % of 20 min, 3 h a day'), '5\u00a0% of 20\u00a0min, 3\u00a0h a day');
    assert.equal(proseHtml('5 misses'), '5 misses');
    assert.equal(proseHtml('to 1e-5'), 'to 1e-\u20605', 'nor a number from its exponent');
  });

  it('comes with a policy that lets only our own files in', () => {
    const page = pageHtml(
      { title: '</title><script>', body: '', state: { topicId: '"><script>' } },
      { cspSource: 'https://x', nonce: 'n0nce', stylesheets: ['s.css'], scripts: ['s.js'] },
    );
    assert.match(
      page,
      /default-src &#39;none&#39;; style-src https:\/\/x;.*script-src &#39;nonce-n0nce&#39;/,
    );
    assert.doesNotMatch(page, /unsafe|<style|style="|<script>/);
    assert.equal(escapeHtml(`&lt;<>"'`), '&#38;lt;&#60;&#62;&#34;&#39;');
  });

  it('says what happened to a topic that the roadmap no longer has', () => {
    const page = vanishedHtml(outline, 'ghost');
    assert.match(page, /no topic called “ghost”.*What you ticked there is kept/s);
    assert.match(page, /Open Algebra/);
    assert.doesNotMatch(page, /notes/);
  });

  it('opens the notes on a topic that the roadmap no longer has', () => {
    const page = vanishedHtml(outline, 'ghost', { hasNotes: true });
    assert.match(page, /so are your notes.*<button[^>]*&#34;notes&#34;[^>]*>Open your notes<\/button>/s);
    const asked = { kind: 'notes' };
    assert.deepEqual(readPageMessage(outline, 'ghost', asked, { hasNotes: true }), asked);
    assert.equal(readPageMessage(outline, 'ghost', asked, { hasNotes: false }), undefined);
    assert.equal(
      readPageMessage(outline, 'ghost', { kind: 'mark', status: 'done' }, { hasNotes: true }),
      undefined,
    );
  });
});

describe('questions on a page', () => {
  const choice: Question = {
    ask: 'Which?',
    answer: 'right',
    wrong: ['one', 'two', 'three'],
    because: 'so',
    depth: 'core',
  };
  const open: Question = { ask: 'How?', answer: 'like this', because: 'so', depth: 'stretch' };

  it('are asked one at a time, with the answer out of sight', () => {
    const page = questionsHtml([choice, open], firstQuestion);
    assert.match(page, /Question 1 of 2/);
    assert.doesNotMatch(page, /How\?|because|I knew it/);
    assert.equal(page.match(/<button class="answer"/g)?.length, 4);
    assert.doesNotMatch(questionsHtml([choice, open], { ...firstQuestion, index: 1 }), /like this/);
  });

  it('show the right choice and mine in words once I chose, and let me say whether I knew', () => {
    const choices = choicesOf(choice);
    const wrong = { ...firstQuestion, revealed: true, chosen: choices.indexOf('one') };
    assert.match(questionsHtml([choice], wrong), /your choice, not right/);
    assert.match(questionsHtml([choice], wrong), /<span>right<\/span> <span class="verdict">right/);
    assert.doesNotMatch(questionsHtml([choice], wrong), /I knew it/);
    const right = { ...wrong, chosen: choices.indexOf('right') };
    assert.match(questionsHtml([choice], right), /your choice, right/);
    assert.match(questionsHtml([choice], right), /I knew it/);
  });

  it('say in the answer, which gets the focus, whether the choice was right', () => {
    const choices = choicesOf(choice);
    const chosen = (text: string) =>
      questionsHtml([choice], { ...firstQuestion, revealed: true, chosen: choices.indexOf(text) });
    assert.match(chosen('one'), /id="answer" tabindex="-1".*Not right\. The answer: right\..*so/);
    assert.match(chosen('right'), /id="answer" tabindex="-1".*>Right\. <.*so/);
  });

  it('end an answer before the reason begins, also where the author set no full stop', () => {
    const revealed = { ...firstQuestion, revealed: true };
    assert.match(questionsHtml([open], revealed), /<strong>like this\.<\/strong> so/);
    const ended = (answer: string) => questionsHtml([{ ...open, answer }], revealed);
    assert.match(ended('About 45.'), /<strong>About 45\.<\/strong>/);
    assert.match(ended('`f()`'), /<strong><code>f\(\)<\/code>\.<\/strong>/);
  });

  it('keep the order of their choices when a part of them is set as code', () => {
    const plainly = choicesOf({ ...choice, ask: 'Is f pure?', wrong: ['one f', 'two', 'three'] });
    const marked = choicesOf({ ...choice, ask: 'Is `f` pure?', wrong: ['one `f`', 'two', 'three'] });
    assert.deepEqual(
      marked.map((text) => text.replaceAll('`', '')),
      plainly,
    );
  });

  it('have their choices in an order that does not give the answer away', () => {
    const places = Array.from({ length: 40 }, (_, index) =>
      choicesOf({ ...choice, ask: `Which ${index}?` }).indexOf('right'),
    );
    assert.equal(new Set(places).size, 4);
    assert.deepEqual(choicesOf(choice), choicesOf(choice));
  });

  it('end with a score and begin again', () => {
    let view = afterMessage(firstQuestion, { kind: 'question', do: 'choose', choice: 0 }, 4);
    view = afterMessage(view, { kind: 'question', do: 'grade', knew: true }, 4);
    view = afterMessage(view, { kind: 'question', do: 'reveal' }, 0);
    view = afterMessage(view, { kind: 'question', do: 'grade', knew: false }, 0);
    assert.match(questionsHtml([choice, open], view), /1 of 2 known.*That was the last question/s);
    assert.deepEqual(afterMessage(view, { kind: 'question', do: 'again' }, 0), firstQuestion);
  });

  it('are graded once: a second click says nothing about the next one', () => {
    const knew = { kind: 'question', do: 'grade', knew: true } as const;
    const revealed = afterMessage(firstQuestion, { kind: 'question', do: 'reveal' }, 0);
    assert.equal(gradeOf(revealed, knew), true);
    assert.equal(gradeOf(revealed, { ...knew, knew: false }), false);
    assert.equal(gradeOf(afterMessage(revealed, knew, 0), knew), undefined);
  });

  it('are not graded before they were revealed, and a choice is made once', () => {
    assert.deepEqual(
      afterMessage(firstQuestion, { kind: 'question', do: 'grade', knew: true }, 4),
      firstQuestion,
    );
    const chosen = afterMessage(firstQuestion, { kind: 'question', do: 'choose', choice: 1 }, 4);
    assert.deepEqual(afterMessage(chosen, { kind: 'question', do: 'choose', choice: 2 }, 4), chosen);
    assert.deepEqual(
      afterMessage(firstQuestion, { kind: 'question', do: 'choose', choice: 9 }, 4),
      firstQuestion,
    );
  });
});

describe('messages from the topic page', () => {
  const read = (message: unknown, topicId = 'coding') => readPageMessage(outline, topicId, message);

  it('may ask for any topic of the roadmap', () => {
    assert.deepEqual(read({ kind: 'topic', topicId: 'training' }), { kind: 'topic', topicId: 'training' });
  });

  it('may ask for what the topic that is shown has', () => {
    const url = 'https://example.org/coding%2Fc';
    assert.deepEqual(read({ kind: 'link', url }), { kind: 'link', url });
    assert.deepEqual(read({ kind: 'start-project', projectId: 'toolbox' }), {
      kind: 'start-project',
      projectId: 'toolbox',
    });
    assert.deepEqual(read({ kind: 'open-project', projectId: 'toolbox' }), {
      kind: 'open-project',
      projectId: 'toolbox',
    });
    assert.deepEqual(read({ kind: 'notes' }), { kind: 'notes' });
    assert.deepEqual(read({ kind: 'question', do: 'reveal' }), { kind: 'question', do: 'reveal' });
    assert.deepEqual(read({ kind: 'question', do: 'again' }), { kind: 'question', do: 'again' });
    assert.deepEqual(read({ kind: 'mark', status: 'skipped' }), { kind: 'mark', status: 'skipped' });
    assert.deepEqual(read({ kind: 'read', index: 1, checked: true }), {
      kind: 'part',
      key: partKey('coding', 'read', url),
      checked: true,
    });
    assert.deepEqual(read({ kind: 'question', do: 'grade', knew: true }), {
      kind: 'question',
      do: 'grade',
      knew: true,
    });
  });

  it('may tick and untick its outcomes and resources, and open what its sections name', () => {
    const source = 'https://example.org/source';
    const topic = leaf('a', {
      outcomes: ['Write it', 'Test it'],
      sections: [{ title: 'S', sources: [source] }],
    });
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics: [topic] });
    for (const checked of [true, false]) {
      assert.deepEqual(readPageMessage(own, 'a', { kind: 'outcome', index: 1, checked }), {
        kind: 'part',
        key: partKey('a', 'outcome', 'Test it'),
        checked,
      });
      assert.deepEqual(readPageMessage(own, 'a', { kind: 'read', index: 0, checked }), {
        kind: 'part',
        key: partKey('a', 'read', 'https://example.org/a'),
        checked,
      });
    }
    assert.deepEqual(readPageMessage(own, 'a', { kind: 'link', url: source }), { kind: 'link', url: source });
  });

  for (const forged of [
    undefined,
    null,
    'topic',
    7,
    [],
    {},
    { kind: 'topic', topicId: 'ghost' },
    { kind: 'topic', topicId: ['training'] },
    { kind: 'topic', topicId: '__proto__' },
    { kind: 'link', url: 'https://example.org/algebra' },
    { kind: 'link', url: 'command:workbench.action.quit' },
    { kind: 'link', url: 'javascript:alert(1)' },
    { kind: 'start-project', projectId: '../../etc' },
    { kind: 'mark', status: 'finished' },
    { kind: 'outcome', index: 0, checked: true },
    { kind: 'read', index: 99, checked: true },
    { kind: 'read', index: 0, checked: 'yes' },
    { kind: 'read', index: '0', checked: true },
    { kind: 'question', do: 'cheat' },
    { kind: 'question', do: 'choose', choice: -1 },
    { command: 'mlRoadmap.resetProgress' },
  ]) {
    it(`ignores ${JSON.stringify(forged)}`, () => assert.equal(read(forged), undefined));
  }

  it('of a group’s page have nothing but topics to ask for', () => {
    assert.equal(read({ kind: 'link', url: 'https://example.org/coding' }, 'basics'), undefined);
    assert.equal(read({ kind: 'mark', status: 'done' }, 'basics'), undefined);
  });
});
