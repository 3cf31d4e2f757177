import { type Expression, isComprehension, lastLineOf, lineOf, type NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { shortText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { allocationLine, weighBytes } from '../weigh-bytes.ts';

/**
 * Very many numbers, an object each
 *
 * ## What it finds
 *
 * A list that a loop, a comprehension or a function called in a loop fills with numbers, where a snapshot shows that very many were alive. Without a
 * snapshot nothing is said.
 *
 * ## Why it costs
 *
 * Each `float` is an object of 24 bytes (32 in its pool's size class), each `int` above 256 one of 28, and the list has
 * a reference of 8 bytes to it. `array('d')` has the 8 bytes of the number.
 *
 * ## Example
 *
 *     samples.append(float(field))
 *
 * ## Instead
 *
 *     samples = array('d')
 *     samples.append(float(field))
 *
 * with `from array import array`, or numpy where numbers are computed with.
 *
 * ## When it does not matter
 *
 * For some ten thousand numbers. Filling an array from Python takes twice as long, and each read makes the object anew.
 */
export const array: HintRule = {
  id: 'array',
  title: 'very many numbers, an object each',
  article: 'beyond',
  priority: 3,
  fix: 'Keep them in array.array or numpy.',
  callees: [],
  time: 'callees',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => appendSite(code, frame) ?? []),
    ...nodesOf(frame, 'ListComp').flatMap((code) => listSite(code, frame) ?? []),
  ],
  weigh: (site, evidence) => {
    const { node } = site.code;
    const held = allocationLine(evidence, lineOf(node), lastLineOf(node));
    if (held === null) return refused('only a snapshot (--memory) can show how many numbers are alive');
    if (held.blocks < MANY_BLOCKS || held.share < SHARES.least)
      return refused('the snapshot shows few numbers of that line');
    const mean = held.bytes / held.blocks;
    if (mean > MOST_MEAN) return refused('the blocks of that line are larger than numbers');
    return weighBytes(held, 'numbers that were alive', KEPT);
  },
};

const MANY_BLOCKS = 2000;

/** Numbers of 24 to 32 bytes, and the list's own block among them. */
const MOST_MEAN = 48;

/** 8 of 32 bytes. */
const KEPT = 0.25;

function appendSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func, args } = code.node;
  const [value] = args;
  if (func.nodeType !== 'Attribute' || func.attr !== 'append' || value === undefined) return undefined;
  return isNumber(value, frame) ? { code, subject: shortText(code.node, frame) } : undefined;
}

function listSite(code: CodeNode<NodeOf<'ListComp'>>, frame: FrameCode): Site | undefined {
  const isInner = code.parent !== null && isComprehension(code.parent.node);
  return !isInner && isNumber(code.node.elt, frame) ? { code, subject: shortText(code.node, frame) } : undefined;
}

function isNumber(value: Expression, frame: FrameCode): boolean {
  return kindOf(value, frame) === 'number' && value.nodeType !== 'Compare' && value.nodeType !== 'Constant';
}
