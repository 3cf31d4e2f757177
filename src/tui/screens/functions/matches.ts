import type { Actions } from '../../action.ts';
import { lastOfKind } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import type { Search } from './request.ts';

/** Where the cursor is in a list of functions. */
type Place = { readonly rows: Int32Array; readonly selected: number };

type Direction = 'next' | 'previous';

/** The keys through what `/` or `*` found, in a list of functions. */
export function findActions<S>(list: {
  readonly placeIn: (state: ViewerState, screen: S) => Place;
  readonly goTo: (state: ViewerState, screen: S, position: number) => ViewerState;
}): Actions<S> {
  const whyNot = (state: ViewerState, screen: S): string | null => whyNoMatch(list.placeIn(state, screen), state);
  const find = (state: ViewerState, screen: S, direction: Direction): ViewerState => {
    const position = nextMatch(list.placeIn(state, screen), searchIn(state), direction);
    return position === null ? state : list.goTo(state, screen, position);
  };
  return {
    'find.next': {
      keys: ['n'],
      group: 'filter',
      help: 'to the next match of / or *',
      label: 'next',
      whyNot,
      run: (state, screen) => find(state, screen, 'next'),
    },
    'find.previous': {
      keys: ['N'],
      group: 'filter',
      help: 'to the previous match of / or *',
      whyNot,
      run: (state, screen) => find(state, screen, 'previous'),
    },
  };
}

function searchIn(state: ViewerState): Search | null {
  return lastOfKind(state, 'functions')?.search ?? null;
}

/** The position of the next shown function that was found, round the end; null where there is none. */
function nextMatch({ rows, selected }: Place, search: Search | null, direction: Direction): number | null {
  if (search === null) return null;
  const step = direction === 'next' ? 1 : rows.length - 1;
  for (let tried = 1, at = selected; tried <= rows.length; tried++) {
    at = (at + step) % rows.length;
    if (search.matches[rows[at]!] === 1) return at;
  }
  return null;
}

/** Why there is no match to go to; null where there is one. */
function whyNoMatch(place: Place, state: ViewerState): string | null {
  const search = searchIn(state);
  if (search === null) return 'Nothing has been searched for yet; * marks a name, / in Functions searches.';
  return nextMatch(place, search, 'next') === null ? `No function that is shown matches ${search.text}` : null;
}
