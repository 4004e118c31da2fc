import assert from 'node:assert/strict';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { readPageMessage } from '../../../src/views/pageMessage.ts';
import { pageHtml, topicHtml } from '../../../src/views/topicHtml.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();

describe('the topic page', () => {
  it('shows what the model says', () => {
    const topic = outline.topic('calculus');
    assert.ok(topic);
    const html = topicHtml({ outline, topic, status: 'in-progress', statusOf: () => 'done' });
    for (const text of [
      'Basics › Math',
      '<h1>Calculus</h1>',
      'in progress',
      'About calculus.',
      'calculus book',
      'free · 1 h 30 min',
    ]) {
      assert.ok(html.includes(text), text);
    }
    assert.match(html, /<h2>First<\/h2>\s*<ul><li><button class="link" data-topic="algebra">Algebra/);
    assert.match(html, /<h2>This unlocks<\/h2>\s*<ul><li><button class="link" data-topic="training">/);
  });

  it('lets nothing of a roadmap become markup', () => {
    const nasty = `</script><img src=x onerror="a()">'&`;
    const topic = leaf('a', {
      title: nasty,
      summary: nasty,
      why: nasty,
      outcomes: [nasty],
      questions: [{ ask: nasty, answer: nasty, wrong: [`${nasty}!`], because: nasty, depth: 'core' }],
      sections: [{ title: nasty, text: nasty, items: [nasty] }],
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
    const html = topicHtml({ outline: evil, topic, status: 'done', statusOf: () => 'done' });
    assert.doesNotMatch(html, /<img|<\/script|onerror="|"onclick=/);
    assert.ok(html.includes('&#60;img'));
  });

  it('comes with a policy that lets only our own files in', () => {
    const html = pageHtml('T', '', {
      cspSource: 'https://x',
      nonce: 'n0nce',
      stylesheet: 's.css',
      script: 's.js',
    });
    assert.match(html, /default-src &#39;none&#39;; style-src https:\/\/x; script-src &#39;nonce-n0nce&#39;/);
    assert.doesNotMatch(html, /unsafe|<style|style="/);
  });
});

describe('messages from the topic page', () => {
  const read = (message: unknown, topicId = 'coding') => readPageMessage(outline, topicId, message);

  it('may ask for any topic of the roadmap', () => {
    assert.deepEqual(read({ topic: 'training' }), { kind: 'topic', topicId: 'training' });
  });

  it('may ask for links and projects of the topic that is shown', () => {
    assert.deepEqual(read({ url: 'https://example.org/coding%2Fc' }), {
      kind: 'link',
      url: 'https://example.org/coding%2Fc',
    });
    assert.deepEqual(read({ project: 'toolbox' }), { kind: 'project', projectId: 'toolbox' });
  });

  for (const forged of [
    undefined,
    null,
    'topic',
    7,
    [],
    {},
    { topic: 'ghost' },
    { topic: ['training'] },
    { topic: '__proto__' },
    { url: 'https://example.org/algebra' },
    { url: 'command:workbench.action.quit' },
    { url: 'javascript:alert(1)' },
    { project: '../../etc' },
    { command: 'mlRoadmap.resetProgress' },
  ]) {
    it(`ignores ${JSON.stringify(forged)}`, () => assert.equal(read(forged), undefined));
  }

  it('of a group’s page have no links to ask for', () => {
    assert.equal(read({ url: 'https://example.org/coding' }, 'basics'), undefined);
  });
});
