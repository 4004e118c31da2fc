import type { Problem } from './problem.ts';
import type { Named, ReadableTopic } from './readable.ts';

/** Names each prerequisite that closes a circle, once. No recursion: a chain may be longer than a stack is deep. */
export function checkCircles(leaves: ReadonlyMap<string, ReadableTopic>): Problem[] {
  const problems: Problem[] = [];
  const finished = new Set<string>();
  for (const start of leaves.keys()) {
    if (finished.has(start)) continue;
    /** The way from `start` to here, and what each topic on it needs that was not followed yet. */
    const trail: string[] = [start];
    const left = new Map<string, Named[]>();
    for (let here: string | undefined = start; here !== undefined; here = trail.at(-1)) {
      const topic = leaves.get(here);
      const needs: Named[] = left.get(here) ?? [...(topic?.prerequisites ?? [])];
      left.set(here, needs);
      const need = needs.shift();
      if (!topic || !need) {
        trail.pop();
        left.delete(here);
        finished.add(here);
      } else if (left.has(need.text) && need.text !== here) {
        const circle = [...trail.slice(trail.indexOf(need.text)), need.text].join(' → ');
        problems.push(topic.parsed.problemAt(need.path, `prerequisites go in a circle: ${circle}`));
      } else if (leaves.has(need.text) && need.text !== here && !finished.has(need.text)) {
        trail.push(need.text);
      }
    }
  }
  return problems;
}
