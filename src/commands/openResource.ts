import { UserError } from '../errors.ts';
import { type Leaf, linksOf } from '../roadmap/model.ts';
import { plainText } from '../roadmap/prose.ts';
import { resourceIcons, resourceText } from '../words.ts';
import { leafArgument, rowArgument } from './argument.ts';
import { askForLeaf } from './askForTopic.ts';
import type { CommandContext } from './context.ts';

/** Opens a resource at once from its row; asks which one, and first of which topic, when it is not told. */
export async function openResource(context: CommandContext, argument?: unknown): Promise<void> {
  const outline = await context.library.load();
  const options = { title: 'Open Resource (1/2)', placeholder: 'Of which topic?' };
  const leaf = leafArgument(outline, argument) ?? (await askForLeaf(context, outline, options));
  if (!leaf) return;
  const row = rowArgument(argument);
  const url = row?.kind === 'resource' ? row.url : await askForUrl(context, leaf, argument === undefined);
  if (url === undefined) return;
  if (!linksOf(leaf).includes(url)) {
    throw new UserError(`“${leaf.title}” lists no such resource, so nothing was opened.`);
  }
  await context.ui.openLink(url);
}

function askForUrl(context: CommandContext, leaf: Leaf, second: boolean): Promise<string | undefined> {
  const items = leaf.resources.map((resource) => ({
    label: resource.title,
    description: resourceText(resource),
    detail: [resource.by, plainText(resource.note ?? '')].filter(Boolean).join(' · '),
    icon: resourceIcons[resource.kind],
    value: resource.url,
  }));
  const title = second ? 'Open Resource (2/2)' : 'Open Resource';
  return context.ui.pick(items, { title, placeholder: `${leaf.title}: which resource?` });
}
