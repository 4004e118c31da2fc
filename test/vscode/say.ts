/** Says what is being done while it is done, and for long steps that it is still alive. */
export async function say<T>(what: string, task: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log(`${what}…`);
  const timer = setInterval(() => console.log(`  … ${seconds()} s`), 5000);
  try {
    const result = await task();
    if (seconds() >= 2) console.log(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
