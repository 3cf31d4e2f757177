import { plural } from '../../profile/notes.ts';
import { FOREIGN_ORIGINS } from '../../select/function-origin.ts';
import type { FunctionsView } from '../../views/functions-view.ts';
import type { FunctionsScreen } from '../state/functions-screen.ts';
import type { Glyphs } from '../theme.ts';
import { type TimeStyle, timeWithUnit } from './number-text.ts';

/** `3 of 57 shown, 1234 in all`: how many there are is always said. */
export function placeText({ view, list }: FunctionsScreen): string {
  const all = view.base.length;
  const place = `${view.length === 0 ? 0 : list.selected + 1} of ${view.length}`;
  return view.length === all ? place : `${place} shown, ${all} in all`;
}

/** What is being worked on, while the list is still the one from before. */
export function workText({ view, pending }: FunctionsScreen, { ellipsis }: Glyphs): string {
  if (pending === null) return '';
  const { filter, hidden } = view.request;
  if (pending.hidden.join() !== hidden.join()) return `hiding${ellipsis}  `;
  return pending.filter.text === filter.text ? `sorting${ellipsis}  ` : `filtering${ellipsis}  `;
}

/** Which functions are shown: `only my code  /shop -test`; nothing where it is all of them. */
export function choiceText({ view: { request } }: FunctionsScreen): string {
  const { filter, hidden } = request;
  const words = FOREIGN_ORIGINS.filter(({ origin }) => hidden.includes(origin)).map(({ word }) => word);
  const isAll = words.length === FOREIGN_ORIGINS.length;
  const hiding = words.length === 0 ? '' : isAll ? 'only my code' : `no ${words.join(', ')}`;
  return [hiding, filter.text === '' ? '' : `/${filter.text}`].filter((part) => part !== '').join('  ');
}

/** `312 hidden: 1.2 s charged to callers, 45.6 ms to nobody`; null where nothing is hidden. */
export function hidingText({ hiding }: FunctionsView, style: TimeStyle): string | null {
  if (hiding === null) return null;
  const { functions, charged, remainder } = hiding;
  const rest = Math.abs(remainder) < LEAST_SHOWN ? '' : `, ${timeWithUnit(remainder, style)} to nobody`;
  return `${functions} hidden: ${timeWithUnit(charged, style)} charged to their callers${rest}`;
}

/** Below a nanosecond it is a rounding: the times are sums. */
const LEAST_SHOWN = 1e-9;

/** In place of the name of the selected function where there is none. */
export function emptyText({ view, pending }: FunctionsScreen): string {
  if (pending !== null || view.base.length === 0) return '';
  const { filter, hidden } = view.request;
  if (filter.text !== '') return `no function matches ${filter.text}`;
  return hidden.length === 0 ? '' : `all ${plural(view.base.length, 'function')} are hidden: H shows them`;
}
