import { formatCount } from '../../../profile/count-column.ts';
import { plural } from '../../../profile/notes.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import type { FunctionsRequest } from '../../../views/functions-view.ts';
import { shownOriginsText } from '../../hiding.ts';
import { type TimeStyle, timeInText } from '../../number.ts';
import type { Glyphs } from '../../theme.ts';
import type { FunctionsScreen } from './request.ts';

/** `1234 functions, 56789 calls (50000 primitive) in 4.84 s` */
export function totalsText({ kind, length, totals }: ProfileTable, style: TimeStyle): string {
  const calls = formatCount(totals.ncalls);
  const primitive = formatCount(totals.primitiveCalls);
  const time = timeInText(totals.tottime, style);
  if (kind === 'sampled') return `${plural(length, 'function')}, ${plural(primitive, 'sample')} in ${time}`;
  const recursion = calls === primitive ? '' : ` (${primitive} primitive)`;
  return `${plural(length, 'function')}, ${plural(calls, 'call')}${recursion} in ${time}`;
}

/** What is being worked on but hiding, while the list is still the one from before. */
export function workText({ view, pending }: FunctionsScreen, { ellipsis }: Glyphs): string {
  if (pending === null) return '';
  return pending.filter.text === view.request.filter.text ? `sorting${ellipsis}  ` : `filtering${ellipsis}  `;
}

/** Which functions are shown: `only my code  /shop -test`; nothing where it is all of them. */
export function choiceText({ filter, hidden }: FunctionsRequest): string {
  return [shownOriginsText(hidden), filter.text === '' ? '' : `/${filter.text}`]
    .filter((part) => part !== '')
    .join('  ');
}

/** In place of the name of the selected function where there is none. */
export function emptyText({ view, pending }: FunctionsScreen): string {
  if (pending !== null || view.base.length === 0) return '';
  const { filter, hidden } = view.request;
  if (filter.text !== '') return `no function matches ${filter.text}`;
  return hidden.length === 0 ? '' : `all ${plural(view.base.length, 'function')} are hidden: H shows them`;
}

/** The order, and what of the profile is left out. */
export function requestText({ ordering, isReversed, filter, hidden }: FunctionsRequest): string {
  const order = ordering.order === null ? 'in the order of the dump' : `by ${ordering.name}`;
  const parts = [
    `${order}${isReversed && ordering.order !== null ? ', reversed' : ''}`,
    ...(filter.terms.length === 0 ? [] : [`filtered by ${filter.text}`]),
    ...(hidden.length === 0 ? [] : [`without ${hidden.join(', ')}`]),
  ];
  return parts.join(', ');
}
