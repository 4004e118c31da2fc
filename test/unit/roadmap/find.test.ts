import assert from 'node:assert/strict';
import { findTopics } from '../../../src/roadmap/find.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { leaf, sampleOutline } from '../samples.ts';

const outline = sampleOutline();
const found = (query: string) => findTopics(outline, query).map(({ topic }) => topic.id);

describe('finding a topic', () => {
  it('offers everything before anything is typed, in the roadmap’s order', () => {
    assert.deepEqual(found(''), ['basics', 'math', 'algebra', 'calculus', 'coding', 'models', 'training']);
  });

  it('goes by words of the title in any order, by other names, and by outcomes', () => {
    const own = outlineOf({
      id: 'r',
      title: 'R',
      summary: '',
      topics: [
        leaf('a', { title: 'Deep nets', outcomes: ['Derive the softmax gradient by hand'] }),
        leaf('b', { title: 'Softmax regression', aliases: ['multinomial logit'] }),
      ],
    });
    const ids = (query: string) => findTopics(own, query).map(({ topic }) => topic.id);
    assert.deepEqual(ids('softmax'), ['b', 'a'], 'a title before an outcome');
    assert.deepEqual(ids('regression softmax'), ['b']);
    assert.equal(findTopics(own, 'logit')[0]?.where, 'multinomial logit');
    assert.equal(findTopics(own, 'gradient hand')[0]?.where, 'Derive the softmax gradient by hand');
    assert.deepEqual(findTopics(own, 'deep softmax')[0]?.where, 'deep, softmax', 'a word here, a word there');
  });

  it('puts a title that begins with the word before one that has it inside', () => {
    const topics = ['Graph nets', 'Neural graphs', 'Nets'].map((title, index) =>
      leaf(`t${index}`, { title }),
    );
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics });
    assert.deepEqual(
      findTopics(own, 'net').map(({ topic }) => topic.title),
      ['Nets', 'Graph nets'],
    );
  });

  it('does not mind case and accents', () => {
    assert.deepEqual(found('ALGÈBRA'), ['algebra']);
    assert.deepEqual(found('linalg'), ['algebra']);
  });

  it('does not mind what is marked as code, and tells it without the marks', () => {
    const topics = [leaf('a', { outcomes: ['Match `np.linalg.eigh` up to the sign'] })];
    const own = outlineOf({ id: 'r', title: 'R', summary: '', topics });
    assert.equal(findTopics(own, 'match eigh')[0]?.where, 'Match np.linalg.eigh up to the sign');
  });

  it('finds nothing where nothing is', () => assert.deepEqual(found('zebra'), []));
});
