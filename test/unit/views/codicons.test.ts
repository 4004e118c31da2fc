import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { codicons } from '../../../src/views/codicons.ts';
import { statusIcons } from '../../../src/words.ts';

const require = createRequire(import.meta.url);

describe('the icons of the pages', () => {
  for (const [name, shape] of Object.entries(codicons)) {
    it(`${name} is the codicon of that name`, () => {
      const svg = readFileSync(require.resolve(`@vscode/codicons/src/icons/${name}.svg`), 'utf8');
      assert.match(svg, /viewBox="0 0 16 16"/);
      assert.equal(svg.replace(/<svg[^>]*>|<\/svg>/g, '').trim(), shape);
    });
  }

  it('show each state in a shape of its own', () => {
    const shapes = Object.values(statusIcons).map((name) => codicons[name]);
    assert.equal(new Set(shapes).size, shapes.length);
  });
});
