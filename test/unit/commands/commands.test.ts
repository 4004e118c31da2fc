import assert from 'node:assert/strict';
import { commandBodies } from '../../../src/commands/all.ts';
import { chooseTrack } from '../../../src/commands/chooseTrack.ts';
import { clearFilter, filterTopics } from '../../../src/commands/filterTopics.ts';
import { groupProjects } from '../../../src/commands/groupProjects.ts';
import { mark } from '../../../src/commands/mark.ts';
import { openNotes } from '../../../src/commands/openNotes.ts';
import { openResource } from '../../../src/commands/openResource.ts';
import { goToTopic, openNextTopic, openTopic } from '../../../src/commands/openTopic.ts';
import { COMMANDS, FOCUSED_ROW } from '../../../src/manifest.ts';
import { noFilter } from '../../../src/progress/filter.ts';
import { outlineOf } from '../../../src/roadmap/outline.ts';
import { leaf, sampleRoadmap } from '../samples.ts';
import { type Answers, testContext } from './testContext.ts';

const track = { id: 'short', title: 'Short way', summary: '', topics: ['coding'], hours: 2 };

/** The same with a track in the roadmap. */
function withTrack(answers: Answers, tracks = [track]) {
  const outline = outlineOf({ ...sampleRoadmap, tracks });
  const { context, ...rest } = testContext(answers);
  const library = { ...context.library, load: async () => outline };
  return { context: { ...context, library }, ...rest };
}

describe('opening a page', () => {
  it('fails when the page does, so that the learner is told', async () => {
    const { context, done } = testContext({ pageFailure: new Error('no layout') });
    await assert.rejects(commandBodies[COMMANDS.showMap](context), /no layout/);
    assert.deepEqual(done, ['page of map']);
  });
});

describe('opening a topic', () => {
  it('asks which one from the palette', async () => {
    const { context, done } = testContext({ picks: ['Calculus'] });
    await openTopic(context);
    assert.deepEqual(done, ['page calculus']);
  });

  it('takes a row of the tree, a topic id, or a group', async () => {
    const { context, done } = testContext();
    await openTopic(context, 'sample/calculus');
    await openTopic(context, 'calculus');
    await openTopic(context, 'sample/math');
    assert.deepEqual(done, ['page calculus', 'page calculus', 'page math']);
  });

  it('says which topic does not exist', async () => {
    const { context, done } = testContext();
    await assert.rejects(openTopic(context, 'ghost'), /no topic “ghost” in Sample Roadmap/);
    for (const nonsense of [{}, 7, ['calculus'], { id: 'calculus' }]) {
      await assert.rejects(openTopic(context, nonsense), /takes the id of a topic/);
    }
    assert.deepEqual(done, []);
  });

  it('goes to a topic that other words find too', async () => {
    const { context, done, asked } = testContext({ picks: ['linalg'] });
    await goToTopic(context);
    assert.deepEqual(done, ['row algebra']);
    const item = asked[0]?.find(({ label }) => label === 'Algebra');
    assert.match(item?.detail ?? '', /Basics › Math.*linalg/);
  });

  it('opens the next topic, and says when nothing is left', async () => {
    const { context, done, marks } = testContext();
    await openNextTopic(context);
    assert.deepEqual(done.splice(0), ['row algebra', 'page algebra']);
    for (const id of ['algebra', 'calculus', 'coding', 'training']) marks.set(id, 'done');
    await openNextTopic(context);
    assert.match(done[0] ?? '', /Nothing is left/);
  });
});

describe('a command from a keybinding without an argument', () => {
  it('asks, as it does from the palette', async () => {
    const { context, done } = testContext({ picks: ['Calculus'] });
    await openTopic(context, null);
    assert.deepEqual(done, ['page calculus']);
  });
});

describe('opening a resource', () => {
  it('opens it at once from its row, exactly as it is written', async () => {
    const { context, done } = testContext();
    await openResource(context, 'sample/algebra#resource:https://example.org/algebra%2Fc');
    assert.deepEqual(done, ['link https://example.org/algebra%2Fc']);
  });

  it('asks for topic and resource from the palette, with kind, price and time', async () => {
    const { context, done, asked } = testContext({ picks: ['Algebra', 'algebra course'] });
    await openResource(context);
    assert.deepEqual(done, ['link https://example.org/algebra%2Fc']);
    assert.equal(asked[1]?.[1]?.description, 'course · paid · 10 h');
  });

  it('tells why this one, without the marks of code', async () => {
    const [resource] = leaf('a').resources;
    assert.ok(resource);
    const topic = leaf('algebra', { resources: [{ ...resource, note: 'See `f`.' }] });
    const { context, asked } = testContext({ picks: [undefined] });
    const library = {
      ...context.library,
      load: async () => outlineOf({ ...sampleRoadmap, topics: [topic] }),
    };
    await openResource({ ...context, library }, 'sample/algebra');
    assert.match(asked[0]?.[0]?.detail ?? '', /· See f\.$/);
  });

  it('opens no address that the roadmap does not list', async () => {
    const { context, done } = testContext();
    for (const url of ['https://evil.example', 'command:evil', 'javascript:1']) {
      await assert.rejects(openResource(context, `sample/algebra#resource:${url}`), /lists no such resource/);
    }
    assert.deepEqual(done, []);
  });

  it('does nothing on Escape', async () => {
    const { context, done } = testContext({ picks: [undefined] });
    await openResource(context);
    assert.deepEqual(done, []);
  });
});

describe('marking a topic', () => {
  it('takes a row, and says nothing about what one sees', async () => {
    const { context, done, marks } = testContext();
    await mark('skipped')(context, 'sample/calculus');
    assert.equal(marks.get('calculus'), 'skipped');
    assert.deepEqual(done, []);
  });

  it('offers only topics that are not in that state', async () => {
    const { context, done, marks, asked } = testContext({ picks: ['Calculus'] });
    marks.set('algebra', 'done');
    await mark('done')(context);
    assert.deepEqual(
      asked[0]?.map(({ label }) => label),
      ['Calculus', 'Coding', 'Training'],
    );
    assert.equal(marks.get('calculus'), 'done');
    assert.deepEqual(done, ['mentioned Calculus: done'], 'because the tree may be out of sight');
  });

  it('says so when there is none', async () => {
    const { context, done } = testContext();
    await mark('not-started')(context);
    assert.deepEqual(done, ['info: Every topic is not started already.']);
  });

  it('refuses a group', async () => {
    await assert.rejects(mark('done')(testContext().context, 'math'), /“Math” is a group/);
  });

  it('toggles the focused row with Space, and leaves other rows to the editor', async () => {
    const { context, done, marks } = testContext();
    const focused = (key?: string) => ({ ...context, focusedRow: () => key });
    await mark('done')(focused('sample/algebra'), FOCUSED_ROW);
    assert.equal(marks.get('algebra'), 'done');
    await mark('done')(focused('sample/algebra'), FOCUSED_ROW);
    assert.equal(marks.get('algebra'), 'not-started');
    assert.deepEqual(done, ['row algebra', 'row algebra']);
    done.length = 0;
    for (const key of ['sample/math', 'sample/coding#project:toolbox', undefined]) {
      await mark('done')(focused(key), FOCUSED_ROW);
    }
    assert.deepEqual(done, ['expanded', 'expanded', 'expanded']);
  });
});

describe('marking many topics', () => {
  it('takes all selected rows, and only those that have a state', async () => {
    const { context, marks } = testContext();
    const rows = ['sample/algebra', 'sample/math', 'sample/coding', 'sample/coding#project:toolbox', 7];
    await mark('skipped')(context, 'sample/algebra', rows);
    assert.deepEqual(
      [...marks],
      [
        ['algebra', 'skipped'],
        ['coding', 'skipped'],
      ],
    );
  });
});

describe('filtering topics', () => {
  it('takes any number of facets, and words', async () => {
    const { context, filter } = testContext({
      many: ['done', 'beginner', 'Text…'],
      names: ['  chain rule '],
    });
    await filterTopics(context);
    assert.deepEqual(filter(), { ...noFilter, states: ['done'], levels: ['beginner'], text: 'chain rule' });
    await clearFilter(context);
    assert.deepEqual(filter(), noFilter);
  });

  it('goes by kind and track too, and remembers what was chosen', async () => {
    const { context, asked, filter } = withTrack({ many: ['Short way', 'course', 'done'] });
    await filterTopics(context);
    assert.deepEqual(filter(), { ...noFilter, states: ['done'], kinds: ['course'], tracks: [track] });
    await filterTopics(context);
    const picked = asked[1]?.filter((item) => item.picked).map(({ label }) => label);
    assert.deepEqual(picked, ['done', 'Short way', 'course']);
  });

  it('takes every track that was picked', async () => {
    const long = { ...track, id: 'long', title: 'Long way' };
    const { context, filter } = withTrack({ many: ['Short way', 'Long way'] }, [track, long]);
    await filterTopics(context);
    assert.deepEqual(filter(), { ...noFilter, tracks: [track, long] });
  });

  it('changes nothing on Escape, not even from the question for words', async () => {
    const { context, filter } = testContext();
    await filterTopics(context);
    assert.deepEqual(filter(), noFilter);
    const words = testContext({ many: ['done', 'Text…'], names: [undefined] });
    await filterTopics(words.context);
    assert.deepEqual(words.filter(), noFilter);
  });

  it('leaves the filter cleared that was cleared while words were asked', async () => {
    const { context, filter } = testContext({ many: ['done', 'Text…'] });
    await context.filter.set({ ...noFilter, levels: ['beginner'] });
    const ask = async () => void (await clearFilter(context));
    await filterTopics({ ...context, ui: { ...context.ui, ask } });
    assert.deepEqual(filter(), noFilter);
  });

  it('goes on when the tree cannot follow a word that is still typed', async () => {
    const { context, filter } = testContext({ many: ['Text…'], names: ['chain'] });
    const { set } = context.filter;
    let isTyping = true;
    const failsOnce: typeof set = async (next) => {
      if (!isTyping) return set(next);
      isTyping = false;
      throw new Error('these rows are gone');
    };
    // A failure that nobody hears of fails this test by itself.
    await filterTopics({ ...context, filter: { ...context.filter, set: failsOnce } });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(filter(), { ...noFilter, text: 'chain' });
  });
});

describe('choosing a track', () => {
  it('shows which one it is, and changes nothing on Escape', async () => {
    const { context, done, asked } = withTrack({ picks: ['Short way', undefined], track: 'short' });
    await chooseTrack(context);
    await chooseTrack(context);
    assert.deepEqual(done, ['track short']);
    assert.deepEqual(
      asked[0]?.map(({ label, icon }) => [label, icon]),
      [
        ['No track', 'circle-large-outline'],
        ['Short way', 'check'],
      ],
    );
  });

  it('decides which topic is next', async () => {
    const { context, done } = withTrack({ track: 'short' });
    await openNextTopic(context);
    assert.deepEqual(done, ['row coding', 'page coding']);
  });

  it('takes one, or none again', async () => {
    const { context, done } = testContext({ picks: ['No track'], track: 'x' });
    await chooseTrack(context);
    assert.deepEqual(done, ['track undefined']);
  });
});

describe('grouping practice projects', () => {
  it('takes one of three ways, and none on Escape', async () => {
    const { context, done } = testContext({ picks: ['By state', undefined] });
    await groupProjects(context);
    await groupProjects(context);
    assert.deepEqual(done, ['grouped by state']);
  });
});

describe('opening notes', () => {
  it('opens the file of the topic', async () => {
    const { context, done } = testContext({ picks: ['Calculus'] });
    await openNotes(context);
    await openNotes(context, 'sample/algebra');
    assert.deepEqual(done, ['file /notes/calculus.md', 'file /notes/algebra.md']);
    await assert.rejects(openNotes(context, '../../etc/passwd'), /no topic/);
  });
});
