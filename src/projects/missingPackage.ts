import { packageOf } from './doctor.ts';
import type { ReportedTest } from './practice.ts';

/** Whether a run of tests failed for want of a package, or for a slip in an import. Pure. */

/** Modules that are not called like the package that brings them. */
const packageOfModule: Readonly<Record<string, string>> = {
  bs4: 'beautifulsoup4',
  cv2: 'opencv-python',
  PIL: 'pillow',
  sklearn: 'scikit-learn',
  yaml: 'pyyaml',
};

/**
 * The package to install, when Python found no module of one that the project requires, or no pytest. Any other
 * module is the learner's affair: `nunpy`, a library of their own choice, a part that an installed package does
 * not have (of a missing one Python names the whole).
 */
export function missingPackage(
  report: readonly ReportedTest[] | undefined,
  output: string,
  requirements: readonly string[],
): string | undefined {
  const text = report ? report.map(({ message }) => message).join('\n') : output;
  const packages = [...requirements.map(packageOf), 'pytest'];
  for (const [, module = ''] of text.matchAll(/No module named '?([\w.]+)'?/g)) {
    const wanted = normalized(packageOfModule[module] ?? module);
    const found = packages.find((name) => normalized(name) === wanted);
    if (found) return found;
  }
  return undefined;
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/, but for dots: `numpy.x` is no name. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_]+/g, '-');
}
