/** Visits addresses and says what became of them. Polite: one request at a time to a host. */

export type LinkState =
  | { readonly kind: 'alive' }
  /** For good, to another address that answers. */
  | { readonly kind: 'moved'; readonly to: string }
  /** The page may be there, but not for everybody: a paywall, a login, or a host that turns programs away. */
  | { readonly kind: 'closed'; readonly status: number }
  | { readonly kind: 'dead'; readonly status: number }
  /** The page went with its host. */
  | { readonly kind: 'dead'; readonly why: 'no such host' }
  /** No answer that says anything: busy, broken, too slow, a bad certificate. */
  | { readonly kind: 'unreachable'; readonly why: string };

export interface LinkOptions {
  /** Hosts visited at the same time. */
  readonly concurrency: number;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
  /** How often to try again after a busy or broken answer. */
  readonly retries: number;
  /** Milliseconds between two requests to one host, and before the first retry; doubled each time. */
  readonly pause: number;
  /** Asks for a page. @default Node's own `fetch` */
  readonly fetch?: typeof fetch;
  readonly onChecked?: (url: string, state: LinkState, done: number) => void;
}

const MOST_REDIRECTS = 5;

/** Checks every address once. The result has the order of the input. */
export async function checkLinks(
  urls: readonly string[],
  options: LinkOptions,
): Promise<ReadonlyMap<string, LinkState>> {
  const states = new Map<string, LinkState | undefined>(urls.map((url) => [url, undefined]));
  const hosts = Map.groupBy(states.keys(), (url) => new URL(url).host);
  const waiting = [...hosts.values()];
  let done = 0;
  const visitHosts = async (): Promise<void> => {
    for (let host = waiting.pop(); host; host = waiting.pop()) {
      for (const [index, url] of host.entries()) {
        if (index > 0) await sleep(options.pause);
        const state = await checkLink(url, options);
        states.set(url, state);
        options.onChecked?.(url, state, ++done);
      }
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, visitHosts));
  return states as ReadonlyMap<string, LinkState>;
}

/** Whether any address gave an answer that says something. Where none did, it is the network that is gone. */
export function anyAnswered(states: ReadonlyMap<string, LinkState>): boolean {
  return [...states.values()].some((state) => !('why' in state));
}

async function checkLink(url: string, options: LinkOptions): Promise<LinkState> {
  for (let attempt = 0; ; attempt++) {
    const { state, retryAfter } = await visit(url, options);
    if (state.kind !== 'unreachable') return state;
    if (attempt >= options.retries) {
      return state.why === 'ENOTFOUND' ? { kind: 'dead', why: 'no such host' } : state;
    }
    await sleep(retryAfter ?? options.pause * 2 ** attempt);
  }
}

async function visit(url: string, options: LinkOptions): Promise<{ state: LinkState; retryAfter?: number }> {
  let at = url;
  let forGood = true;
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const { status, headers } = await get(at, options);
      const location = headers.get('location');
      if (status >= 300 && status < 400 && location) {
        at = new URL(location, at).toString();
        forGood &&= status === 301 || status === 308;
        continue;
      }
      if (status === 429 || status >= 500) {
        return { state: { kind: 'unreachable', why: `answered ${status}` }, ...waitOf(headers) };
      }
      if ([401, 402, 403, 451].includes(status)) return { state: { kind: 'closed', status } };
      if (status >= 400) return { state: { kind: 'dead', status } };
      return { state: at === url || !forGood ? { kind: 'alive' } : { kind: 'moved', to: at } };
    }
    return { state: { kind: 'unreachable', why: `more than ${MOST_REDIRECTS} redirects` } };
  } catch (thrown) {
    return { state: { kind: 'unreachable', why: reasonOf(thrown) } };
  }
}

async function get(url: string, { timeout, fetch: ask = fetch }: LinkOptions): Promise<Response> {
  const response = await ask(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
    headers: { 'user-agent': 'ml-roadmap link check', accept: '*/*' },
  });
  // Only the answer counts, not what is on the page.
  await response.body?.cancel();
  return response;
}

/** What `Retry-After` asks for, at most a minute. */
function waitOf(headers: Headers): { retryAfter?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? { retryAfter: Math.min(seconds, 60) * 1000 } : {};
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.name === 'TimeoutError') return 'no answer in time';
  const { cause } = thrown;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return code || (cause instanceof Error ? cause.message : thrown.message);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
