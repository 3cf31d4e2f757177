import type { Seconds } from '../../profile/profile-table.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { type CodeNode, classAround, type FrameCode } from '../code/module-code.ts';
import { entriesOf } from '../code/values/few-values.ts';
import { itemsOf, keptInCall, makersOf, writersOf } from '../code/values/kept-values.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostObjectsMade } from './objects-made.ts';
import { beyond, readsSeenByOthers } from './other-files.ts';
import { ownSecondsOf, timeOf, timesCalled } from './times-called.ts';

/** A pass of a loop, and the item. */
const SETTING_AN_ITEM: Seconds = 4e-8;

/** No comprehension makes an item in less, nor `split` a text. */
const MAKING_AN_ITEM: Seconds = 1e-8;

/** How many values were put into the dict from which the argument comes; undefined where other files may put more. */
export function mostKept({ node, frame }: CodeNode, evidence: FrameEvidence): number | undefined {
  const dict = node.nodeType === 'Call' ? keptInCall(node, frame) : undefined;
  if (dict === undefined || readsSeenByOthers(frame.nodes, evidence)) return undefined;
  const writers = writersOf(dict, frame);
  if (writers !== undefined) return writers.reduce((sum, writer) => sum + timesCalled(writer, evidence), 0);
  const makers = makersOf(dict, frame);
  if (makers === undefined) return itemsCounted(dict, frame, evidence);
  const seconds = makers.reduce((sum, maker) => sum + timeOf(maker, evidence), 0);
  return Math.ceil(seconds / (MAKING_AN_ITEM * evidence.pace));
}

/** What the dict begins with, for each object, and what is set later: by a loop no more than its function had time for. */
function itemsCounted(dict: NodeOf<'Attribute'>, frame: FrameCode, evidence: FrameEvidence): number {
  const items = itemsOf(dict, frame);
  const owner = classAround(frame);
  if (items === undefined || owner === null) return Number.POSITIVE_INFINITY;
  const begun = items.begun.map(({ value, frame: at }) => entriesOf(value, at, beyond(evidence)));
  const set = items.stores.map(({ frame: at, loops }) => {
    if (loops.length > 0) return ownSecondsOf(at, evidence) / (SETTING_AN_ITEM * evidence.pace);
    return at.parent === null ? 1 : timesCalled(at, evidence);
  });
  const each = begun.reduce<number>((sum, one) => sum + (one ?? Number.POSITIVE_INFINITY), 0);
  const objects = mostObjectsMade(owner, evidence) || Number.POSITIVE_INFINITY;
  return Math.ceil(set.reduce((sum, one) => sum + one, each * objects));
}
