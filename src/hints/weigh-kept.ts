import { bytesText } from './amounts.ts';
import { refused, type Verdict } from './rule.ts';

/** A tenth of what an interpreter takes that has nothing to do: less is seen in no program's memory. */
export const LEAST_BYTES: number = 2 ** 20;

/**
 * Weighs what is kept in memory without need, where no snapshot tells it: so many things, each of which takes some bytes.
 * What the profile counts is sure, how long they live is read from the source: it is likely at most, and has no share of
 * the time.
 */
export function weighKept(count: number, each: { readonly low: number; readonly high: number }, text: string): Verdict {
  const bytes = { low: count * each.low, high: count * each.high };
  if (bytes.low < LEAST_BYTES) return refused(`${text}: some ${bytesText(bytes.low)}`);
  return {
    verdict: 'reported',
    level: 'likely',
    cost: bytes.high,
    share: 0,
    of: 'bytes',
    evidence: [{ kind: 'source', text }],
    saving: { ...bytes, unit: 'bytes', basis: 'estimated by their number; a snapshot (--memory) would show it' },
  };
}
