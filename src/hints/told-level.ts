import type { Level, Saving, Verdict } from './rule.ts';

/**
 * Shares of the time from which a hint is told, and told as confirmed, however sure its evidence is. On 88 programs that
 * were written without sight of the rules 7 of 10 hints below 3 % were of places that nobody would mend, and 6 of 135
 * above. Between 3 and 5 % the same place may be on either side in the next run: it then moves by one level, not by two.
 */
const LEAST_TOLD = 0.03;
const LEAST_CONFIRMED = 0.05;

/** The level of a hint with this share. Bytes of a snapshot are alive or not, whatever their share of the time. */
export function toldLevel(level: Level, share: number, { unit }: Saving): Level {
  if (unit === 'bytes' || level === 'possible') return level;
  if (share < LEAST_TOLD) return 'possible';
  return share < LEAST_CONFIRMED ? 'likely' : level;
}

/** Whether a finding, if it is the only one of its rule in the function, has enough of the time to be told as likely. */
export function isTold(found: Verdict): boolean {
  return found.verdict === 'reported' && toldLevel(found.level, found.share, found.saving) !== 'possible';
}
