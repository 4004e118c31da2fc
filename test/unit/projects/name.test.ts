import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { freeName, packageNameFor, problemWithFolderName } from '../../../src/projects/name.ts';

describe('the name of a new folder', () => {
  for (const name of [
    'linalg-lab',
    'My Lab 2',
    'лаба',
    '線形代数',
    'a'.repeat(255),
    'con-artist',
    'prn lab.txt',
    '❤️ lab',
    'v1.2',
  ]) {
    it(`may be ${name.slice(0, 20)}`, () => assert.equal(problemWithFolderName(name), undefined));
  }

  const refused: Readonly<Record<string, RegExp>> = {
    '': /Type a name/,
    ' lab': /space/,
    'lab ': /space/,
    'lab\u3000': /space/,
    '.': /“\.”/,
    '..': /“\.”/,
    '.hidden': /“\.”/,
    'lab.': /end with “\.”/,
    '-rf': /“-”/,
    'a/b': /“\/”/,
    '../x': /“\/”/,
    '..\\x': /“\\”/,
    'C:x': /“:”/,
    'what?': /“\?”/,
    'a|b': /“\|”/,
    'a"b': /“"”/,
    'a\u0000b': /U\+0000/,
    'a\nb': /U\+000A/,
    'a\u202eb': /U\+202E/,
    'a\u200bb': /U\+200B/,
    'a\u3164b': /invisible character U\+3164/,
    'a\u2800b': /invisible character U\+2800/,
    'a\u180eb': /invisible character U\+180E/,
    'a\u{e0001}b': /invisible character U\+E0001/,
    'a\u115fb': /invisible character U\+115F/,
    'a\uffa0b': /invisible character U\+FFA0/,
    CON: /device/,
    'PRN .txt': /device/,
    'nul  .tar.gz': /device/,
    [`1${'a'.repeat(253)}`]: /package .* 256 bytes/,
    ['㎯'.repeat(80)]: /package .* 480 bytes/,
    'aux.txt': /device/,
    com1: /device/,
    'LPT¹': /device/,
    'a\ud800': /half a character/,
    ['😀'.repeat(64)]: /256 bytes/,
  };
  for (const [name, reason] of Object.entries(refused)) {
    it(`may not be ${JSON.stringify(name.slice(0, 12))}, and says why`, () => {
      assert.match(problemWithFolderName(name) ?? '', reason);
    });
  }

  it('that passes never leads out of the folder it is made in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        if (problemWithFolderName(name)) return;
        assert.doesNotMatch(name, /[/\\\0]/);
        assert.ok(name !== '.' && name !== '..' && name !== '');
      }),
      { numRuns: 2000 },
    );
  });

  it('that is taken leads to a free one, whatever its case', () => {
    assert.equal(freeName('lab', []), 'lab');
    assert.equal(freeName('lab', ['LAB', 'lab-2']), 'lab-3');
    assert.equal(freeName('é', ['e\u0301']), 'é-2');
  });
});

describe('the name of the package', () => {
  const cases: Readonly<Record<string, string>> = {
    'linalg-lab': 'linalg_lab',
    'My Lab!': 'my_lab',
    '1abc': 'p_1abc',
    class: 'class_practice',
    match: 'match_practice',
    random: 'random_practice',
    NumPy: 'numpy_practice',
    test: 'test_practice',
    Übung: 'ubung',
    線形: 'fall_back',
  };
  for (const [folder, name] of Object.entries(cases)) {
    it(`${folder} → ${name}`, () => assert.equal(packageNameFor(folder, 'fall-back'), name));
  }

  it('is always one that Python can import', () => {
    fc.assert(
      fc.property(fc.string(), (folder) => {
        assert.match(packageNameFor(folder, 'fall-back'), /^[a-z][a-z0-9_]*$/);
      }),
    );
  });
});
