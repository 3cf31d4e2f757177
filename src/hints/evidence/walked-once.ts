import { type Expression, isComprehension } from '../../source/syntax.ts';
import { type CodeNode, codeAt, type LoopNode, nodesOf } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { isInvariantIn } from '../code/steady/invariance.ts';
import { framesMeant, isPureFrame } from '../code/steady/pure-frame.ts';
import { receiversChanged } from '../code/steady/receivers-changed.ts';
import { attributesSetLater } from '../code/steady/set-later.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { leavesEarly, passesOf } from './passes.ts';

/** One walk beside so many of the same list takes next to nothing. */
const MANY = 12;

/**
 * `{item.key for item in items}` beside a search that walks all of `items` for each key: up to Python 3.11 a comprehension has
 * a row of its own, later its time is the function's, where it can be no more than one of so many walks.
 */
export function isWalkedOnce(loop: LoopNode, { loops, frame }: CodeNode, evidence: FrameEvidence): boolean {
  const [around] = loops;
  const [outer, inner] = loops.slice(-2);
  if (around === undefined || outer === undefined || inner === undefined) return false;
  if (codeAt(loop, frame)?.loops.length !== 0 || leavesEarly(inner, frame) || !isCheap(loop)) return false;
  const [once, walked] = [loop, inner].map(itemsOf);
  if (once === undefined || walked === undefined || sourceText(once, frame) !== sourceText(walked, frame)) return false;
  const walks = passesOf(outer, evidence)?.least ?? 0;
  return walks >= MANY * evidence.ncalls && isInvariantIn(walked, around, frame) && isLeftAlone(walked, frame);
}

/** Long texts and numbers may be made by any step, `item.text * 4000`, so that only what takes what is there is a cheap one. */
function isCheap(loop: LoopNode): boolean {
  if (!isComprehension(loop)) return false;
  const made = loop.nodeType === 'DictComp' ? [loop.key, loop.value] : [loop.elt];
  return [...made, ...loop.generators.flatMap(({ ifs }) => ifs)].every(isTaken);
}

function isTaken(value: Expression): boolean {
  let at = value;
  while (at.nodeType === 'Attribute' || (at.nodeType === 'Subscript' && at.slice.nodeType === 'Constant'))
    at = at.value;
  return at.nodeType === 'Name' || at.nodeType === 'Constant';
}

function itemsOf(loop: LoopNode): Expression | undefined {
  if (!isComprehension(loop)) return loop.nodeType === 'While' ? undefined : loop.iter;
  return loop.nodeType !== 'GeneratorExp' && loop.generators.length === 1 ? loop.generators[0]?.iter : undefined;
}

/** Nothing in the function binds it anew or changes how long it is. */
function isLeftAlone(items: Expression, frame: CodeNode['frame']): boolean {
  const text = sourceText(items, frame);
  if (receiversChanged(frame).some((one) => sourceText(one, frame) === text)) return false;
  if (items.nodeType === 'Name') return bindingsOf(text, frame).length <= 1;
  return items.nodeType === 'Attribute' && isNotSet(items.attr, frame);
}

/** Neither here, nor by what is called from here, which may change the list too. */
function isNotSet(attribute: string, frame: CodeNode['frame']): boolean {
  const { module } = frame;
  const isSetHere = nodesOf(frame, 'Attribute').some(
    ({ node: { attr, ctx } }) => attr === attribute && ctx.nodeType !== 'Load',
  );
  const calls = nodesOf(frame, 'Call').flatMap(({ node }) => framesMeant(node, frame));
  return !isSetHere && !attributesSetLater(module).has(attribute) && calls.every(isPureFrame);
}
