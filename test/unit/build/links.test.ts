import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { anyAnswered, checkLinks, type LinkState } from '../../../src/build/links.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures', name));

describe('checking links, against a server that answers everything', () => {
  let server: Server;
  let secure: Server;
  let base = '';
  let secureBase = '';
  const visits = new Map<string, number>();

  before(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '';
      visits.set(path, (visits.get(path) ?? 0) + 1);
      const redirect = (status: number, location: string) => response.writeHead(status, { location }).end();
      if (path === '/moved') redirect(301, '/fine');
      else if (path === '/moved-twice') redirect(308, '/moved');
      else if (path === '/elsewhere-today') redirect(302, '/fine');
      else if (path === '/round') redirect(302, '/round');
      else if (path === '/busy') response.writeHead(429, { 'retry-after': '0' }).end();
      else if (path === '/busy-once') {
        response.writeHead(visits.get(path) === 1 ? 429 : 200, { 'retry-after': '0' }).end();
      } else if (path === '/slow') return;
      else response.writeHead(path === '/fine' ? 200 : Number(path.slice(1))).end('page');
    });
    secure = createSecureServer(
      { key: fixture('expired-key.pem'), cert: fixture('expired-certificate.pem') },
      (_, response) => response.end('page'),
    );
    base = await listen(server, 'http');
    secureBase = await listen(secure, 'https');
  });
  after(() => {
    for (const one of [server, secure]) {
      one.closeAllConnections();
      one.close();
    }
  });

  const check = async (url: string): Promise<LinkState | undefined> => {
    const states = await checkLinks([url], { concurrency: 2, timeout: 300, retries: 1, pause: 1 });
    return states.get(url);
  };

  it('200 is alive', async () => assert.deepEqual(await check(`${base}/fine`), { kind: 'alive' }));

  it('301 has moved, and says where to, however many steps it takes', async () => {
    assert.deepEqual(await check(`${base}/moved`), { kind: 'moved', to: `${base}/fine` });
    assert.deepEqual(await check(`${base}/moved-twice`), { kind: 'moved', to: `${base}/fine` });
  });

  it('302 is alive: it is elsewhere only today', async () => {
    assert.deepEqual(await check(`${base}/elsewhere-today`), { kind: 'alive' });
  });

  it('403 is closed, not dead', async () => {
    assert.deepEqual(await check(`${base}/403`), { kind: 'closed', status: 403 });
  });

  it('404 and 410 are dead', async () => {
    assert.deepEqual(await check(`${base}/404`), { kind: 'dead', status: 404 });
    assert.deepEqual(await check(`${base}/410`), { kind: 'dead', status: 410 });
  });

  it('429 is tried again, and only then given up', async () => {
    assert.deepEqual(await check(`${base}/busy-once`), { kind: 'alive' });
    assert.deepEqual(await check(`${base}/busy`), { kind: 'unreachable', why: 'answered 429' });
    assert.equal(visits.get('/busy'), 2);
  });

  it('500 is unreachable, because it may come back', async () => {
    assert.deepEqual(await check(`${base}/500`), { kind: 'unreachable', why: 'answered 500' });
  });

  it('no answer, redirects without end and a missing host are told apart', async () => {
    assert.deepEqual(await check(`${base}/slow`), { kind: 'unreachable', why: 'no answer in time' });
    assert.deepEqual(await check(`${base}/round`), { kind: 'unreachable', why: 'more than 5 redirects' });
    assert.deepEqual(await check('http://127.0.0.1:1/'), { kind: 'unreachable', why: 'bad port' });
  });

  it('a host that no longer has a name is dead; one that nobody could look up is not', async () => {
    const gone = async (codes: string[]) => {
      const states = await checkLinks(['https://gone.example/page'], {
        ...{ concurrency: 1, timeout: 300, retries: 1, pause: 1 },
        // As Node's own fails. Who answers for names that do not exist differs from network to network.
        fetch: async () => {
          throw new TypeError('fetch failed', { cause: { code: codes.shift() } });
        },
      });
      return [...states.values(), codes.length];
    };
    const dead = { kind: 'dead', why: 'no such host' };
    assert.deepEqual(await gone(['ENOTFOUND', 'ENOTFOUND']), [dead, 0]);
    assert.deepEqual(await gone(['EAI_AGAIN', 'ENOTFOUND']), [dead, 0]);
    const unreachable = { kind: 'unreachable', why: 'EAI_AGAIN' };
    assert.deepEqual(await gone(['ENOTFOUND', 'EAI_AGAIN']), [unreachable, 0]);
  });

  it('knows when nothing at all answered: then it is the network', async () => {
    const nothing = new Map<string, LinkState>([
      ['https://a.example/', { kind: 'dead', why: 'no such host' }],
      ['https://b.example/', { kind: 'unreachable', why: 'no answer in time' }],
    ]);
    assert.equal(anyAnswered(nothing), false);
    for (const path of ['/fine', '/moved', '/403', '/404']) {
      const state = await check(base + path);
      assert.ok(state && anyAnswered(new Map([...nothing, [base + path, state]])), path);
    }
  });

  it('a broken certificate is named', async () => {
    const state = await check(`${secureBase}/`);
    assert.equal(state?.kind, 'unreachable');
    assert.match(state?.kind === 'unreachable' ? state.why : '', /CERT/);
  });

  it('many addresses come back in their order, each host one request at a time', async () => {
    const urls = ['/fine', '/404', '/moved', '/403'].map((path) => base + path);
    const seen: number[] = [];
    const states = await checkLinks(urls, {
      concurrency: 3,
      timeout: 300,
      retries: 0,
      pause: 1,
      onChecked: (_, __, done) => seen.push(done),
    });
    assert.deepEqual([...states.keys()], urls);
    assert.deepEqual(
      [...states.values()].map(({ kind }) => kind),
      ['alive', 'dead', 'moved', 'closed'],
    );
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });
});

function listen(server: Server, scheme: string): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
