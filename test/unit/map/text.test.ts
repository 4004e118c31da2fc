import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lanesOf } from '../../../src/map/lanes.ts';
import { textWidth, wrapText } from '../../../src/map/text.ts';

describe('titles on the map', () => {
  it('break between words', () => {
    assert.deepEqual(wrapText('Probability and Statistics', 110, 12, 3), ['Probability and', 'Statistics']);
    assert.deepEqual(
      wrapText('Probability and Statistics', 110, 12, 2),
      ['Probability and', 'Statistics'],
      'whole when it just fits',
    );
  });

  it('break inside a word that is too long, and end in an ellipsis when they are too many lines', () => {
    const lines = wrapText(`${'wide'.repeat(30)} and more`, 100, 12, 2);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /…$/);
  });

  it('never are wider or more lines than they may be, and lose nothing when they fit', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 4 }), (text, most) => {
        const lines = wrapText(text, 130, 12, most);
        assert.ok(lines.length <= most);
        for (const line of lines) assert.ok(textWidth(line, 12) <= 130 || [...line].length <= 2, line);
        const bare = (words: string) => words.replace(/\s/g, '');
        if (!lines.at(-1)?.endsWith('…')) assert.equal(bare(lines.join('')), bare(text));
      }),
    );
  });
});

describe('lanes', () => {
  it('are shared by lines that do not meet, and by no others', () => {
    const spans = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 20 });
    fc.assert(
      fc.property(spans, (pairs) => {
        const named = pairs.map(
          ([one, other], index) =>
            [`n${index}`, { start: Math.min(one, other), end: Math.max(one, other) }] as const,
        );
        const { count, laneOf } = lanesOf(new Map(named));
        for (const [name, span] of named) {
          assert.ok(laneOf(name) < count);
          for (const [otherName, other] of named) {
            const meet = name !== otherName && span.start <= other.end && other.start <= span.end;
            assert.ok(!meet || laneOf(name) !== laneOf(otherName));
          }
        }
      }),
    );
  });
});
