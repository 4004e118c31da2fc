import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Library } from '../../src/library/Library.ts';
import { BUNDLED_ROADMAP, EXTENSION_ID } from '../../src/manifest.ts';
import { gradeQuestion } from '../../src/progress/gradeQuestion.ts';
import { ProgressStore } from '../../src/progress/ProgressStore.ts';
import { noProgress } from '../../src/progress/record.ts';
import { ReviewPanel } from '../../src/views/ReviewPanel.ts';
import { TopicPanel } from '../../src/views/TopicPanel.ts';
import { mark, progressOf } from '../unit/progress/samples.ts';
import { toldDuring } from './extension.ts';

const NOT_SAVED = /could not be saved anywhere\. Check that the disk is not full/;

/** A panel that nobody sees: it tells what it was sent, and sends what a test sends. */
function unseenPanel() {
  const sent = new vscode.EventEmitter<unknown>();
  const shown: string[] = [];
  const webview = {
    options: {},
    cspSource: 'https://example.org',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: sent.event,
    set html(text: string) {
      shown.push(text);
    },
    postMessage: async ({ body }: { body: string }) => void shown.push(body),
  };
  const panel = { webview, title: '', onDidDispose: () => sent, dispose: () => sent.dispose(), reveal() {} };
  return {
    panel: panel as unknown as vscode.WebviewPanel,
    shown,
    send: (message: unknown) => sent.fire(message),
  };
}

export function register(): void {
  describe('a page whose changes no place takes', () => {
    let options: ConstructorParameters<typeof TopicPanel>[0] & ConstructorParameters<typeof ReviewPanel>[0];
    before(async () => {
      const { extensionUri } = vscode.extensions.getExtension(EXTENSION_ID) ?? {};
      assert.ok(extensionUri);
      const library = new Library(extensionUri);
      await library.load();
      const store = new ProgressStore({
        places: [
          {
            name: 'a full disk',
            read: async () => ({ progress: noProgress }),
            write: async () => Promise.reject(new Error('no space left on device')),
          },
        ],
        initial: progressOf({ 'linear-algebra': mark('done', 1) }, BUNDLED_ROADMAP),
        writer: 'w',
        now: () => new Date('2027-01-24T20:00:00Z'),
        onNotice: () => undefined,
        onFault: () => undefined,
      });
      options = {
        library,
        store,
        media: vscode.Uri.joinPath(extensionUri, 'media'),
        log: { error: () => undefined, warn: () => undefined } as unknown as vscode.LogOutputChannel,
        hasNotes: () => false,
        openKeptNotes: async () => undefined,
        reached: () => undefined,
        grade: gradeQuestion(
          store,
          () => BUNDLED_ROADMAP,
          () => new Date('2027-01-24T20:00:00Z'),
        ),
        now: () => Date.parse('2027-01-24T20:00:00Z'),
      };
    });

    for (const [name, open] of [
      ['the review page', () => new ReviewPanel(options)],
      ['the topic page', () => new TopicPanel(options)],
    ] as const) {
      it(`tells so, and goes on to the next question: ${name}`, async () => {
        const { panel, shown, send } = unseenPanel();
        const page = open();
        page.restore(panel, { topicId: 'linear-algebra' });
        assert.match(shown.at(-1) ?? '', /Question 1/);
        const told = await toldDuring('showErrorMessage', async () => {
          send({ kind: 'question', do: 'reveal' });
          send({ kind: 'question', do: 'grade', knew: false });
          await settled();
        });
        assert.equal(told.length, 1);
        assert.match(told[0] ?? '', NOT_SAVED);
        assert.match(shown.at(-1) ?? '', /Question 2/);
        page.dispose();
      });
    }

    it('shows a tick that is not kept, and tells so: the topic page', async () => {
      const { panel, shown, send } = unseenPanel();
      const page = new TopicPanel(options);
      page.restore(panel, { topicId: 'linear-algebra' });
      const told = await toldDuring('showErrorMessage', async () => {
        send({ kind: 'outcome', index: 0, checked: true });
        await settled();
      });
      assert.match(told.join(), NOT_SAVED);
      assert.match(shown.at(-1) ?? '', /id="outcome-0"[^>]*checked/);
      page.dispose();
    });
  });
}

/** Everything that waits for nothing but promises is done. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
