import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COMMANDS,
  CONTAINER,
  EXTENSION_ID,
  FILTERED_KEY,
  FOCUSED_ROW,
  LOADED_KEYS,
  PAGES,
  PROJECTS_VIEW,
  ROW_WORDS,
  SETTINGS,
  STEP_KEYS,
  TOPICS_VIEW,
  UP_NEXT_VIEW,
} from '../../src/manifest.ts';
import { statuses } from '../../src/progress/record.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const views = [TOPICS_VIEW, UP_NEXT_VIEW, PROJECTS_VIEW];
const conditions = conditionsIn(contributes);
const commandIds: string[] = contributes.commands.map(({ command }: { command: string }) => command);

describe('package.json and manifest.ts say the same', () => {
  it('the extension is called what other extensions ask for', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, EXTENSION_ID);
    assert.equal(manifest.displayName, 'ML Roadmap');
  });

  it('the commands', () => {
    assert.deepEqual([...commandIds].sort(), Object.values(COMMANDS).sort());
  });

  it('every command has a title without our name, and our category', () => {
    for (const { title, category } of contributes.commands) {
      assert.equal(category, 'ML Roadmap');
      assert.doesNotMatch(title, /ML Roadmap|[\u{1F300}-\u{1FAFF}]/u);
    }
  });

  it('the container and its views', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }: { id: string }) => id),
      [CONTAINER],
    );
    assert.deepEqual(
      contributes.views[CONTAINER].map(({ id }: { id: string }) => id),
      views,
    );
  });

  it('the settings and their defaults', () => {
    const defaults = Object.entries<{ default: unknown }>(contributes.configuration.properties).map(
      ([id, setting]) => [id, setting.default],
    );
    assert.deepEqual(Object.fromEntries(defaults), SETTINGS);
  });

  it('menus and keys name commands that exist', () => {
    const named = [
      ...Object.values<{ command: string }[]>(contributes.menus).flat(),
      ...contributes.keybindings.flatMap(
        ({ args }: { args: { commands: (string | { command: string })[] } }) =>
          args.commands.filter((command) => typeof command !== 'string'),
      ),
    ].map(({ command }) => command);
    assert.ok(named.length > 10);
    for (const command of named) assert.ok(commandIds.includes(command), command);
  });

  it('menus look for words that rows have', () => {
    const words = new Set<string>([...ROW_WORDS, ...statuses]);
    const looked = conditions.flatMap((when) =>
      [...when.matchAll(/viewItem =~ \/\\b\(?([\w|-]+)\)?\\b\//g)].flatMap(([, list = '']) =>
        list.split('|'),
      ),
    );
    assert.ok(looked.length > 5);
    for (const word of looked) assert.ok(words.has(word), word);
  });

  it('the pages that come back after a reload', () => {
    const events: string[] = manifest.activationEvents;
    const types = events.flatMap((event) => /^onWebviewPanel:(.*)/.exec(event)?.[1] ?? []);
    assert.deepEqual(types.sort(), [...PAGES].sort());
  });

  it('conditions ask for views that exist', () => {
    const asked = conditions.flatMap((when) =>
      [...when.matchAll(/\b(?:view|focusedView|activeViewlet)\s*[!=]=\s*'?([\w.-]+)/g)].map(
        ([, id = '']) => id,
      ),
    );
    assert.ok(asked.length > 10);
    assert.deepEqual([...new Set(asked)].sort(), [...views].sort());
    const welcomed = contributes.viewsWelcome.map(({ view }: { view: string }) => view);
    for (const view of welcomed) assert.ok(views.includes(view), view);
  });

  it('conditions ask for the context keys that the views set, and for no other of ours', () => {
    const names = conditions.flatMap((when) => when.match(/\bmlRoadmap(\.\w+)+/g) ?? []);
    const keys = names.filter((name) => !views.includes(name));
    assert.deepEqual([...new Set(keys)].sort(), [FILTERED_KEY, ...Object.values(LOADED_KEYS)].sort());
  });

  it('the steps of the walkthrough wait for what we say is done', () => {
    const [walkthrough] = contributes.walkthroughs;
    const waits: string[] = walkthrough.steps.flatMap(
      ({ completionEvents }: { completionEvents: string[] }) => completionEvents,
    );
    const keys = waits.flatMap((event) => /^onContext:(.*)/.exec(event)?.[1] ?? []);
    assert.deepEqual(keys.sort(), Object.values(STEP_KEYS).sort());
    assert.equal(walkthrough.steps.length, 5);
  });

  it('an empty view says why only when that is known: it is also empty while the extension starts', () => {
    const welcomes: { view: string; when?: string; contents: string }[] = contributes.viewsWelcome;
    const said = welcomes.map(({ view, when }) => `${view} when ${when}`);
    const failed = [TOPICS_VIEW, UP_NEXT_VIEW, PROJECTS_VIEW].map((v) => `${v} when ${LOADED_KEYS.failed}`);
    const ready = [UP_NEXT_VIEW, PROJECTS_VIEW].map((view) => `${view} when ${LOADED_KEYS.ready}`);
    assert.deepEqual(said.sort(), [...failed, ...ready].sort());
    for (const { when, contents } of welcomes) {
      assert.equal(/could not be shown.*output\.show/s.test(contents), when === LOADED_KEYS.failed, contents);
    }
  });

  it('the Space key hands over what markDone waits for', () => {
    assert.match(JSON.stringify(contributes.keybindings), new RegExp(`"args":"${FOCUSED_ROW}"`));
  });

  it('the engine is the one whose types we compile against', () => {
    assert.equal(manifest.engines.vscode, '^1.100.0');
    assert.match(manifest.devDependencies['@types/vscode'], /^1\.100\./);
  });

  it('a folder that is not trusted still shows the roadmap', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  });
});

/** The conditions of menus, keys and whatever else has one, however deep it stands. */
function conditionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['when', 'enablement'].includes(key) && typeof inner === 'string' ? [inner] : conditionsIn(inner),
  );
}
