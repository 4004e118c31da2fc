import assert from 'node:assert/strict';
import { packageOf, requirementsIn } from '../../../src/projects/doctor.ts';
import { wrongAnswers } from '../../projects/wrongAnswers.ts';
import { projects } from './bundled.ts';

describe('every practice project', () => {
  it('is there', () => assert.ok(projects.length > 0));

  for (const project of projects) {
    const { id, starter, solution, milestones } = project;
    describe(id, () => {
      const text = (path: string) => starter[path] ?? '';

      it('asks for the same packages in pyproject.toml and in requirements.txt, in ranges', () => {
        const project = text('pyproject.toml');
        const quoted = [...project.matchAll(/"([\w.-]+(?:\[\w+\])?[<>=][^"]*)"/g)].map(
          ([, found = '']) => found,
        );
        const wanted = quoted.filter((one) => /^[a-z]/i.test(one) && !/^setuptools/.test(one));
        assert.deepEqual(requirementsIn(text('requirements.txt')).sort(), wanted.sort());
        assert.ok(wanted.some((one) => packageOf(one) === 'pytest'));
        for (const one of wanted) assert.match(one, /^[\w.-]+>=[\d.]+,<\d+$/, one);
      });

      it('has a README of one screen: start, milestones, checking, rules, further', () => {
        const readme = text('README.md');
        for (const heading of ['60-second start', 'Milestones', 'How checking works', 'Going further']) {
          assert.match(readme, new RegExp(`^## .*${heading}`, 'm'), heading);
        }
        assert.ok(readme.split('\n').length <= 75, `${readme.split('\n').length} lines`);
        assert.match(readme, /Windows/);
      });

      it('says that PyTorch takes more on Linux, if it asks for it, and how to get the small build', () => {
        const needs = project.needs.join(', ');
        const asks = requirementsIn(text('requirements.txt')).some((one) => packageOf(one) === 'torch');
        assert.equal(/PyTorch/.test(needs), asks);
        if (!asks) return;
        assert.match(needs, /about 1 GB .*Linux several GB.*CPU build.*README/);
        assert.match(text('README.md'), /choose\s+CPU at https:/);
      });

      it('has wrong answers for its milestones, each the solution with one slip', () => {
        const answers = wrongAnswers(project);
        assert.ok(answers.length >= 2);
        for (const { name, milestone, files } of answers) {
          assert.ok(
            milestones.some((one) => one.id === milestone),
            name,
          );
          for (const [path, text] of Object.entries(files)) assert.notEqual(text, solution[path], name);
        }
      });

      it('brings what every repository needs', () => {
        for (const path of [
          'LICENSE',
          '.gitignore',
          '.gitattributes',
          '.github/workflows/ci.yml',
          'tests/conftest.py',
        ]) {
          assert.ok(text(path).length > 0, path);
        }
      });
    });
  }
});
