/**
 * A row of the tree is named by a string, which is also its `TreeItem.id` and what a menu hands to a
 * command: `<roadmapId>/<topicId>`, with `#resource:<url>` or `#project:<projectId>` behind it for what
 * stands under a topic.
 */
export type RowKey =
  | { readonly kind: 'topic'; readonly topicId: string }
  | { readonly kind: 'resource'; readonly topicId: string; readonly url: string }
  | { readonly kind: 'project'; readonly topicId: string; readonly projectId: string };

export function rowKey(roadmapId: string, row: RowKey): string {
  const topic = `${roadmapId}/${row.topicId}`;
  if (row.kind === 'resource') return `${topic}#resource:${row.url}`;
  if (row.kind === 'project') return `${topic}#project:${row.projectId}`;
  return topic;
}

/** Reads a row's name, or a bare topic id as code may hand over. Whether the topic exists is for the caller to see. */
export function parseRowKey(text: string): RowKey {
  const [, topic = '', part, rest = ''] = /^([^#]*)(?:#(resource|project):(.*))?$/s.exec(text) ?? [];
  const topicId = topic.slice(topic.indexOf('/') + 1);
  if (part === 'resource') return { kind: 'resource', topicId, url: rest };
  if (part === 'project') return { kind: 'project', topicId, projectId: rest };
  return { kind: 'topic', topicId };
}
