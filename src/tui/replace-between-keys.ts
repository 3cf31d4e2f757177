import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { shortPathSteps } from '../views/short-paths.ts';
import { betweenKeys, type IsWanted } from './between-keys.ts';
import { functionWidthSteps } from './measure-numbers.ts';
import { moveToReplacement, type ReadyReplacement } from './replace-profile.ts';
import type { Replacement } from './replacement.ts';
import { isSmall, type ViewerState } from './viewer.ts';

/** What its first frame needs of all functions: names and widths. */
function* firstFrameSteps(table: ProfileTable): Steps<void> {
  yield* shortPathSteps(table);
  yield* functionWidthSteps(table);
}

/**
 * What comes in the place of the profile that is looked at, made between the keys. If another one has come meanwhile, that
 * is what is replaced. null where all is small enough to be made at once.
 */
export function madeBetweenKeys(
  stateNow: () => ViewerState,
  make: (state: ViewerState) => Steps<Replacement>,
  isWanted: IsWanted,
  read: ProfileTable = stateNow().table,
): Promise<ReadyReplacement> | null {
  return isSmall(stateNow().table) && isSmall(read) ? null : makeBetweenKeys(stateNow, make, isWanted);
}

async function makeBetweenKeys(
  stateNow: () => ViewerState,
  make: (state: ViewerState) => Steps<Replacement>,
  isWanted: IsWanted,
): Promise<ReadyReplacement> {
  for (;;) {
    const made = await betweenKeys(make(stateNow()), isWanted);
    await betweenKeys(firstFrameSteps(made.table), isWanted);
    const moved = await betweenKeys(moveToReplacement(stateNow, made), isWanted);
    if (made.of === stateNow().table) return { ...made, moved };
  }
}
