/** Texts of an author: a pair of backticks marks code, as in Markdown; nothing else in them is markup. Pure. */

/** The parts of a text in turn: text, code, text, code and so on. A backtick without another stays in the text. */
export function proseParts(text: string): string[] {
  return text.split(/`([^`]+)`/);
}

/** A text for places that cannot show code: rows, tooltips, pickers; and to search in. */
export function plainText(text: string): string {
  return proseParts(text).join('');
}
