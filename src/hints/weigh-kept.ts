import type { Expression } from '../source/syntax.ts';
import { bytesText } from './amounts.ts';
import type { FrameCode } from './code/module-code.ts';
import { kindOf } from './code/values/value-kind.ts';
import { refused, type Verdict } from './rule.ts';

/** A tenth of what an interpreter takes that has nothing to do: less is seen in no program's memory. */
export const LEAST_BYTES: number = 2 ** 20;

/**
 * What lives only for a walk has to be more: of programs that were written without sight of the rules the shorter lists that
 * were told were none that their authors would change.
 */
export const WALKED_BYTES: number = 2 ** 22;

/**
 * Weighs what is kept in memory without need, where no snapshot tells it: so many things, each of which takes some bytes.
 * What the profile counts is sure, how long they live is read from the source: it is likely at most, and has no share of
 * the time.
 */
export function weighKept(count: number, each: BytesRange, text: string): Verdict {
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

/** The least and the most that something takes. */
type BytesRange = { readonly low: number; readonly high: number };

/** An object of its own for each item, and the reference to it; a reference alone to what something else keeps too. */
const ITEM = { low: 40, high: 200 };
const REFERENCE = { low: 8, high: 40 };
/** A text that is made for it, of some letters. */
const TEXT: BytesRange = { low: 64, high: 300 };
/** A dict of some keys, on 3.8 to 3.13. */
export const DICT: BytesRange = { low: 184, high: 500 };

const ELSEWHERE: ReadonlySet<string> = new Set(['Constant', 'Attribute', 'Subscript']);

function isThere(item: Expression, frame: FrameCode): boolean {
  return ELSEWHERE.has(item.nodeType) || kindOf(item, frame) === 'number';
}

/** What an item of a list takes in memory that lives as long as the list. */
export function bytesOfItem(item: Expression, frame: FrameCode): BytesRange {
  if (isThere(item, frame)) return REFERENCE;
  return item.nodeType !== 'Name' && kindOf(item, frame) === 'dict' ? DICT : ITEM;
}

/** A matrix or the like, of five rows of five numbers; of three it is half of that. */
const NESTED: BytesRange = { low: 1100, high: 5000 };

/** The same of a list that is only made to be walked: a text in it is made for it. */
export function bytesOfMade(item: Expression, frame: FrameCode): BytesRange {
  if (item.nodeType === 'ListComp' && item.elt.nodeType === 'ListComp') return NESTED;
  if (item.nodeType === 'Tuple') return bytesOfTuple(item.elts, frame);
  return item.nodeType !== 'Name' && kindOf(item, frame) === 'str' ? TEXT : bytesOfItem(item, frame);
}

/** With the reference to it, and the texts that are made for it. */
function bytesOfTuple(items: readonly Expression[], frame: FrameCode): BytesRange {
  const texts = items.filter(
    (item) => item.nodeType !== 'Name' && !isThere(item, frame) && kindOf(item, frame) === 'str',
  );
  const low = 64 + 8 * items.length + 50 * texts.length;
  return { low, high: 3 * low };
}
