import { countLeaves, groupStatus, type StatusOf } from '../progress/counts.ts';
import { outcomeKey, partKey } from '../progress/parts.ts';
import { type Mark, type Status, statuses } from '../progress/record.ts';
import {
  type Group,
  isGroup,
  type Leaf,
  type ProjectReference,
  type Resource,
  type Section,
  type Topic,
} from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { capital, durationText, resourceIcons, statusWords } from '../words.ts';
import { codiconSvg } from './codiconSvg.ts';
import { markText } from './markText.ts';
import { escapeHtml, sends } from './pageHtml.ts';
import { proseHtml } from './proseHtml.ts';
import { questionsHtml } from './questionHtml.ts';
import type { QuestionView } from './questionView.ts';
import { stateIcon } from './stateIcon.ts';

/**
 * The topic page as HTML. Pure: everything that comes from a roadmap goes through `escapeHtml`.
 * Whatever sends has an id of its own, by which the focus finds it again: what it sends may stand twice on a page.
 */

export interface TopicPage {
  readonly outline: Outline;
  readonly topic: Topic;
  readonly status: Status;
  /** Of a leaf. */
  readonly mark?: Mark | undefined;
  /** Of topics, and of parts of topics by their keys. */
  readonly statusOf: StatusOf;
  readonly question: QuestionView;
  readonly hasNotes: boolean;
  /** What the learner reached in a project, when it was started. */
  readonly reached: (projectId: string) => string | undefined;
}

export function topicHtml(page: TopicPage): string {
  const { outline, topic } = page;
  const path = outline.ancestors(topic.id).map(({ id, title }) => topicLink('path', id, title));
  return [
    path.length > 0 && `<nav class="path" aria-label="Where this stands">${path.join(' › ')}</nav>`,
    `<h1 id="title" tabindex="-1">${escapeHtml(topic.title)}</h1>`,
    isGroup(topic) ? groupHtml(page, topic) : leafHtml(page, topic),
  ]
    .filter(Boolean)
    .join('\n');
}

function groupHtml({ statusOf }: TopicPage, { summary, hours, topics }: Group): string {
  const { done, total } = countLeaves(topics, statusOf);
  const rows = topics.map((child) => chip('in', child, statusOf));
  return `<p class="quiet">${done} of ${total} topics done · ${hours} h</p>\n<p>${proseHtml(summary)}</p>\n<h2>Topics</h2>\n${listHtml(rows, 'chips')}`;
}

function leafHtml(page: TopicPage, leaf: Leaf): string {
  const { outline, status, statusOf } = page;
  const known = (ids: readonly string[] = []): Leaf[] =>
    ids.flatMap((id) => outline.leaves.find((other) => other.id === id) ?? []);
  return [
    `<p class="quiet">${leaf.level} · about ${leaf.hours} h</p>`,
    statesHtml(status, markText(page.mark)),
    `<p class="summary">${proseHtml(leaf.summary)}</p>`,
    leaf.why && `<h2>Why it matters</h2>\n<p>${proseHtml(leaf.why)}</p>`,
    leaf.outcomes && outcomesHtml(leaf, leaf.outcomes, statusOf),
    chipsHtml('before', 'Before this', known(leaf.prerequisites), statusOf),
    resourcesHtml(leaf, statusOf),
    ...(leaf.sections ?? []).map(sectionHtml),
    projectsHtml(page, leaf.projects),
    leaf.questions && questionsHtml(leaf.questions, page.question),
    notesHtml(page.hasNotes),
    chipsHtml('unlocks', 'This unlocks', outline.unlockedBy(leaf.id), statusOf),
    chipsHtml('related', 'Related', known(leaf.related), statusOf),
    neighborsHtml(outline, leaf),
  ]
    .filter(Boolean)
    .join('\n');
}

function statesHtml(current: Status, since: string): string {
  const choices = statuses.map((status) => {
    const checked = status === current ? ' checked' : '';
    const sending = sends({ kind: 'mark', status });
    return `<label class="choice ${status}"><input type="radio" name="status" id="status-${status}"${checked} ${sending}>${stateIcon(status)}${capital(statusWords[status])}</label>`;
  });
  const note = since && `\n<p class="quiet">${escapeHtml(since)}</p>`;
  return `<fieldset class="states"><legend>Your state</legend>${choices.join('')}</fieldset>${note}`;
}

function outcomesHtml(leaf: Leaf, outcomes: readonly string[], statusOf: StatusOf): string {
  const isDone = (text: string) => statusOf(outcomeKey(leaf, text)) === 'done';
  const rows = outcomes.map((text, index) => {
    const checked = isDone(text) ? ' checked' : '';
    return `<label><input type="checkbox" id="outcome-${index}"${checked} ${sends({ kind: 'outcome', index })}><span>${proseHtml(text)}</span></label>`;
  });
  const done = outcomes.filter(isDone).length;
  const count = done > 0 ? ` <span class="quiet">${done} of ${outcomes.length}</span>` : '';
  return `<h2>Done means you can${count}</h2>\n${listHtml(rows, 'checks')}`;
}

function sectionHtml({ title, text, items, sources }: Section, section: number): string {
  const links = (sources ?? []).map((url, index, all) =>
    linkButton(`source-${section}-${index}`, url, sourceName(url, all)),
  );
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    text && `<p>${proseHtml(text)}</p>`,
    items && listHtml(items.map(proseHtml)),
    links.length > 0 && `<div class="sources"><span class="quiet">Sources</span>${listHtml(links)}</div>`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** "arxiv.org/abs/1706.03762"; of a long address the host and as much of its end as tells it from the others. */
function sourceName(url: string, all: readonly string[]): string {
  const length = new URL(url).pathname.split('/').length;
  const names = Array.from({ length }, (_, ends) => shortAddress(url, ends + 1));
  const others = all.filter((other) => other !== url);
  const isOwn = (name: string, ends: number) =>
    others.every((other) => shortAddress(other, ends + 1) !== name);
  return names.find(isOwn) ?? shortAddress(url, length);
}

/** @param ends how many parts of a long address are told from its end */
function shortAddress(url: string, ends: number): string {
  const { hostname, pathname } = new URL(url);
  const host = hostname.replace(/^www\./, '');
  const parts = pathname.split('/').filter(Boolean);
  const whole = [host, ...parts].join('/');
  if (whole.length <= 44 || ends >= parts.length) return whole;
  const end = parts.slice(-ends).join('/');
  return `${host}/…/${ends === 1 && end.length > 30 ? `…${end.slice(-29)}` : end}`;
}

function projectsHtml({ reached }: TopicPage, projects: readonly ProjectReference[] = []): string {
  if (projects.length === 0) return '';
  const rows = projects.map(({ id, title, level, hours }) => {
    const state = reached(id);
    const facts = [...(state ? [state] : []), level, `${hours} h`].join(' · ');
    const name = escapeHtml(title);
    const open = state
      ? `<button id="open-${escapeHtml(id)}" aria-label="Open ${name}" ${sends({ kind: 'open-project', projectId: id })}>Open</button> `
      : '';
    const start = `<button class="${state ? 'plain' : ''}" id="start-${escapeHtml(id)}" aria-label="${state ? 'Start again:' : 'Start'} ${name}" ${sends({ kind: 'start-project', projectId: id })}>${state ? 'Start again' : 'Start'}</button>`;
    return `<span class="name">${name}</span> <span class="quiet">${escapeHtml(facts)}</span><span class="actions">${open}${start}</span>`;
  });
  return `<h2>Practice projects</h2>\n${listHtml(rows, 'rows')}`;
}

/** The resources under their kinds, each kind where its first resource stands. */
function resourcesHtml(leaf: Leaf, statusOf: StatusOf): string {
  const kinds = [...new Set(leaf.resources.map(({ kind }) => kind))];
  const groups = kinds.map((kind) => {
    const rows = leaf.resources
      .filter((resource) => resource.kind === kind)
      .map((resource) =>
        resourceHtml(
          resource,
          leaf.resources.indexOf(resource),
          statusOf(partKey(leaf.id, 'read', resource.url)) === 'done',
        ),
      );
    return `<h3>${codiconSvg(resourceIcons[kind])} ${capital(kind)}</h3>\n${listHtml(rows, 'resources')}`;
  });
  return `<h2>Resources</h2>\n${groups.join('\n')}`;
}

function resourceHtml(resource: Resource, index: number, read: boolean): string {
  const { title, url, by, access, minutes, language, note } = resource;
  const facts = [by, access, durationText(minutes), ...(language ? [`in ${language}`] : [])].join(' · ');
  const checked = read ? ' checked' : '';
  const name = escapeHtml(title);
  return [
    `<label class="read" title="Read"><input type="checkbox" id="read-${index}" aria-label="Read: ${name}"${checked} ${sends({ kind: 'read', index })}></label>`,
    `<div>${linkButton(`resource-${index}`, url, title)} <span class="quiet">${proseHtml(facts)}</span>`,
    note ? `<br>${proseHtml(note)}` : '',
    '</div>',
  ].join('');
}

function notesHtml(exist: boolean): string {
  const button = `<button class="plain" id="notes" ${sends({ kind: 'notes' })}>${exist ? 'Open your notes' : 'Write notes'}</button>`;
  return `<h2>Notes</h2>\n<p>${button}</p>`;
}

function neighborsHtml({ leaves }: Outline, leaf: Leaf): string {
  const index = leaves.findIndex(({ id }) => id === leaf.id);
  const [before, after] = [leaves[index - 1], leaves[index + 1]];
  const button = ({ id, title }: Leaf, name: string, [first, last]: readonly [string, string]) =>
    `<button class="link" id="${name.toLowerCase()}" ${sends({ kind: 'topic', topicId: id })}>${first}<span><span class="hidden">${name}: </span>${escapeHtml(title)}</span>${last}</button>`;
  const previous = before ? button(before, 'Previous', [codiconSvg('arrow-left'), '']) : '';
  const next = after ? button(after, 'Next', ['', codiconSvg('arrow-right')]) : '';
  return `<nav class="neighbors" aria-label="Previous and next topic">${previous}<span></span>${next}</nav>`;
}

function chipsHtml(place: string, title: string, leaves: readonly Leaf[], statusOf: StatusOf): string {
  if (leaves.length === 0) return '';
  return `<h2>${escapeHtml(title)}</h2>\n${listHtml(
    leaves.map((leaf) => chip(place, leaf, statusOf)),
    'chips',
  )}`;
}

function chip(place: string, topic: Topic, statusOf: StatusOf): string {
  const status = isGroup(topic) ? groupStatus(topic, statusOf) : statusOf(topic.id);
  return `<button class="chip ${status}" id="${place}-${escapeHtml(topic.id)}" ${sends({ kind: 'topic', topicId: topic.id })}>${stateIcon(status)}${escapeHtml(topic.title)}${chipNote(topic, status, statusOf)}</button>`;
}

function chipNote(topic: Topic, status: Status, statusOf: StatusOf): string {
  if (!isGroup(topic)) return `<span class="hidden">, ${statusWords[status]}</span>`;
  const { done, total } = countLeaves(topic.topics, statusOf);
  return `<span class="hidden">, </span> <span class="quiet">${done}/${total}</span>`;
}

function topicLink(place: string, topicId: string, title: string): string {
  return `<button class="link" id="${place}-${escapeHtml(topicId)}" ${sends({ kind: 'topic', topicId })}>${escapeHtml(title)}</button>`;
}

function linkButton(id: string, url: string, text: string): string {
  return `<button class="link" id="${id}" title="${escapeHtml(url)}" ${sends({ kind: 'link', url })}>${escapeHtml(text)}</button>`;
}

function listHtml(rows: readonly string[], kind = ''): string {
  const items = rows.map((row) => `<li>${row}</li>`).join('');
  return kind === '' ? `<ul>${items}</ul>` : `<ul class="${kind}">${items}</ul>`;
}
