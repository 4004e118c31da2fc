import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkTopics } from '../../../src/roadmap/check.ts';
import { parseYaml } from '../../../src/roadmap/parse.ts';
import { readableTopics } from '../../../src/roadmap/readable.ts';
import { groupSchema } from '../../../src/roadmap/schema.ts';

/** What is said of topics `t0`, `t1`… when each needs those of the others that stand in its list. */
function circlesOf(needed: readonly (readonly number[])[]): string[] {
  const topics = needed.map((numbers, number) => ({
    id: `t${number}`,
    prerequisites: numbers.map((other) => `t${other}`),
  }));
  // JSON is YAML, and much faster to write.
  const text = JSON.stringify({ id: 'stage', topics });
  const stage = parseYaml({ path: 'stage.yaml', text }, groupSchema);
  const known = { projects: new Map(), otherProjects: new Set<string>(), complete: true };
  return checkTopics(readableTopics(stage), known).map(({ message }) => message);
}

describe('prerequisites', () => {
  it('are followed as far as they go', () => {
    const chain = Array.from({ length: 10_000 }, (_, number) => [number + 1]);
    assert.deepEqual(circlesOf([...chain, []]), []);
    const [circle = '', ...more] = circlesOf([...chain, [0]]);
    assert.match(circle, /^prerequisites go in a circle: t0 → t1 → .* → t10000 → t0$/);
    assert.deepEqual(more, []);
  }).timeout(20_000);

  it('go in no circle while each looks back, and in one when the first needs the last', () => {
    const back = fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 2, maxLength: 12 })
      .map((lists) => lists.map((list, number) => (number === 0 ? [] : list.map((other) => other % number))));
    fc.assert(
      fc.property(back, (needed) => {
        assert.deepEqual(circlesOf(needed), []);
        const closed = needed.map((list, number) =>
          number === 0 ? [needed.length - 1] : [...list, number - 1],
        );
        assert.ok(circlesOf(closed).length > 0);
      }),
    );
  });
});
