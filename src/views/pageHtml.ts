/** What every page is framed in. Pure. */

export interface PageFrame {
  /** For `style-src`: where the editor serves our files from. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
}

export function pageHtml(
  { title, body, state }: { readonly title: string; readonly body: string; readonly state: unknown },
  { cspSource, nonce, stylesheets, scripts }: PageFrame,
): string {
  const policy = `default-src 'none'; style-src ${cspSource}; img-src data: blob:; script-src 'nonce-${nonce}'`;
  const tags = scripts.map(
    (script) => `<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${stylesheets.map((file) => `<link rel="stylesheet" href="${escapeHtml(file)}">`).join('\n')}
</head>
<body>
<main data-state="${escapeHtml(JSON.stringify(state))}">${body}</main>
${tags.join('\n')}
</body>
</html>`;
}

/** An attribute that makes `page.js` send this message when the element is used. */
export function sends(message: Readonly<Record<string, unknown>>): string {
  return `data-send="${escapeHtml(JSON.stringify(message))}"`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
