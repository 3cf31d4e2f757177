import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { type ForeignOrigin, ORIGINS } from '../select/function-origin.ts';
import { originSteps } from '../select/whose-code.ts';
import type { ConnectedParts } from './connected-parts.ts';
import { chargeHidden } from './hidden-charges.ts';
import { recentResults } from './recent-results.ts';
import { recentSteps } from './recent-steps.ts';

/** A profile of which some functions are hidden. */
export type Hiding = {
  /** The whole profile, but `tottime` of the shown functions has what was charged to them (see {@link chargeHidden}). */
  readonly table: ProfileTable;
  /** 1 for each row that is hidden. */
  readonly isHidden: Uint8Array;
  readonly functions: number;
  /** How much of a row's tottime is estimated. */
  readonly estimated: Float64Array;
  readonly charged: Seconds;
  /** What could be charged to nobody: with the tottime of the shown functions it makes the total. */
  readonly remainder: Seconds;
  readonly parts: ConnectedParts;
};

/** Whether a function is hidden; nothing is where nothing hides. A ghost never is. */
export function isHiddenBy(hiding: Hiding | null, row: FunctionIndex): boolean {
  return hiding?.isHidden[row] === 1;
}

/** Whether the tottime of a function is an estimate, in part. */
export function isChargedByEstimate(hiding: Hiding | null, row: FunctionIndex): boolean {
  return hiding !== null && hiding.estimated[row]! > 0;
}

const recentHidings = recentSteps<Hiding>(2);

/** Hides all functions of some origins. */
export function hideFunctions(table: ProfileTable, origins: readonly ForeignOrigin[]): Steps<Hiding> {
  return recentHidings(table, origins.toSorted().join(), () => hideOrigins(table, origins));
}

function* hideOrigins(table: ProfileTable, origins: readonly ForeignOrigin[]): Steps<Hiding> {
  const codes = yield* knownCodes(table);
  const isMeant = Uint8Array.from(ORIGINS, (origin) => (origin !== 'own' && origins.includes(origin) ? 1 : 0));
  const isHidden = new Uint8Array(table.length);
  for (let row = 0; row < table.length; row++) isHidden[row] = isMeant[codes[row]!]!;
  yield;
  return yield* hideRows(table, isHidden);
}

/**
 * Hides some rows.
 *
 * @internal exported for its tests
 */
export function* hideRows(table: ProfileTable, isHidden: Uint8Array): Steps<Hiding> {
  const { charged, estimated, remainder, parts } = yield* chargeHidden(table, isHidden);
  const tottime = new Float64Array(table.length);
  let functions = 0;
  let sum = 0;
  for (let row = 0; row < table.length; row++) {
    tottime[row] = table.tottime[row]! + charged[row]!;
    functions += isHidden[row]!;
    sum += charged[row]!;
  }
  return { table: { ...table, tottime }, isHidden, functions, estimated, charged: sum, remainder, parts };
}

/** How many functions have an origin, and their own time. */
export type OriginSize = { readonly functions: number; readonly tottime: Seconds };

const recentCodes = recentSteps<Uint8Array>(1);
const recentSizes = recentResults<readonly OriginSize[]>(1);

function knownCodes(table: ProfileTable): Steps<Uint8Array> {
  return recentCodes(table, 'origins', () => originSteps(table));
}

/** By the place of the origin in {@link ORIGINS}. */
export function originSizes(table: ProfileTable): readonly OriginSize[] {
  return recentSizes(table, 'origins', () => {
    const codes = finish(knownCodes(table));
    const sizes = ORIGINS.map(() => ({ functions: 0, tottime: 0 }));
    for (let row = 0; row < table.length; row++) {
      const size = sizes[codes[row]!]!;
      size.functions++;
      size.tottime += table.tottime[row]!;
    }
    return sizes;
  });
}
