import type { Seconds } from '../../profile/profile-table.ts';
import type { CodeNode } from '../code/module-code.ts';
import { keptIn, makersOf, writersOf } from '../code/values/kept-values.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isSeenByOthers } from './other-files.ts';
import { timeOf, timesCalled } from './times-called.ts';

/** No comprehension makes an item in less, nor `split` a text. */
const MAKING_AN_ITEM: Seconds = 1e-8;

/** How many values were put into the dict from which the argument comes; undefined where other files may put more. */
export function mostKept({ node, frame }: CodeNode, evidence: FrameEvidence): number | undefined {
  const given = node.nodeType === 'Call' ? node.args[0] : undefined;
  const dict = given === undefined ? undefined : keptIn(given, frame);
  if (dict === undefined || isSeenByOthers(dict, evidence)) return undefined;
  const writers = writersOf(dict, frame);
  if (writers !== undefined) return writers.reduce((sum, writer) => sum + timesCalled(writer, evidence), 0);
  const makers = makersOf(dict, frame);
  const seconds = makers?.reduce((sum, maker) => sum + timeOf(maker, evidence), 0) ?? Number.POSITIVE_INFINITY;
  return Math.ceil(seconds / (MAKING_AN_ITEM * evidence.pace));
}
