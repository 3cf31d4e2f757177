import { dottedText } from '../source/dotted-text.ts';
import { type Expression, isComprehension } from '../source/syntax.ts';
import { walkedOnceAnywhere } from './code/loops/consumption.ts';
import { keepsItems } from './code/loops/keeps-items.ts';
import { WALKERS } from './code/loops/only-walked.ts';
import { type CodeNode, codeAt, type FrameCode, isLoop, type LoopNode, nodesInLoop } from './code/module-code.ts';
import { bindingsOf, calledName } from './code/names.ts';
import { isReader } from './code/values/csv-rows.ts';
import { walksOf } from './evidence/items-walked.ts';
import type { Site } from './rule.ts';
import { bytesOfMade, DICT, REFERENCE, WALKED_BYTES } from './weigh-kept.ts';

/** A list that is not seen in the memory of a program. */
export function isShortInMemory(items: number, { code }: Site): boolean {
  const { node, frame } = code;
  const put = node.nodeType === 'Call' ? node.args[0] : node.nodeType === 'ListComp' ? node.elt : undefined;
  const item = put === undefined ? undefined : madeForItem(put, code);
  const isDict = item === undefined || isReader(item, frame) || (isParsed(item, frame) && isAskedByKey(frame));
  const each = isKept(code) ? REFERENCE : isDict ? DICT : bytesOfMade(item, frame);
  return items * each.low < WALKED_BYTES;
}

/** One who walks the list, or what the function gives, keeps each item. */
function isKept(code: CodeNode): boolean {
  const own = walkedOnceAnywhere(code, WALKERS);
  return (own === undefined ? walksOf(code.frame) : [own]).some(keepsItems);
}

/** `Row(line)` of `row = Row(line)`, which the loop makes anew for each item. */
function madeForItem(put: Expression, { loops, frame }: CodeNode): Expression {
  const [only, ...others] = put.nodeType === 'Name' ? bindingsOf(put.id, frame) : [];
  const { kind, value, node } = only?.binding ?? {};
  const isAnew = kind === 'assignment' && node !== undefined && codeAt(node, frame)?.loops.at(-1) === loops.at(-1);
  const isMade = value?.nodeType === 'Call' || value?.nodeType === 'Tuple' || value?.nodeType === 'Dict';
  return isAnew && isMade && others.length === 0 ? value : put;
}

const PARSERS: ReadonlySet<string> = new Set(['json.loads', 'ast.literal_eval', 'pickle.load', 'pickle.loads']);

function isParsed(item: Expression, frame: FrameCode): boolean {
  return item.nodeType === 'Call' && PARSERS.has(calledName(item, frame));
}

/** Whoever walks the list asks its items for a part by its name (`reading['kind']`): they are dicts. */
function isAskedByKey(frame: FrameCode): boolean {
  return walksOf(frame).some(
    ({ walk: { node: loop }, frame: at }) =>
      isLoop(loop) &&
      nodesInLoop(loop, at).some(
        ({ node }) =>
          node.nodeType === 'Subscript' &&
          targetsOf(loop).includes(dottedText(node.value)) &&
          node.slice.nodeType === 'Constant' &&
          typeof node.slice.value === 'string',
      ),
  );
}

function targetsOf(loop: LoopNode): readonly string[] {
  if (isComprehension(loop)) return loop.generators.map(({ target }) => dottedText(target));
  return loop.nodeType === 'While' ? [] : [dottedText(loop.target)];
}
