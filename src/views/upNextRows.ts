import { COMMANDS } from '../manifest.ts';
import type { StatusOf } from '../progress/counts.ts';
import { reasonText, type Suggestion } from '../progress/upNext.ts';
import { plainText } from '../roadmap/prose.ts';
import { rowKey } from '../rowKey.ts';
import { durationText, plural, statusIcons } from '../words.ts';
import type { Row } from './topicRows.ts';

/** What Up Next shows: what is due for review, then topics with the reason each stands there. Pure. */

export const REVIEW_ROW = 'review';

export function upNextRow(roadmapId: string, suggestion: Suggestion, statusOf: StatusOf): Row {
  const { leaf, reasons, resource, fitsEvening } = suggestion;
  const why = reasons.map(reasonText).join(', ');
  const beyond = fitsEvening === false ? ', more than one evening' : '';
  const start = resource ? `${durationText(resource.minutes)} for ${resource.title}${beyond}` : '';
  const status = statusOf(leaf.id);
  return {
    key: rowKey(roadmapId, { kind: 'topic', topicId: leaf.id }),
    label: leaf.title,
    description: resource ? `${why} · ${durationText(resource.minutes)}${beyond}` : why,
    icon: status === 'in-progress' ? statusIcons['in-progress'] : 'circle-large-outline',
    ...(status === 'in-progress' ? { iconColor: 'charts.blue' } : {}),
    context: `leaf ${status}`,
    spoken: [leaf.title, why, start && `start with ${start}`].filter(Boolean).join(', '),
    tooltip: [
      leaf.title,
      plainText(leaf.summary),
      `Why now: ${why}`,
      resource ? `Start with ${resource.title}, ${durationText(resource.minutes)}${beyond}` : '',
    ],
    hasChildren: false,
    command: { id: COMMANDS.openTopic, title: 'Open Topic' },
  };
}

/**
 * @param count how many questions a sitting asks
 * @param all how many are due
 * @param topics titles of the topics that the questions of the sitting belong to
 */
export function reviewRow(count: number, all: number, topics: readonly string[]): Row {
  const rest = all > count;
  const questions = rest ? `${count} of ${all} questions` : plural(count, 'question');
  // A question takes about a minute; nobody is held to it.
  const facts = `${questions} · about ${durationText(count)}`;
  return {
    key: REVIEW_ROW,
    label: 'Review',
    description: facts,
    icon: 'history',
    context: 'review',
    spoken: `Review, ${questions} due, about ${plural(count, 'minute')}`,
    tooltip: [
      'Review',
      `${questions} from ${topics.join(', ')}`,
      rest ? 'Those that are longest due; the others can wait' : '',
    ],
    hasChildren: false,
    command: { id: COMMANDS.startReview, title: 'Start Review' },
  };
}
