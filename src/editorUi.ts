import * as vscode from 'vscode';
import { messageOf, UserError } from './errors.ts';
import type { ReadOnlyTexts } from './ReadOnlyTexts.ts';
import { type PickItem, type Ui, withoutLinks } from './ui.ts';

/** The real thing: every question and message of the extension, asked by the editor. */
export function createUi(log: vscode.LogOutputChannel, texts: ReadOnlyTexts): Ui {
  return {
    async pick<T>(items: readonly PickItem<T>[], options: { title: string; placeholder: string }) {
      const rows = items.map(rowOf);
      const row = await vscode.window.showQuickPick(rows, {
        title: options.title,
        placeHolder: options.placeholder,
        matchOnDescription: true,
        matchOnDetail: true,
      });
      return row?.value;
    },

    search: <T>(
      find: (query: string) => readonly PickItem<T>[],
      options: { title: string; placeholder: string },
    ) => search(find, options),

    async pickMany<T>(items: readonly PickItem<T>[], options: { title: string; placeholder: string }) {
      const rows = items.flatMap((item, index) => {
        const heading = item.group !== items[index - 1]?.group ? item.group : undefined;
        const separator = { label: heading ?? '', kind: vscode.QuickPickItemKind.Separator };
        return [...(heading ? [{ ...separator, value: undefined }] : []), rowOf(item)];
      });
      const chosen = await vscode.window.showQuickPick(rows, {
        title: options.title,
        placeHolder: options.placeholder,
        canPickMany: true,
      });
      return chosen?.flatMap(({ value }) => (value === undefined ? [] : [value as T]));
    },

    async ask({ title, prompt, value, problemWith, whileTyping }) {
      return vscode.window.showInputBox({
        title,
        prompt,
        value,
        ignoreFocusOut: true,
        validateInput: (typed) => {
          whileTyping?.(typed);
          return problemWith?.(typed);
        },
      });
    },

    async askForFolder({ title, button, start }) {
      const folders = await vscode.window.showOpenDialog({
        title,
        openLabel: button,
        canSelectFiles: false,
        canSelectFolders: true,
        ...(start ? { defaultUri: start } : {}),
      });
      return folders?.[0];
    },

    async confirm(question, detail, yes) {
      const options = { modal: true, detail };
      return (await vscode.window.showWarningMessage(withoutLinks(question), options, yes)) === yes;
    },

    async tell(kind, message, ...buttons) {
      const show = {
        info: vscode.window.showInformationMessage,
        warning: vscode.window.showWarningMessage,
        error: vscode.window.showErrorMessage,
      }[kind] as (message: string, ...buttons: string[]) => Thenable<string | undefined>;
      return show(withoutLinks(message), ...buttons);
    },

    mention(message) {
      vscode.window.setStatusBarMessage(message, 5000);
    },

    async withProgress(title, task) {
      const location = vscode.ProgressLocation.Notification;
      return vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => task(token));
    },

    async openLink(url) {
      // As a string: `Uri.parse` would turn %2F into / (https://github.com/microsoft/vscode/issues/85930).
      await vscode.commands.executeCommand('vscode.open', url);
    },

    async openFolder(folder, where) {
      if (where === 'workspace') {
        const end = vscode.workspace.workspaceFolders?.length ?? 0;
        vscode.workspace.updateWorkspaceFolders(end, 0, { uri: folder });
        return;
      }
      const forceNewWindow = where === 'new window';
      await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
    },

    async openFile(file, line) {
      const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
      await vscode.window.showTextDocument(
        file,
        line === undefined ? {} : { selection: new vscode.Range(at, at) },
      );
    },

    async showReadOnly(path, text) {
      const document = await vscode.workspace.openTextDocument(texts.set(path, text));
      await vscode.window.showTextDocument(document, { preview: false });
    },

    async showDifferences(file, path, text, title) {
      await vscode.commands.executeCommand('vscode.diff', file, texts.set(path, text), title);
    },

    async askForText({ title, button, extension }) {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const [file] =
        (await vscode.window.showOpenDialog({
          title,
          openLabel: button,
          filters: { [extension.toUpperCase()]: [extension] },
          ...(folder ? { defaultUri: folder } : {}),
        })) ?? [];
      if (!file) return undefined;
      try {
        const bytes = await vscode.workspace.fs.readFile(file);
        return { name: file.path.split('/').at(-1) ?? file.path, text: new TextDecoder().decode(bytes) };
      } catch (thrown) {
        throw new UserError(`${file.fsPath} could not be read: ${messageOf(thrown)}.`);
      }
    },

    async saveFile(name, bytes) {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const options = folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {};
      const file = await vscode.window.showSaveDialog(options);
      if (!file) return;
      try {
        await vscode.workspace.fs.writeFile(file, bytes);
      } catch (thrown) {
        const what = withoutLinks(`${name} could not be saved to ${file.fsPath}: ${messageOf(thrown)}.`);
        void vscode.window.showErrorMessage(what);
      }
    },

    showLog: () => log.show(),
  };
}

function rowOf<T>({ icon, ...item }: PickItem<T>): vscode.QuickPickItem & { value: T } {
  return { ...item, ...(icon ? { iconPath: new vscode.ThemeIcon(icon) } : {}) };
}

/** The editor filters by what it shows; this finds by what it does not show, too. */
function search<T>(
  find: (query: string) => readonly PickItem<T>[],
  options: { title: string; placeholder: string },
): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { value: T }>();
  const show = (query: string) => {
    pick.items = find(query).map((item) => ({ ...rowOf(item), alwaysShow: true }));
  };
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  show('');
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      // Who types fast and presses Enter is ahead of the list that is shown: what was typed decides.
      const found = find(pick.value);
      const active = pick.activeItems[0]?.value;
      resolve((found.find(({ value }) => value === active) ?? found[0])?.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
