import { type Codicon, codicons } from './codicons.ts';

/** An icon of the editor's own, in the color of the text around it. Words stand beside it. Pure. */
export function codiconSvg(name: Codicon, kind = 'icon'): string {
  return `<svg class="${kind}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${codicons[name]}</svg>`;
}
