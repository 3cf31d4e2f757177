import type { Expression } from '../source/syntax.ts';
import { bytesText } from './amounts.ts';
import type { FrameCode } from './code/module-code.ts';
import { bindingsOf, calledName } from './code/names.ts';
import { objectMade } from './code/values/object-made.ts';
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
export const REFERENCE: BytesRange = { low: 8, high: 40 };
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
  if (item.nodeType === 'Tuple') return bytesOfFields(TUPLE, item.elts, frame);
  const object = item.nodeType === 'Call' ? objectMade(item, frame) : undefined;
  if (object !== undefined) return bytesOfFields(object.hasNoDict ? SLOTS : OBJECT, object.fields, object.frame);
  return item.nodeType !== 'Name' && kindOf(item, frame) === 'str' ? TEXT : bytesOfItem(item, frame);
}

/** Without fields, and with the reference to it: a tuple, an object without a dict, and another, on 3.8 to 3.13. */
const TUPLE = 64;
const SLOTS = 48;
const OBJECT = 80;

/** With what is made for the fields. */
function bytesOfFields(whole: number, fields: readonly (Expression | null)[], frame: FrameCode): BytesRange {
  const low = fields.reduce((sum, field) => sum + 8 + (field === null ? 0 : madeFor(field, frame)), whole);
  return { low, high: 3 * low };
}

/** A text or a `float`, which takes two blocks of 16 bytes; small whole numbers are there. */
function madeFor(field: Expression, frame: FrameCode): number {
  const bound = field.nodeType === 'Name' ? bindingsOf(field.id, frame).map(({ binding }) => binding.value) : [field];
  if (bound.some((value) => value?.nodeType === 'Call' && calledName(value, frame) === 'float')) return 32;
  return field.nodeType !== 'Name' && !isThere(field, frame) && kindOf(field, frame) === 'str' ? 50 : 0;
}
