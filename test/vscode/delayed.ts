import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * The same server at another address, where every answer comes so many milliseconds later: what a test forgot to
 * wait for, a slow machine has not done yet. Ends with the process.
 */
export async function delayed(url: string, milliseconds: number): Promise<string> {
  const { port } = new URL(url);
  const relay = createServer({ noDelay: true }, (browser) => {
    const server = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    pass(browser, server, 0);
    pass(server, browser, milliseconds);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  relay.unref();
  return `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
}

function pass(from: Socket, to: Socket, milliseconds: number): void {
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), milliseconds));
  from.on('end', () => setTimeout(() => to.end(), milliseconds));
  from.on('error', () => to.destroy());
}
