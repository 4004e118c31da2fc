import assert from 'node:assert/strict';
import { thicknessOf } from '../../../src/build/thickness.ts';
import { leaf } from '../samples.ts';

describe('how much there is to a topic', () => {
  const thick = leaf('thick', {
    summary: 'Two words.',
    why: 'Three more words.',
    outcomes: ['Do it', 'Do it again'],
    sections: [{ title: 'Not counted', text: 'One', items: ['two', 'three four'] }],
    questions: [
      { ask: 'Why so?', answer: 'Because.', wrong: ['No idea'], because: 'It is  so', depth: 'core' },
    ],
    projects: [{ id: 'toolbox', title: 'Toolbox', level: 'beginner', hours: 5 }],
  });

  it('is its words, outcomes, resources by kind, questions and projects', () => {
    assert.deepEqual(thicknessOf([thick]), [
      {
        ...{ topic: 'thick', words: 22, outcomes: 2, resources: 'book 1, course 1' },
        ...{ questions: 1, projects: 1 },
      },
    ]);
  });

  it('shows the thinnest topic last', () => {
    const thin = leaf('thin', { summary: 'One.', resources: [] });
    assert.deepEqual(
      thicknessOf([thin, thick]).map(({ topic, words, resources }) => [topic, words, resources]),
      [
        ['thick', 22, 'book 1, course 1'],
        ['thin', 1, ''],
      ],
    );
  });
});
