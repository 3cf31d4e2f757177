import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { freeName } from '../code/free-name.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { begunBefore, isOneStep, mayReach } from '../code/loops/one-step.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { blockText, givenText, operandText, shortText, sourceText } from '../code/source-text.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { importLine } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { figureInLoop } from './as-measured.ts';

/** What a built-in or a class of the library says in one word: sum, max, Counter, enumerate. */
export const builtIns: Practice = {
  id: 'built-ins',
  title: 'a loop that a built-in does in one step',
  article: 'built-ins',
  match: (frame) => nodesOf(frame, 'For').flatMap((code) => siteOf(code, frame) ?? []),
};

type Loop = NodeOf<'For'>;

function siteOf(code: CodeNode<Loop>, frame: FrameCode): PracticeSite | undefined {
  const [only, ...others] = code.node.body;
  const subject = shortText(only ?? code.node, frame);
  if (others.length === 0 && only !== undefined) {
    const one = sumFix(code, only) ?? largestFix(code, only) ?? tallyFix(code, only);
    if (one !== undefined) return { code, subject, ...one };
  }
  const numbered = numberFix(code, frame);
  return numbered === undefined ? undefined : { code, subject: shortText(code.node.iter, frame), ...numbered };
}

type Found = Pick<PracticeSite, 'figure' | 'isPart' | 'fix'>;

/** `total += value`, `total = total + value` */
function sumFix(code: CodeNode<Loop>, only: SyntaxNode): Found | undefined {
  const { node: loop, frame } = code;
  const id = only.nodeType === 'Assign' ? sumAssigned(only, loop.target) : sumAdded(only, loop.target);
  const mentions = only.nodeType === 'Assign' ? 2 : 1;
  if (id === undefined || !isNumber(id, only, frame) || !isOneStep(id, code, mentions)) return undefined;
  const fix = {
    text: 'sum() does it, from 3.12 on with less error in the last digits of fractions.',
    before: blockText(loop, frame),
    after: `${id} += sum(${givenText(loop.iter, frame)})`,
  };
  return { figure: 'practice-built-ins/sum', fix };
}

function sumAdded(only: SyntaxNode, item: Expression): string | undefined {
  const isSum = only.nodeType === 'AugAssign' && only.op.nodeType === 'Add' && isName(only.value, item);
  return isSum && only.target.nodeType === 'Name' ? only.target.id : undefined;
}

/** In either order: it begins as a number. */
function sumAssigned({ targets: [sum, ...others], value }: NodeOf<'Assign'>, item: Expression): string | undefined {
  if (sum?.nodeType !== 'Name' || others.length > 0) return undefined;
  if (value.nodeType !== 'BinOp' || value.op.nodeType !== 'Add') return undefined;
  const { left, right } = value;
  const isSum = (isName(left, sum) && isName(right, item)) || (isName(left, item) && isName(right, sum));
  return isSum ? sum.id : undefined;
}

/** It begins as a number: sum() begins with 0, which can be added to nothing else. */
function isNumber(name: string, only: SyntaxNode, frame: FrameCode): boolean {
  const isStep = (value: Expression | null): boolean => only.nodeType === 'Assign' && value === only.value;
  const begun = bindingsOf(name, frame).filter(({ binding }) => binding.kind !== 'augmented' && !isStep(binding.value));
  return begun.length > 0 && begun.every(({ binding: { value } }) => isNumeric(value));
}

function isNumeric(value: Expression | null): boolean {
  return value?.nodeType === 'Constant' && (typeof value.value === 'number' || typeof value.value === 'bigint');
}

/** By comparison: the built-in that makes the same comparisons in the same order. */
const EXTREMES: ReadonlyMap<string, string> = new Map([
  ['Gt', 'max'],
  ['Lt', 'min'],
]);

/** `if value > largest: largest = value` */
function largestFix(code: CodeNode<Loop>, only: SyntaxNode): Found | undefined {
  const { node: loop, frame } = code;
  if (only.nodeType !== 'If' || only.orelse.length > 0 || only.test.nodeType !== 'Compare') return undefined;
  const [assign, ...others] = only.body;
  const [op, ...ops] = only.test.ops;
  const [right] = only.test.comparators;
  if (assign?.nodeType !== 'Assign' || others.length + ops.length > 0 || right === undefined) return undefined;
  const [best, ...more] = assign.targets;
  if (best?.nodeType !== 'Name' || more.length > 0 || !isName(assign.value, loop.target)) return undefined;
  const name = EXTREMES.get(op?.nodeType ?? '');
  if (!isName(only.test.left, loop.target) || !isName(right, best) || name === undefined) return undefined;
  if (!isOneStep(best.id, code, 2)) return undefined;
  const fix = {
    text: `${name}() finds it; of equals it keeps the first.`,
    before: blockText(loop, frame),
    after: `${best.id} = ${name}([${best.id}, *${operandText(loop.iter, frame)}])`,
  };
  return { figure: 'practice-built-ins/largest', fix };
}

/** `counts[word] = counts.get(word, 0) + 1` */
function tallyFix(code: CodeNode<Loop>, only: SyntaxNode): Found | undefined {
  const { node: loop, frame } = code;
  const counts = only.nodeType === 'Assign' && only.targets.length === 1 ? addedByGet(only, loop.target) : undefined;
  if (counts === undefined || !isOneStep(counts, code, 2)) return undefined;
  const begun = begunBefore(counts, code);
  if (begun?.nodeType !== 'Dict' || begun.keys.length > 0) return undefined;
  const items = givenText(loop.iter, frame);
  // of a dict it would take the values for counts
  const walked = COUNTED.has(kindOf(loop.iter, frame)) ? items : `iter(${items})`;
  const fix: Fix = {
    text: 'collections.Counter counts; it is a dict that gives 0 for what it does not have, and dict() of it one that does not.',
    before: blockText(loop, frame),
    after: `${importLine('collections', frame)}${counts} = dict(collections.Counter(${walked}))`,
  };
  return { figure: 'practice-built-ins/tally', fix };
}

const COUNTED: ReadonlySet<ValueKind> = new Set(['str', 'list', 'tuple', 'set']);

function addedByGet({ targets: [target], value }: NodeOf<'Assign'>, item: Expression): string | undefined {
  if (target?.nodeType !== 'Subscript' || target.value.nodeType !== 'Name') return undefined;
  if (value.nodeType !== 'BinOp' || value.op.nodeType !== 'Add' || value.left.nodeType !== 'Call') return undefined;
  const { func, args, keywords } = value.left;
  const [key, start] = args;
  const isGet = dottedText(func) === `${target.value.id}.get` && keywords.length === 0 && isConstant(start, 0);
  const isItem = key !== undefined && isName(key, item) && isName(target.slice, item);
  return isGet && isItem && isConstant(value.right, 1) ? target.value.id : undefined;
}

/** `for i in range(len(rows)):` with `rows[i]` in it */
function numberFix(code: CodeNode<Loop>, frame: FrameCode): Found | undefined {
  const { node: loop } = code;
  const items = lengthOfRange(loop.iter, frame);
  const item = freeName(['item', 'each'], frame);
  if (items?.nodeType !== 'Name' || loop.target.nodeType !== 'Name' || item === undefined) return undefined;
  const reads = nodesInLoop(loop, frame).filter(({ node }) => node.nodeType === 'Name' && node.id === items.id);
  const read = reads.find(({ parent }) => isItemAt(loop.target, parent?.node));
  if (read === undefined || kindOf(items, frame) === 'dict' || mayReach(code) || !reads.every(isOnlyAsked))
    return undefined;
  const head = `for ${loop.target.id}`;
  const fix = {
    text: `enumerate() gives the number with the item, so that ${item} may stand for ${items.id}[${loop.target.id}].`,
    before: `${head} in ${sourceText(loop.iter, frame)}:\n    ...`,
    after: `${head}, ${item} in enumerate(${items.id}):\n    ...`,
  };
  return { ...figureInLoop('practice-built-ins/number', read), fix };
}

function isItemAt(index: Expression, around: SyntaxNode | undefined): boolean {
  return around?.nodeType === 'Subscript' && isName(around.slice, index) && around.ctx.nodeType === 'Load';
}

/** `rows[i]`, `len(rows)`: what puts other items into the list, or may, is no place for enumerate(). */
function isOnlyAsked({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.value === node && around.ctx.nodeType === 'Load';
  return around?.nodeType === 'Call' && dottedText(around.func) === 'len';
}

function lengthOfRange(iter: Expression, frame: FrameCode): Expression | undefined {
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 1) return undefined;
  const [length] = iter.args;
  if (length?.nodeType !== 'Call' || calledName(length, frame) !== 'len') return undefined;
  return length.args[0];
}

function isName(expression: Expression, other: Expression): boolean {
  return expression.nodeType === 'Name' && other.nodeType === 'Name' && expression.id === other.id;
}
