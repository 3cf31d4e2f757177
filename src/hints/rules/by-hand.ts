import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { limitedSum } from '../code/loops/sum-loop.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { type OwnLoopQuestion, weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * A loop for what the library does
 *
 * ## What it finds
 *
 * A sort by swapping neighbours or by looking for the smallest, in two loops; divisors tried up to the number itself
 * (`for d in range(2, n): if n % d == 0`); the greatest common divisor by `a, b = b, a % b`; a power by multiplying in a loop, and
 * `(base ** exponent) % modulus`; letters of a text counted one by one, and bytes added up one by one
 * (`total = (total + byte) & 0xFFFF`). All of it where it takes a good part of the time.
 *
 * ## Why it costs
 *
 * Each step of the loop is some ten steps of the interpreter; the library's function takes one for each item in C, and sorts
 * in `n log n` comparisons in place of the square of n. A number that has a divisor has one up to its square root.
 *
 * ## Example
 *
 *     def is_prime(number):
 *         for divisor in range(2, number):
 *             if number % divisor == 0:
 *                 return False
 *         return number > 1
 *
 * ## Instead
 *
 *     def is_prime(number):
 *         for divisor in range(2, math.isqrt(number) + 1):
 *             if number % divisor == 0:
 *                 return False
 *         return number > 1
 *
 * And `rows.sort()`, `math.gcd(a, b)`, `pow(base, exponent, modulus)`, `text.count(letter)`, `sum(map(operator.ne, a, b))`,
 * `sum(data) & 0xFFFF`.
 *
 * ## When it does not matter
 *
 * For small numbers and short lists, and where the loop is there to teach.
 */
export const byHand: HintRule = {
  id: 'by-hand',
  title: 'a loop for what the library does',
  article: 'built-ins',
  priority: 2,
  fix: 'Call the function of the library, which does it in C.',
  callees: [],
  match: (frame) => [
    ...nodesOf(frame, 'Assign').flatMap((code) => sortSite(code, frame) ?? []),
    ...nodesOf(frame, 'BinOp').flatMap((code) => divisorSite(code, frame) ?? powerSite(code, frame) ?? []),
    ...nodesOf(frame, 'While').flatMap((code) => gcdSite(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap(
      (code) => multiplySite(code, frame) ?? countSite(code, frame) ?? sumSite(code, frame) ?? [],
    ),
  ],
  weigh: (site, evidence) => {
    const question = QUESTIONS.get(site.variant ?? '') ?? SORT;
    const { node, within } = site.code;
    const comprehension = within.at(-1) ?? (node.nodeType === 'ListComp' ? node : undefined);
    return weighOwnLoop(site, evidence, { ...question, ...(comprehension === undefined ? {} : { comprehension }) });
  },
};

const SORT: OwnLoopQuestion = {
  gain: 'by-hand/sort',
  leastPerRun: 2e-5,
  basis: 'measured with list.sort(); of what the loops take',
  what: 'a sort in two loops',
};

const QUESTIONS: ReadonlyMap<string, OwnLoopQuestion> = new Map([
  [
    'divisors',
    {
      gain: null,
      least: 0.5,
      leastPerRun: 1e-6,
      basis: 'numbers that have a small divisor gain little, primes all but the square root',
      what: 'divisors tried beyond the square root',
    },
  ],
  ['gcd', { gain: 'by-hand/gcd', basis: 'measured with math.gcd()', what: 'a greatest common divisor step by step' }],
  [
    'power',
    {
      gain: null,
      least: 0.6,
      leastPerRun: 1e-6,
      basis: 'pow() with three arguments squares in place of multiplying, and keeps the numbers small',
      what: 'a power step by step, or whole before the remainder',
    },
  ],
  [
    'count',
    {
      gain: 'by-hand/count',
      leastPerRun: 2e-6,
      basis: 'measured with str.count(); of what the loop takes',
      what: 'a pass for each letter',
    },
  ],
  [
    'sum',
    {
      gain: 'by-hand/sum',
      leastPerRun: 2e-6,
      basis: 'measured with sum() of bytes; of what the loop takes',
      what: 'a check sum step by step',
    },
  ],
]);

/** `rows[j], rows[j + 1] = rows[j + 1], rows[j]` where two loops compare items of `rows`. */
function sortSite(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target] = code.node.targets;
  const { value, targets } = code.node;
  if (targets.length !== 1 || target?.nodeType !== 'Tuple' || value.nodeType !== 'Tuple') return undefined;
  const [one, other] = target.elts;
  const [first, second] = value.elts;
  if (one?.nodeType !== 'Subscript' || other === undefined || first === undefined || second === undefined)
    return undefined;
  const isSwap = targetText(one) === targetText(second) && targetText(other) === targetText(first);
  const outer = code.loops[0];
  if (!isSwap || outer === undefined || targetText(one) === targetText(other)) return undefined;
  const list = targetText(one.value);
  const isOf = (side: Expression | undefined): boolean => [...partsOf(side)].some((part) => targetText(part) === list);
  const compared = nodesInLoop(outer, frame).find(
    ({ node, loops }) =>
      node.nodeType === 'Compare' &&
      loops.length > 1 &&
      ORDERS.has(node.ops[0]?.nodeType ?? '') &&
      isOf(node.left) &&
      isOf(node.comparators[0]),
  );
  if (compared === undefined) return undefined;
  const name = sourceText(one.value, frame);
  const fix = { text: `Sort it in C: ${name}.sort(), with key= for what is compared of each item.` };
  return { code: compared, subject: `the sort of ${name}`, variant: 'sort', fix };
}

const ORDERS: ReadonlySet<string> = new Set(['Lt', 'LtE', 'Gt', 'GtE']);

/** The containers of the items in an expression. */
function* partsOf(side: Expression | undefined): Iterable<Expression> {
  if (side === undefined) return;
  for (const node of walkSyntax(side)) if (node.nodeType === 'Subscript') yield node.value;
}

/** `number % divisor` for each divisor of a range that goes on beyond the square root. */
function divisorSite(code: CodeNode<NodeOf<'BinOp'>>, frame: FrameCode): Site | undefined {
  const { op, left, right } = code.node;
  if (op.nodeType !== 'Mod' || left.nodeType !== 'Name' || right.nodeType !== 'Name') return undefined;
  const loop = code.loops.at(-1);
  const [clause] =
    loop === undefined || loop.nodeType === 'While' || loop.nodeType === 'AsyncFor' ? [] : clausesOf(loop);
  const { target, iter } = clause ?? {};
  if (iter?.nodeType !== 'Call' || calledName(iter, frame) !== 'range') return undefined;
  const end = iter.args.length === 1 ? iter.args[0] : iter.args[1];
  if (target?.nodeType !== 'Name' || target.id !== right.id || end === undefined) return undefined;
  const isTest = code.parent?.node.nodeType === 'Compare' && isConstant(code.parent.node.comparators[0], 0);
  const bare = code.parent?.node.nodeType;
  if (!isTest && bare !== 'Call' && bare !== 'GeneratorExp' && bare !== 'UnaryOp') return undefined;
  if (!isBeyondRoot(end, left.id)) return undefined;
  const text = `Try divisors up to math.isqrt(${left.id}): of two that make ${left.id}, one is no larger. To list all divisors, take ${left.id} // divisor beside each.`;
  return {
    code,
    subject: shortText(code.node, frame),
    variant: 'divisors',
    fix: { text },
  };
}

type Clause = Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>;

function clausesOf(loop: Exclude<CodeNode['loops'][number], NodeOf<'While' | 'AsyncFor'>>): readonly Clause[] {
  return loop.nodeType === 'For' ? [loop] : loop.generators;
}

/** `n`, `n + 1`, `n // 2 + 1` */
function isBeyondRoot(end: Expression, name: string): boolean {
  if (end.nodeType === 'Name') return end.id === name;
  if (end.nodeType !== 'BinOp' || end.right.nodeType !== 'Constant') return false;
  const { op, right } = end;
  const isSmall = op.nodeType === 'Add' || op.nodeType === 'Sub' || (op.nodeType === 'FloorDiv' && right.value === 2);
  return isSmall && isBeyondRoot(end.left, name);
}

/** `(base ** exponent) % modulus` */
function powerSite(code: CodeNode<NodeOf<'BinOp'>>, frame: FrameCode): Site | undefined {
  const { op, left, right } = code.node;
  if (op.nodeType !== 'Mod' || left.nodeType !== 'BinOp' || left.op.nodeType !== 'Pow') return undefined;
  if (left.right.nodeType === 'Constant') return undefined;
  const [base, exponent, modulus] = [left.left, left.right, right].map((part) => sourceText(part, frame));
  const fix = {
    text: 'pow() with three arguments never makes the whole power (of whole numbers).',
    before: sourceText(code.node, frame),
    after: `pow(${base}, ${exponent}, ${modulus})`,
  };
  return { code, subject: shortText(code.node, frame), variant: 'power', fix };
}

/** `while b: a, b = b, a % b` */
function gcdSite(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Site | undefined {
  const [step, ...others] = code.node.body;
  if (step?.nodeType !== 'Assign' || others.length > 0 || step.targets.length !== 1) return undefined;
  const [target] = step.targets;
  if (target?.nodeType !== 'Tuple' || step.value.nodeType !== 'Tuple') return undefined;
  const [a, b] = target.elts.map(targetText);
  const [next, rest] = step.value.elts;
  const isRest = rest?.nodeType === 'BinOp' && rest.op.nodeType === 'Mod';
  if (
    !isRest ||
    next === undefined ||
    targetText(next) !== b ||
    targetText(rest.left) !== a ||
    targetText(rest.right) !== b
  )
    return undefined;
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === step);
  const text = `math.gcd(${a}, ${b}) gives what ${a} is in the end.`;
  return { code: first ?? code, subject: shortText(step, frame), variant: 'gcd', fix: { text } };
}

/** `for _ in range(exponent): result = result * base % modulus` */
function multiplySite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { iter, body } = code.node;
  const [step, ...others] = body;
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 1) return undefined;
  if (step?.nodeType !== 'Assign' || others.length > 0 || step.value.nodeType !== 'BinOp') return undefined;
  const { op, left, right } = step.value;
  const name = targetText(step.targets[0] ?? step.value);
  if (op.nodeType !== 'Mod' || left.nodeType !== 'BinOp' || left.op.nodeType !== 'Mult') return undefined;
  const factors = [left.left, left.right];
  const base = factors.find((factor) => targetText(factor) !== name);
  if (base?.nodeType !== 'Name' || !factors.some((factor) => targetText(factor) === name)) return undefined;
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === step);
  const [factor, exponent, modulus] = [base, iter.args[0] ?? base, right].map((part) => sourceText(part, frame));
  const text = `pow(${factor}, ${exponent}, ${modulus}) does the same by squaring.`;
  return { code: first ?? code, subject: shortText(step, frame), variant: 'power', fix: { text } };
}

/** `for letter in text: if letter == wanted: found += 1` */
function countSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { target, iter, body } = code.node;
  const [step, ...others] = body;
  if (target.nodeType !== 'Name' || step?.nodeType !== 'If' || others.length > 0) return undefined;
  const [add, ...more] = step.body;
  const isAdding =
    add?.nodeType === 'AugAssign' &&
    add.op.nodeType === 'Add' &&
    isConstant(add.value, 1) &&
    add.target.nodeType === 'Name';
  if (!isAdding || more.length + step.orelse.length > 0) return undefined;
  const fix = fixOfCount(step.test, target.id, iter, frame);
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === step);
  if (fix === undefined || first === undefined) return undefined;
  return { code: first, subject: `for ${target.id} in ${shortText(iter, frame)}`, variant: 'count', fix };
}

function fixOfCount(test: Expression, item: string, iter: Expression, frame: FrameCode): Fix | undefined {
  const [other, ...others] = test.nodeType === 'Compare' ? test.comparators : [];
  if (test.nodeType !== 'Compare' || other === undefined || others.length > 0) return undefined;
  const op = test.ops[0]?.nodeType;
  if (op === 'NotEq' || op === 'Eq') {
    const pair = pairAt(test.left, other, item, iter, frame);
    if (pair !== undefined) {
      return { text: `sum(map(operator.${op === 'Eq' ? 'eq' : 'ne'}, ${pair[0]}, ${pair[1]})) walks both in C.` };
    }
  }
  if (test.left.nodeType !== 'Name' || test.left.id !== item || hasName(other, item)) return undefined;
  if (other.nodeType === 'Call') return undefined; // what is made for each letter is another matter
  const text = sourceText(iter, frame);
  if (op === 'Eq' && kindOf(iter, frame) !== 'set')
    return { text: `${text}.count(${sourceText(other, frame)}) counts in C, if it is a text, a list or bytes.` };
  const isFew = op === 'In' && other.nodeType === 'Constant' && String(other.value).length <= FEW_LETTERS;
  return isFew ? { text: `Add up ${text}.count(...) of each letter: each walks the text in C.` } : undefined;
}

const FEW_LETTERS = 10;

function hasName(node: SyntaxNode, name: string): boolean {
  return [...walkSyntax(node)].some((one) => one.nodeType === 'Name' && one.id === name);
}

/** `a` and `b` of `a[at] != b[at]` for each `at` of `range(len(a))` */
function pairAt(
  left: Expression,
  right: Expression,
  at: string,
  iter: Expression,
  frame: FrameCode,
): readonly string[] | undefined {
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 1) return undefined;
  const sides = [left, right];
  const texts = sides.flatMap((side) =>
    side.nodeType === 'Subscript' &&
    side.slice.nodeType === 'Name' &&
    side.slice.id === at &&
    side.value.nodeType === 'Name'
      ? [side.value.id]
      : [],
  );
  return texts.length === 2 ? texts : undefined;
}

/** `for byte in data: total = (total + byte) & 0xFFFF` */
function sumSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const sum = limitedSum(code.node, frame);
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === code.node.body[0]);
  if (sum === undefined || first === undefined) return undefined;
  const { target, iter } = code.node;
  const text = `${sum.total} = (${sum.total} + sum(${sourceText(iter, frame)})) ${sum.limit} adds whole numbers up in C.`;
  const subject = `for ${targetText(target)} in ${shortText(iter, frame)}`;
  return { code: first, subject, variant: 'sum', fix: { text } };
}
