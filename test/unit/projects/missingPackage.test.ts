import assert from 'node:assert/strict';
import { missingPackage } from '../../../src/projects/missingPackage.ts';
import { test } from './samples.ts';

const requirements = ['numpy>=1.26,<3', 'scikit-learn>=1.4,<2', 'hypothesis>=6', 'PyYAML>=6', 'pytest>=8'];
const failing = (message: string) => [{ ...test(1, 'a', 'failed'), message }];
const failsWith = (module: string) =>
  missingPackage(failing(`ModuleNotFoundError: No module named '${module}'`), '', requirements);

describe('a package is missing', () => {
  it('when Python finds no module of a requirement, also where the module is called otherwise', () => {
    assert.equal(failsWith('numpy'), 'numpy');
    assert.equal(failsWith('sklearn'), 'scikit-learn');
    assert.equal(failsWith('yaml'), 'PyYAML');
  });

  it('when there is no pytest to run the tests, whatever the project asks for', () => {
    assert.equal(missingPackage(undefined, '/usr/bin/python3: No module named pytest\n', []), 'pytest');
    assert.equal(missingPackage(undefined, 'C:\\py.exe: No module named pytest\r\n', []), 'pytest');
  });

  it('but not for a typing slip, nor for a library that the project does not ask for', () => {
    for (const module of ['nunpy', 'pandas', 'my_lab', 'my_lab.numpy', 'scikit', 'num']) {
      assert.equal(failsWith(module), undefined, module);
    }
  });

  it('nor for a part that an installed package does not have', () => {
    for (const module of ['numpy.lniear', 'sklearn.svmm']) assert.equal(failsWith(module), undefined, module);
    const shadowed = failing("ModuleNotFoundError: No module named 'numpy.linalg'; 'numpy' is not a package");
    assert.equal(missingPackage(shadowed, '', requirements), undefined);
  });

  it('and not because a run that has a report printed such words', () => {
    assert.equal(
      missingPackage(failing('look at the sign'), "No module named 'numpy'", requirements),
      undefined,
    );
  });
});
