const vscode = require('vscode');

// The least an extension with a tree of ten checkboxes, a filter and a page can do: what everything else is measured against.
exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const ticked = new Set();
  const rows = Array.from({ length: 10 }, (_, number) => `Row ${number}`);
  let words = '';
  const shown = () => rows.filter((row) => row.includes(words));
  const tree = vscode.window.createTreeView('minimal.rows', {
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => (row ? [] : shown()),
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
    const { webview } = vscode.window.createWebviewPanel('minimal.page', 'Minimal', 1, {
      enableScripts: true,
    });
    webview.html = '<main><h1 tabindex="0">Minimal</h1></main>';
  });
  vscode.commands.registerCommand('minimal.filter', () =>
    vscode.window.showInputBox({
      prompt: 'Words in the title',
      ignoreFocusOut: true,
      validateInput: (typed) => {
        words = typed;
        changed.fire();
        tree.message = `Showing ${shown().length} of 10`;
      },
    }),
  );
};
