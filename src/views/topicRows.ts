import { COMMANDS, type CommandId } from '../manifest.ts';
import { countLeaves, groupStatus, type StatusOf } from '../progress/counts.ts';
import {
  type Group,
  isGroup,
  type Leaf,
  type ProjectReference,
  type Resource,
  type Topic,
} from '../roadmap/model.ts';
import { leavesOf, type Outline } from '../roadmap/outline.ts';
import { plainText } from '../roadmap/prose.ts';
import { parseRowKey, type RowKey, rowKey } from '../rowKey.ts';
import { leafText, resourceIcons, resourceText, statusIcons, statusWords } from '../words.ts';

/** What one row of the tree shows. Pure: `TopicsView` turns it into a `TreeItem`. */
export interface Row {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly icon?: string;
  readonly iconColor?: string;
  /** The row's `contextValue`: words that menus look for. */
  readonly context: string;
  /** What a screen reader says of the whole row. */
  readonly spoken: string;
  readonly tooltip: readonly string[];
  readonly hasChildren: boolean;
  readonly checkbox?: { readonly checked: boolean; readonly spoken: string };
  readonly command?: { readonly id: CommandId; readonly title: string };
}

/** The keys of the rows under a row; of the top-level rows for `undefined`. A group without a leaf to show is not shown. */
export function childKeys(
  outline: Outline,
  key: string | undefined,
  shows: (leaf: Leaf) => boolean = () => true,
): string[] {
  const { roadmap } = outline;
  const keyOf = (row: RowKey): string => rowKey(roadmap.id, row);
  const topicKeys = (topics: readonly Topic[]) =>
    topics
      .filter((topic) => leavesOf(topic).some(shows))
      .map(({ id }) => keyOf({ kind: 'topic', topicId: id }));
  if (key === undefined) return topicKeys(roadmap.topics);
  const row = parseRowKey(key);
  const topic = outline.topic(row.topicId);
  if (!topic || row.kind !== 'topic') return [];
  if (isGroup(topic)) return topicKeys(topic.topics);
  const { topicId } = row;
  return [
    ...(topic.projects ?? []).map(({ id }) => keyOf({ kind: 'project', topicId, projectId: id })),
    ...topic.resources.map(({ url }) => keyOf({ kind: 'resource', topicId, url })),
  ];
}

export function parentKey(outline: Outline, key: string): string | undefined {
  const row = parseRowKey(key);
  if (row.kind !== 'topic') return rowKey(outline.roadmap.id, { kind: 'topic', topicId: row.topicId });
  const parent = outline.ancestors(row.topicId).at(-1);
  return parent && rowKey(outline.roadmap.id, { kind: 'topic', topicId: parent.id });
}

/**
 * The rows to draw again when topics changed; `undefined` is all of them. Without a filter, the stages the topics
 * stand in. Never only the leaf: refreshing children without their ancestors makes the editor tick boxes by itself
 * (https://github.com/microsoft/vscode/pull/230376). With a filter, a change may bring a stage that is not in the
 * tree, which the editor does not look for, or leave one empty.
 */
export function keysToRedraw(
  { roadmap, topic, ancestors }: Outline,
  topicIds: readonly string[],
  filtering: boolean,
): string[] | undefined {
  const stages = new Set(topicIds.filter((id) => topic(id)).map((id) => ancestors(id)[0]?.id ?? id));
  if (filtering && stages.size > 0) return undefined;
  return [...stages].map((topicId) => rowKey(roadmap.id, { kind: 'topic', topicId }));
}

/** @throws Error for a key that names nothing in this roadmap. */
export function rowOf(outline: Outline, statusOf: StatusOf, key: string): Row {
  const row = parseRowKey(key);
  const topic = outline.topic(row.topicId);
  if (topic && isGroup(topic)) return groupRow(key, topic, outline.ancestors(topic.id).length, statusOf);
  if (topic && row.kind === 'topic') return leafRow(key, topic, statusOf);
  if (topic && row.kind === 'resource') {
    const resource = topic.resources.find(({ url }) => url === row.url);
    if (resource) return resourceRow(key, resource);
  }
  if (topic && row.kind === 'project') {
    const project = topic.projects?.find(({ id }) => id === row.projectId);
    if (project) return projectRow(key, project);
  }
  throw new Error(`no row is called ${key}`);
}

function groupRow(key: string, group: Group, depth: number, statusOf: StatusOf): Row {
  const { total, done, skipped } = countLeaves(group.topics, statusOf);
  const status = groupStatus(group, statusOf);
  const aside = skipped > 0 ? `, ${skipped} skipped` : '';
  return {
    key,
    label: group.title,
    description: `${done}/${total}${aside}`,
    icon: status === 'done' ? statusIcons.done : depth === 0 ? 'milestone' : 'layers',
    ...(status === 'done' ? { iconColor: 'testing.iconPassed' } : {}),
    context: 'group',
    spoken: `${group.title}, ${done} of ${total} topics done${aside}`,
    tooltip: [
      group.title,
      plainText(group.summary),
      `${done} of ${total} topics done${aside} · ${group.hours} h in all`,
    ],
    hasChildren: true,
  };
}

function leafRow(key: string, leaf: Leaf, statusOf: StatusOf): Row {
  const status = statusOf(leaf.id);
  // The box itself says done and not done; what it cannot say gets an icon beside it.
  const icon = status === 'in-progress' || status === 'skipped' ? { icon: statusIcons[status] } : {};
  return {
    key,
    label: leaf.title,
    description: leafText(leaf, status),
    ...icon,
    ...(status === 'in-progress' ? { iconColor: 'charts.blue' } : {}),
    context: `leaf ${status}`,
    spoken: `${leaf.title}, ${statusWords[status]}, ${leaf.level}, ${leaf.hours} hours`,
    tooltip: [leaf.title, plainText(leaf.summary), leafText(leaf, status)],
    hasChildren: true,
    checkbox: { checked: status === 'done', spoken: `${leaf.title} done` },
    command: { id: COMMANDS.openTopic, title: 'Open Topic' },
  };
}

function resourceRow(key: string, resource: Resource): Row {
  return {
    key,
    label: resource.title,
    description: resourceText(resource),
    icon: resourceIcons[resource.kind],
    context: 'resource',
    spoken: `${resource.title}, by ${resource.by}, ${resourceText(resource)}`,
    tooltip: [
      resource.title,
      `${resource.by} · ${resourceText(resource)}`,
      plainText(resource.note ?? ''),
      resource.url,
    ],
    hasChildren: false,
    command: { id: COMMANDS.openResource, title: 'Open Resource' },
  };
}

function projectRow(key: string, { title, level, hours }: ProjectReference): Row {
  return {
    key,
    label: title,
    description: `practice project · ${level} · ${hours} h`,
    icon: 'rocket',
    context: 'project',
    spoken: `Practice project ${title}, ${level}, ${hours} hours`,
    tooltip: [title, `Practice project · ${level} · ${hours} h`],
    hasChildren: false,
    command: { id: COMMANDS.startProject, title: 'Start Project' },
  };
}
