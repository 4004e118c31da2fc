import type { Status } from '../progress/record.ts';
import {
  isGroup,
  type Leaf,
  type Question,
  type Resource,
  type Section,
  type Topic,
} from '../roadmap/model.ts';
import type { Outline } from '../roadmap/outline.ts';
import { resourceText, statusWords } from '../words.ts';

/** The topic page as HTML. Pure: everything that comes from a roadmap goes through `escapeHtml`. */

export interface TopicPage {
  readonly outline: Outline;
  readonly topic: Topic;
  readonly status: Status;
  readonly statusOf: (topicId: string) => Status;
}

export interface PageFrame {
  /** For `style-src`: where the editor serves our files from. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly stylesheet: string;
  readonly script: string;
}

export function pageHtml(title: string, body: string, frame: PageFrame): string {
  const policy = `default-src 'none'; style-src ${frame.cspSource}; script-src 'nonce-${frame.nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(frame.stylesheet)}">
</head>
<body>
<main>${body}</main>
<script nonce="${escapeHtml(frame.nonce)}" src="${escapeHtml(frame.script)}"></script>
</body>
</html>`;
}

export function topicHtml(page: TopicPage): string {
  const { outline, topic } = page;
  const path = outline
    .ancestors(topic.id)
    .map(({ title }) => escapeHtml(title))
    .join(' › ');
  return [
    path && `<p class="path">${path}</p>`,
    `<h1>${escapeHtml(topic.title)}</h1>`,
    isGroup(topic) ? groupHtml(page, topic.topics) : leafHtml(page, topic),
  ].join('\n');
}

function groupHtml({ topic, statusOf }: TopicPage, children: readonly Topic[]): string {
  const rows = children.map((child) => {
    const state = isGroup(child) ? '' : ` <span class="quiet">${statusWords[statusOf(child.id)]}</span>`;
    return `<li>${topicButton(child)}${state}</li>`;
  });
  return `<p>${escapeHtml(topic.summary)}</p>\n<h2>Topics</h2>\n<ul>${rows.join('')}</ul>`;
}

function leafHtml({ outline, status, statusOf }: TopicPage, leaf: Leaf): string {
  const known = (ids: readonly string[] = []): Leaf[] =>
    ids.flatMap((id) => outline.leaves.find((other) => other.id === id) ?? []);
  return [
    `<p class="facts"><span class="state ${status}">${statusWords[status]}</span> · ${leaf.level} · about ${leaf.hours} h</p>`,
    `<p>${escapeHtml(leaf.summary)}</p>`,
    leaf.why && `<h2>Why it matters</h2>\n<p>${escapeHtml(leaf.why)}</p>`,
    leaf.outcomes && `<h2>Done means you can</h2>\n${listHtml(leaf.outcomes.map(escapeHtml))}`,
    linksHtml('First', known(leaf.prerequisites), statusOf),
    ...(leaf.sections ?? []).map(sectionHtml),
    projectsHtml(leaf),
    `<h2>Resources</h2>\n${listHtml(leaf.resources.map(resourceHtml))}`,
    leaf.questions && `<h2>Check yourself</h2>\n${leaf.questions.map(questionHtml).join('\n')}`,
    linksHtml('This unlocks', outline.unlockedBy(leaf.id), statusOf),
    linksHtml('Related', known(leaf.related), statusOf),
  ]
    .filter(Boolean)
    .join('\n');
}

function sectionHtml({ title, text, items, sources }: Section): string {
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    text && `<p>${escapeHtml(text)}</p>`,
    items && listHtml(items.map(escapeHtml)),
    sources && `<p class="quiet">Sources: ${sources.map((url) => linkButton(url, url)).join(' ')}</p>`,
  ]
    .filter(Boolean)
    .join('\n');
}

function projectsHtml({ projects = [] }: Leaf): string {
  if (projects.length === 0) return '';
  const rows = projects.map(
    ({ id, title, level, hours }) =>
      `<button data-project="${escapeHtml(id)}">Start ${escapeHtml(title)}</button> <span class="quiet">${level} · ${hours} h</span>`,
  );
  return `<h2>Practice projects</h2>\n${listHtml(rows)}`;
}

function resourceHtml(resource: Resource): string {
  const note = resource.note ? `<br>${escapeHtml(resource.note)}` : '';
  return `${linkButton(resource.url, resource.title)} <span class="quiet">${escapeHtml(resource.by)} · ${escapeHtml(resourceText(resource))}</span>${note}`;
}

/** A question that opens its answer: the browser's own disclosure, so keyboards and screen readers know it. */
function questionHtml({ ask, answer, wrong = [], because }: Question): string {
  const choices = wrong.length > 0 ? listHtml([answer, ...wrong].sort().map(escapeHtml)) : '';
  return `<details><summary>${escapeHtml(ask)}</summary>${choices}<p><strong>${escapeHtml(answer)}</strong> ${escapeHtml(because)}</p></details>`;
}

function linksHtml(title: string, leaves: readonly Leaf[], statusOf: (id: string) => Status): string {
  if (leaves.length === 0) return '';
  const rows = leaves.map(
    (leaf) => `${topicButton(leaf)} <span class="quiet">${statusWords[statusOf(leaf.id)]}</span>`,
  );
  return `<h2>${escapeHtml(title)}</h2>\n${listHtml(rows)}`;
}

function topicButton(topic: Topic): string {
  return `<button class="link" data-topic="${escapeHtml(topic.id)}">${escapeHtml(topic.title)}</button>`;
}

function linkButton(url: string, text: string): string {
  return `<button class="link" data-url="${escapeHtml(url)}" title="${escapeHtml(url)}">${escapeHtml(text)}</button>`;
}

function listHtml(rows: readonly string[]): string {
  return `<ul>${rows.map((row) => `<li>${row}</li>`).join('')}</ul>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
