import type { Api } from './api.ts';
import { UserError } from './errors.ts';
import { Emitter } from './events.ts';
import type { Library } from './library/Library.ts';
import { groupStatus } from './progress/counts.ts';
import type { ProgressStore } from './progress/ProgressStore.ts';
import { isPartKey } from './progress/parts.ts';
import { statuses } from './progress/record.ts';
import type { StartProject } from './projects/startProject.ts';
import { isGroup, type Topic } from './roadmap/model.ts';

/** The public API over the services. It trusts none of its arguments. */
export function createApi(library: Library, store: ProgressStore, startProject: StartProject): Api {
  const topicCalled = (topicId: unknown): Topic => {
    const topic = typeof topicId === 'string' ? library.outline.topic(topicId) : undefined;
    if (!topic)
      throw new UserError(`There is no topic “${String(topicId)}” in ${library.outline.roadmap.title}.`);
    return topic;
  };
  const statusOf = (topicId: string) => store.statusOf(library.outline.roadmap.id, topicId);
  const progressChanged = new Emitter<string[]>();
  store.onDidChange((changes) => {
    const ours = changes.filter(({ roadmapId }) => roadmapId === library.outline.roadmap.id);
    const topicIds = ours.map(({ topicId }) => topicId).filter((id) => !isPartKey(id));
    if (topicIds.length > 0) progressChanged.fire(topicIds);
  });
  return {
    apiVersion: 1,
    roadmap: () => structuredClone(library.outline.roadmap),
    roadmaps: () => [library.outline.roadmap].map(({ id, title }) => ({ id, title })),
    statusOf: (topicId) => {
      const topic = topicCalled(topicId);
      return isGroup(topic) ? groupStatus(topic, statusOf) : statusOf(topic.id);
    },
    setStatus: async (topicId, status) => {
      const topic = topicCalled(topicId);
      if (isGroup(topic)) throw new UserError(`“${topic.title}” is a group and has no status of its own.`);
      if (!statuses.includes(status))
        throw new UserError(`“${String(status)}” is not one of ${statuses.join(', ')}.`);
      await store.setStatus(library.outline.roadmap.id, [topic.id], status);
    },
    onDidChangeProgress: progressChanged.event as Api['onDidChangeProgress'],
    startProject: (options) => startProject(options),
  };
}
