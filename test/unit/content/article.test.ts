import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGroup, type Topic } from '../../../src/roadmap/model.ts';
import { bundledRoadmap } from './bundled.ts';

interface Article {
  readonly title: string;
  readonly author: string;
  readonly published: string;
  /** Each list item under its headings, in order. */
  readonly items: readonly (readonly string[])[];
}

const article: Article = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/article.json'), 'utf8'),
);

describe('the roadmap is all of the article', () => {
  it('has every list item, under its headings, in the article’s order and words', () => {
    const paths = (topics: readonly Topic[], above: readonly string[]): string[][] =>
      topics.flatMap((topic) =>
        isGroup(topic) ? paths(topic.topics, [...above, topic.title]) : [[...above, topic.title]],
      );
    assert.equal(article.items.length, 78);
    assert.deepEqual(paths(bundledRoadmap.topics, []), article.items);
  });

  it('names its source', () => {
    const { title, author, published } = article;
    assert.deepEqual(bundledRoadmap.source, { title, author, published });
  });
});
