/** How many steps are being done, one within the other. */
let depth = 0;

/** Says what is being done while it is done, and for long steps that it is still alive. */
export async function say<T>(what: string, task: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const level = ++depth;
  console.log(`${what}…`);
  // Only the innermost step, or every long one within another would be told twice.
  const timer = setInterval(() => {
    const now = seconds();
    if (level === depth && (now === 2 || now % 5 === 0)) console.log(`  … ${now} s`);
  }, 1000);
  try {
    const result = await task();
    if (seconds() >= 2) console.log(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
    depth--;
  }
}
