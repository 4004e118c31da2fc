import * as vscode from 'vscode';
import type { Row } from './topicRows.ts';

/** A row as the editor wants it. A new one each time: the editor writes into the one it was given. */
export function treeItem(row: Row): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.hasChildren ? Collapsed : None);
  item.id = row.key;
  item.description = row.description;
  if (row.icon) {
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.iconColor ? new vscode.ThemeColor(row.iconColor) : undefined,
    );
  }
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  if (row.checkbox) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: row.checkbox.checked ? Checked : Unchecked,
      tooltip: row.checkbox.checked ? 'Done' : 'Mark as done',
      accessibilityInformation: { label: row.checkbox.spoken },
    };
  }
  if (row.command) item.command = { command: row.command.id, title: row.command.title, arguments: [row.key] };
  return item;
}

/** Text of a roadmap is data: `appendText` escapes whatever Markdown is in it. */
export function tooltipOf({ tooltip: [title = '', ...rest] }: Row): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('**').appendText(title).appendMarkdown('**');
  for (const line of rest.filter(Boolean)) markdown.appendMarkdown('\n\n').appendText(line);
  return markdown;
}
