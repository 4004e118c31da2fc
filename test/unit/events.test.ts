import assert from 'node:assert/strict';
import { UserError } from '../../src/errors.ts';
import { Emitter } from '../../src/events.ts';

describe('an event', () => {
  it('is heard by everybody who listens, until they stop', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ['first 1', 'second 1', 'second 2']);
  });

  it('is not heard by who begins to listen because of it', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => emitter.event((value) => heard.push(value)));
    emitter.fire(1);
    assert.deepEqual(heard, []);
    emitter.fire(2);
    assert.deepEqual(heard, [2]);
  });

  it('reaches every listener, also those after one that throws, and the one who fired hears of it', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>();
    emitter.event(() => {
      throw new Error('no page');
    });
    emitter.event((value) => heard.push(value));
    assert.throws(() => emitter.fire(7), /no page/);
    assert.deepEqual(heard, [7]);
  });
});

describe('a failure the learner can act on', () => {
  it('is known by its name, also from another bundle, and no other error is one', () => {
    class UserErrorOfAnotherBundle extends Error {
      override readonly name = 'UserError';
    }
    assert.ok(UserError.is(new UserError('Do this.')));
    assert.ok(UserError.is(new UserErrorOfAnotherBundle('Do that.')));
    for (const other of [new Error('x'), new TypeError('x'), 'UserError', undefined]) {
      assert.equal(UserError.is(other), false);
    }
  });
});
