import assert from 'node:assert/strict';
import type { Status } from '../../src/api.ts';
import { activateExtension, nextChange } from './extension.ts';

export function register(): void {
  describe('progress', () => {
    it('every status can be set and read back', async () => {
      const api = await activateExtension();
      for (const status of ['done', 'skipped', 'in-progress', 'not-started'] as const) {
        await api.setStatus('linear-algebra', status);
        assert.equal(api.statusOf('linear-algebra'), status);
      }
    });

    it('a change is heard by others', async () => {
      const api = await activateExtension();
      await api.setStatus('calculus', 'not-started');
      const change = nextChange(api);
      await api.setStatus('calculus', 'done');
      assert.deepEqual(await change, ['calculus']);
      await api.setStatus('calculus', 'not-started');
    });

    it('a group’s status follows its topics', async () => {
      const api = await activateExtension();
      assert.equal(api.statusOf('mathematics-and-statistics'), 'not-started');
      await api.setStatus('calculus', 'done');
      assert.equal(api.statusOf('mathematics-and-statistics'), 'in-progress');
      assert.equal(api.statusOf('foundation'), 'in-progress');
      await api.setStatus('calculus', 'not-started');
    });

    it('refuses what it does not know, and changes nothing', async () => {
      const api = await activateExtension();
      await assert.rejects(api.setStatus('ghost', 'done'), /no topic “ghost”/);
      await assert.rejects(api.setStatus('foundation', 'done'), /is a group/);
      await assert.rejects(api.setStatus('calculus', 'finished' as Status), /“finished” is not one of/);
      await assert.rejects(api.setStatus(undefined as never, 'done'), /no topic/);
      assert.throws(() => api.statusOf('ghost'), /no topic “ghost”/);
      assert.throws(() => api.statusOf('__proto__'), /no topic/);
      assert.equal(api.statusOf('calculus'), 'not-started');
    });

    it('many changes at once all arrive', async () => {
      const api = await activateExtension();
      const ids = ['python', 'pytorch', 'jax', 'calculus'];
      await Promise.all(ids.map((id) => api.setStatus(id, 'done')));
      assert.deepEqual(
        ids.map((id) => api.statusOf(id)),
        ids.map(() => 'done'),
      );
      await Promise.all(ids.map((id) => api.setStatus(id, 'not-started')));
    });
  });
}
