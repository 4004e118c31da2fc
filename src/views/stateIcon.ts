import type { Status } from '../progress/record.ts';
import { statusIcons } from '../words.ts';
import { codiconSvg } from './codiconSvg.ts';
import { codicons } from './codicons.ts';

/** A small picture of a state: four shapes, so that color is never the only sign. Words stand beside it. Pure. */
export function stateIcon(status: Status): string {
  return codiconSvg(statusIcons[status], `state ${status}`);
}

/** The same pictures, to be used many times in one drawing under `#state-<status>`. */
export function stateSymbols(): string {
  return Object.entries(statusIcons)
    .map(([status, icon]) => `<symbol id="state-${status}" viewBox="0 0 16 16">${codicons[icon]}</symbol>`)
    .join('');
}
