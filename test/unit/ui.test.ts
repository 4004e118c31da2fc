import assert from 'node:assert/strict';
import { parseRowKey, type RowKey, rowKey } from '../../src/rowKey.ts';
import { withoutLinks } from '../../src/ui.ts';
import { durationText, resourceText } from '../../src/words.ts';

describe('what is shown', () => {
  it('a message never carries a link that runs a command', () => {
    const message = withoutLinks('No topic “[free](command:evil.run)” and [a](b)(c)](d)');
    assert.doesNotMatch(message, /\]\(/);
    assert.match(message, /free/);
  });

  it('a resource tells its language by name, when it is not in English', () => {
    const resource = { title: '', url: '', by: '', kind: 'course', access: 'free', minutes: 600 } as const;
    assert.equal(resourceText(resource), 'course · free · 10 h');
    assert.equal(resourceText({ ...resource, language: 'de' }), 'course · free · 10 h · in German');
  });

  it('durations read like a person says them', () => {
    assert.deepEqual([5, 60, 90, 120, 599, 600, 645].map(durationText), [
      '5 min',
      '1 h',
      '1 h 30 min',
      '2 h',
      '9 h 59 min',
      '10 h',
      '11 h',
    ]);
  });
});

describe('row keys', () => {
  const rows: RowKey[] = [
    { kind: 'topic', topicId: 'linear-algebra' },
    { kind: 'resource', topicId: 'python', url: 'https://x.org/a#b/c#project:d?e=%2F' },
    { kind: 'project', topicId: 'python', projectId: 'linalg-lab' },
  ];

  it('come back as they went in', () => {
    for (const row of rows) assert.deepEqual(parseRowKey(rowKey('ml', row)), row);
  });

  it('of a topic are `<roadmapId>/<topicId>`', () => {
    assert.equal(rowKey('ml', { kind: 'topic', topicId: 'python' }), 'ml/python');
  });

  it('a bare topic id is read as that topic', () => {
    assert.deepEqual(parseRowKey('python'), { kind: 'topic', topicId: 'python' });
  });
});
