import assert from 'node:assert/strict';
import { isChosen } from '../parts.ts';

const names = ['types', 'unit tests', 'build', 'host tests', 'package', 'ui tests'];
const chosen = (options: Parameters<typeof isChosen>[1]) => names.filter((name) => isChosen(name, options));

describe('the parts of npm test', () => {
  it('all run when nothing is said', () => assert.deepEqual(chosen({}), names));

  it('run alone, with what they work on', () => {
    assert.deepEqual(chosen({ only: 'unit' }), ['unit tests']);
    assert.deepEqual(chosen({ only: 'host' }), ['build', 'host tests']);
    assert.deepEqual(chosen({ only: 'ui' }), ['build', 'package', 'ui tests']);
  });

  it('are left out by a whole word, so that “ui” does not take “build” along', () => {
    assert.deepEqual(
      chosen({ without: 'ui' }),
      names.filter((name) => name !== 'ui tests'),
    );
  });
});
