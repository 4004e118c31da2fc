const vscode = require('vscode');

// The least an extension with a tree of ten checkboxes and a page can do: what everything else is measured against.
exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const ticked = new Set();
  const tree = vscode.window.createTreeView('minimal.rows', {
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => (row ? [] : Array.from({ length: 10 }, (_, number) => `Row ${number}`)),
      getTreeItem: (row) => ({
        label: row,
        id: row,
        description: ticked.has(row) ? 'done' : '',
        accessibilityInformation: { label: ticked.has(row) ? `${row}, done` : row },
        checkboxState: ticked.has(row) ? 1 : 0,
      }),
    },
  });
  tree.onDidChangeCheckboxState(({ items }) => {
    for (const [row] of items) ticked.add(row);
    changed.fire(items.map(([row]) => row));
  });
  vscode.commands.registerCommand('minimal.page', () => {
    vscode.window.createWebviewPanel('minimal.page', 'Minimal', 1).webview.html = '<h1>Minimal</h1>';
  });
};
