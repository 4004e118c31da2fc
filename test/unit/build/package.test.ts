import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the package', () => {
  const readme = read('README.md');
  const pictures = [...readme.matchAll(/media\/screenshots\/[\w-]+\.png/g)].map(([path]) => path);

  it('carries every picture its README shows', () => {
    const ships = read('.vscodeignore').split('\n');
    assert.ok(pictures.length > 0);
    for (const path of pictures) {
      assert.ok(existsSync(join(root, path)), path);
      assert.ok(ships.includes(`!${path}`), path);
    }
  });

  it('shows each picture in light and dark, with words for who sees neither', () => {
    const light = pictures.filter((path) => path.endsWith('-light.png'));
    assert.deepEqual(
      pictures.filter((path) => !light.includes(path)),
      light.map((path) => path.replace('-light', '-dark')),
    );
    for (const path of light) assert.match(readme, new RegExp(`<img alt="[^"]{20,}" src="${path}">`));
  });
});
