import { proseParts } from '../roadmap/prose.ts';
import { escapeHtml } from './pageHtml.ts';

/** A text of an author as HTML: code as code, everything else as text. Pure. */
export function proseHtml(text: string): string {
  return proseParts(text)
    .map((part, index) =>
      index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(withUnits(part)),
    )
    .join('');
}

/** Keeps a number together with its unit, and with its exponent: “5 %”, “1e-5”. */
function withUnits(text: string): string {
  return text
    .replace(/(?<=\de)-(?=\d)/g, '-\u2060')
    .replace(/(?<=\d) (?=(?:%|h|min|s|ms|µs|ns|[kKMGT]B|[kMG]?Hz|kg|kWh)(?![\w-]))/g, '\u00a0');
}
