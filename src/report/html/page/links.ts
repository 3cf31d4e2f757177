import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { escapeControls } from '../../../text/escape.ts';
import { cutMiddle } from '../../short-name.ts';
import { wholeName } from './page-model.ts';
import type { PageProfile } from './read-profile.ts';

const BY_NAME = '#fn=';

/** Where two functions have names that look the same, the second has a link by its row. */
const BY_ROW = '#row=';

const LONGEST_NAME = 300;

const known = new WeakMap<PageProfile, ReadonlyMap<string, FunctionIndex>>();

/** A link to a function. It leads to the same function in a page of another run, where that has it. */
export function linkTo(profile: PageProfile, row: FunctionIndex): string {
  const name = wholeName(profile, row);
  return rowsByName(profile).get(name) === row ? BY_NAME + encodeURIComponent(name) : BY_ROW + row;
}

/** The function that an address leads to; null where it names none. */
export function rowOfHash(profile: PageProfile, hash: string): FunctionIndex | null {
  if (hash.startsWith(BY_NAME)) return rowsByName(profile).get(decoded(hash.slice(BY_NAME.length))) ?? null;
  const digits = hash.startsWith(BY_ROW) ? hash.slice(BY_ROW.length) : '';
  return /^\d+$/.test(digits) && Number(digits) < profile.table.length ? Number(digits) : null;
}

/** Whether an address names a function at all, of this profile or not. */
export function namesFunction(hash: string): boolean {
  return hash.startsWith(BY_NAME) || hash.startsWith(BY_ROW);
}

/** What an address calls its function, to show to whoever looks for it. */
export function nameIn(hash: string): string {
  return cutMiddle(escapeControls(decoded(hash.slice(hash.indexOf('=') + 1))), LONGEST_NAME);
}

function rowsByName(profile: PageProfile): ReadonlyMap<string, FunctionIndex> {
  const made = known.get(profile) ?? findNames(profile);
  known.set(profile, made);
  return made;
}

function findNames(profile: PageProfile): ReadonlyMap<string, FunctionIndex> {
  const rows = new Map<string, FunctionIndex>();
  for (let row = profile.table.length - 1; row >= 0; row--) rows.set(wholeName(profile, row), row);
  return rows;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand: `%` alone is no escape
  }
}
