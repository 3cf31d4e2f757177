import type { FunctionsScreen } from './request.ts';

/** The position of the next shown function that the last filter matched, round the end; null where there is none. */
export function nextMatch({ view, search, list }: FunctionsScreen, direction: 'next' | 'previous'): number | null {
  const { rows } = view;
  if (search === null) return null;
  const step = direction === 'next' ? 1 : rows.length - 1;
  for (let tried = 1, at = list.selected; tried <= rows.length; tried++) {
    at = (at + step) % rows.length;
    if (search.matches[rows[at]!] === 1) return at;
  }
  return null;
}

/** Why there is no match to go to; null where there is one. */
export function whyNoMatch(screen: FunctionsScreen): string | null {
  if (screen.search === null) return 'Nothing has been searched for yet; / searches.';
  return nextMatch(screen, 'next') === null ? `No function that is shown matches ${screen.search.text}` : null;
}
