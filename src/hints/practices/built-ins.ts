import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';

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
    const one =
      sumFix(code.node, only, frame) ?? largestFix(code.node, only, frame) ?? tallyFix(code.node, only, frame);
    if (one !== undefined) return { code, subject, ...one };
  }
  const numbered = numberFix(code, frame);
  return numbered === undefined ? undefined : { code, subject: shortText(code.node.iter, frame), ...numbered };
}

type Found = Pick<PracticeSite, 'figure' | 'fix'>;

/** `total += value` */
function sumFix(loop: Loop, only: SyntaxNode, frame: FrameCode): Found | undefined {
  if (only.nodeType !== 'AugAssign' || only.op.nodeType !== 'Add' || only.target.nodeType !== 'Name') return undefined;
  if (!isName(only.value, loop.target)) return undefined;
  const items = sourceText(loop.iter, frame);
  const fix = {
    text: 'sum() does it for numbers; it begins with 0, and is slow for lists and no way for texts.',
    before: inLoop(loop, only, frame),
    after: `${only.target.id} += sum(${items})`,
  };
  return { figure: 'practice-built-ins/sum', fix };
}

/** `if value > largest: largest = value` */
function largestFix(loop: Loop, only: SyntaxNode, frame: FrameCode): Found | undefined {
  if (only.nodeType !== 'If' || only.orelse.length > 0 || only.test.nodeType !== 'Compare') return undefined;
  const [assign, ...others] = only.body;
  const [op] = only.test.ops;
  const [right] = only.test.comparators;
  if (assign?.nodeType !== 'Assign' || others.length > 0 || op === undefined || right === undefined) return undefined;
  const [best, ...more] = assign.targets;
  const isBest = best !== undefined && more.length === 0 && isName(assign.value, loop.target);
  if (!isBest || !isName(only.test.left, loop.target) || !isName(right, best)) return undefined;
  const isLargest = op.nodeType === 'Gt' || op.nodeType === 'GtE';
  if (!isLargest && op.nodeType !== 'Lt' && op.nodeType !== 'LtE') return undefined;
  const name = isLargest ? 'max' : 'min';
  const items = sourceText(loop.iter, frame);
  const target = sourceText(best, frame);
  const fix = {
    text: `${name}() finds it; of equals it keeps the first, and for no items it needs default=.`,
    before: inLoop(loop, only, frame),
    after: `${target} = ${name}(${items}, default=${target})`,
  };
  return { figure: 'practice-built-ins/largest', fix };
}

/** `counts[word] = counts.get(word, 0) + 1` */
function tallyFix(loop: Loop, only: SyntaxNode, frame: FrameCode): Found | undefined {
  if (only.nodeType !== 'Assign' || only.targets.length !== 1) return undefined;
  const [target] = only.targets;
  const { value } = only;
  if (target?.nodeType !== 'Subscript' || value.nodeType !== 'BinOp' || value.left.nodeType !== 'Call')
    return undefined;
  const isOne = value.right.nodeType === 'Constant' && value.right.value === 1 && value.op.nodeType === 'Add';
  const counts = dottedText(target.value);
  if (!isOne || dottedText(value.left.func) !== `${counts}.get` || !isName(target.slice, loop.target)) return undefined;
  const fix: Fix = {
    text: 'collections.Counter counts; it is a dict, keeps the order in which it first met them, and gives 0 for what it does not have.',
    before: inLoop(loop, only, frame),
    after: `from collections import Counter  # at the top\n${counts} = Counter(${sourceText(loop.iter, frame)})`,
  };
  return { figure: 'practice-built-ins/tally', fix };
}

/** `for i in range(len(rows)):` with `rows[i]` in it */
function numberFix({ node: loop }: CodeNode<Loop>, frame: FrameCode): Found | undefined {
  const items = lengthOfRange(loop.iter, frame);
  if (items === undefined || loop.target.nodeType !== 'Name') return undefined;
  const { id } = loop.target;
  const list = dottedText(items);
  const isRead = nodesOf(frame, 'Subscript').some(
    ({ node, loops }) =>
      loops.includes(loop) &&
      node.ctx.nodeType === 'Load' &&
      dottedText(node.value) === list &&
      isName(node.slice, loop.target),
  );
  if (!isRead) return undefined;
  const fix = {
    text: 'enumerate() gives the number with the item; keep range(len()) where the loop puts other items into the list.',
    before: `for ${id} in ${sourceText(loop.iter, frame)}:\n    ...`,
    after: `for ${id}, item in enumerate(${sourceText(items, frame)}):\n    ...`,
  };
  return { figure: 'practice-built-ins/number', fix };
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

function inLoop(loop: Loop, only: SyntaxNode, frame: FrameCode): string {
  const head = `for ${sourceText(loop.target, frame)} in ${sourceText(loop.iter, frame)}:`;
  return `${head}\n    ${sourceText(only, frame).replace(/\n\s*/g, '\n        ')}`;
}
