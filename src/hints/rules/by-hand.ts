import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { hasName, pairAt, walkedBy } from '../code/counted-letters.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { limitedSum } from '../code/loops/sum-loop.ts';
import { isUntilZero, pairOfGcd, productIn } from '../code/modular-steps.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { namesIn } from '../code/names-in.ts';
import { ORDERS } from '../code/orders.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isAskedMore, isOfAll, makesMore } from '../code/swapping-sort.ts';
import { endOfTrial, isBeyondRoot, isStored } from '../code/tried-divisors.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { type OwnLoopQuestion, weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * A loop for what the library does
 *
 * ## What it finds
 *
 * A sort by swapping neighbours or by looking for the smallest, in two loops; divisors tried up to the number itself
 * (`for d in range(2, n): if n % d == 0`); the greatest common divisor by `a, b = b, a % b`, also in three steps; a power by multiplying in a loop, and
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
 * For small numbers and short lists, and where the loop is there to teach. `list.sort` keeps the order of equals, which a
 * sort that looks for the smallest does not; the functions of `math` are for whole numbers, and `isqrt` for none below 0.
 */
export const byHand: HintRule = {
  id: 'by-hand',
  title: 'a loop for what the library does',
  article: 'built-ins',
  priority: 2,
  fix: 'Call the function of the library, which does it in C.',
  callees: [],
  time: 'own',
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
  if (compared === undefined || makesMore(outer, frame) || isAskedMore(compared)) return undefined;
  const name = sourceText(one.value, frame);
  const part = isOfAll(outer, frame) ? '' : ' For the first few of it heapq.nsmallest() or nlargest() does.';
  const fix = {
    text: `Sort it in C: ${name}.sort(), with key= for what is compared of each item, and reverse=True where the largest comes first.${part}`,
  };
  return { code: compared, subject: `the sort of ${name}`, variant: 'sort', fix };
}

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
  const end = loop === undefined ? undefined : endOfTrial(right.id, loop, frame);
  if (end === undefined) return undefined;
  const isTest = code.parent?.node.nodeType === 'Compare' && isConstant(code.parent.node.comparators[0], 0);
  const bare = code.parent?.node.nodeType;
  if (!isTest && bare !== 'Call' && bare !== 'GeneratorExp' && bare !== 'UnaryOp') return undefined;
  if (!isBeyondRoot(end, left.id)) return undefined;
  // what is divided along the way leaves a last prime
  if (loop !== undefined && nodesInLoop(loop, frame).some(({ node }) => isStored(node, left.id))) return undefined;
  const text = `Try divisors up to math.isqrt(${left.id}): of two that make ${left.id}, one is no larger. To list all divisors, take ${left.id} // divisor beside each.`;
  return {
    code,
    subject: shortText(code.node, frame),
    variant: 'divisors',
    fix: { text },
  };
}

/** `(base ** exponent) % modulus` */
function powerSite(code: CodeNode<NodeOf<'BinOp'>>, frame: FrameCode): Site | undefined {
  const { op, left, right } = code.node;
  if (op.nodeType !== 'Mod' || left.nodeType !== 'BinOp' || left.op.nodeType !== 'Pow') return undefined;
  const exponent = left.right.nodeType === 'UnaryOp' ? left.right.operand : left.right;
  if (exponent.nodeType === 'Constant') return undefined;
  const [base, power, modulus] = [left.left, left.right, right].map((part) => sourceText(part, frame));
  const fix = {
    text: 'pow() with three arguments never makes the whole power (of whole numbers).',
    before: sourceText(code.node, frame),
    after: `pow(${base}, ${power}, ${modulus})`,
  };
  return { code, subject: shortText(code.node, frame), variant: 'power', fix };
}

/** `while b: a, b = b, a % b`, and the same in three steps: `rest = a % b`, `a = b`, `b = rest`. */
function gcdSite(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Site | undefined {
  const [step] = code.node.body;
  const pair = pairOfGcd(code.node.body);
  if (pair === undefined || step === undefined || !isUntilZero(code.node.test, pair[1])) return undefined;
  const [a, b] = pair;
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === step);
  const text = `math.gcd(${a}, ${b}) gives what ${a} is in the end, of whole numbers that are not negative.`;
  return { code: first ?? code, subject: shortText(step, frame), variant: 'gcd', fix: { text } };
}

/** `for _ in range(exponent): result = result * base % modulus` */
function multiplySite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { iter, body } = code.node;
  const [step] = body;
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 1) return undefined;
  const product = productIn(body);
  if (product === undefined || step === undefined) return undefined;
  const { name, factors, right } = product;
  const base = factors.find((factor) => targetText(factor) !== name);
  if (base?.nodeType !== 'Name' || !factors.some((factor) => targetText(factor) === name)) return undefined;
  const counter = [...namesIn(code.node.target)];
  if ([base, right].some((part) => counter.some((one) => hasName(part, one)))) return undefined; // a factorial
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === step);
  const [factor, exponent, modulus] = [base, iter.args[0] ?? base, right].map((part) => sourceText(part, frame));
  const power = `pow(${factor}, ${exponent}, ${modulus})`;
  const isFromOne = bindingsOf(name, frame).some(({ binding: { value } }) => isConstant(value ?? undefined, 1));
  const text = `${isFromOne ? power : `${name} * ${power} % ${modulus}`} does the same by squaring.`;
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
  if (
    add?.nodeType !== 'AugAssign' ||
    add.target.nodeType !== 'Name' ||
    !isAdding ||
    more.length + step.orelse.length > 0
  )
    return undefined;
  if (hasName(step.test, add.target.id)) return undefined; // `if number == least: least += 1`
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
  if (hasName(other, item) || other.nodeType === 'Call') return undefined; // what is made for each letter is another matter
  const walked = walkedBy(test.left, item, iter, frame);
  if (walked === undefined) return undefined;
  const text = sourceText(walked, frame);
  if (op === 'Eq' && kindOf(walked, frame) !== 'set')
    return { text: `${text}.count(${sourceText(other, frame)}) counts in C, if it is a text, a list or bytes.` };
  const isFew = op === 'In' && other.nodeType === 'Constant' && String(other.value).length <= FEW_LETTERS;
  return isFew ? { text: `Add up ${text}.count(...) of each letter: each walks the text in C.` } : undefined;
}

const FEW_LETTERS = 10;

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
