import type { Expression, NodeOf, SyntaxNode } from '../source/syntax.ts';
import {
  columnsTaken,
  dividedFactorials,
  listByPlaces,
  triesAllPrimes,
  writtenInBinary,
} from './code/by-hand/number-steps.ts';
import { halvedList, isMerge, isPartingSort, shiftedList } from './code/by-hand/sort-steps.ts';
import { isHexOf, mirroredText } from './code/by-hand/text-steps.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from './code/module-code.ts';
import { calledName } from './code/names.ts';
import { ownName } from './code/own-name.ts';
import { operandText, shortText, sourceText } from './code/source-text.ts';
import { itemKindOf } from './code/values/value-kind.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { savingOfFunction } from './expected-saving.ts';
import { type Fix, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, edgeLine, goneByGain, shareOfTotal, weighEdge } from './weigh.ts';
import type { OwnLoopQuestion } from './weigh-own-loop.ts';

/** Loops for a sort, a search, a sum or a text that the library does, beside those of the rule's own file. */
export function handWrittenSites(frame: FrameCode): readonly Site[] {
  return [
    ...nodesOf(frame, 'While').flatMap((code) => whileSite(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap((code) => forSite(code, frame) ?? []),
    ...nodesOf(frame, 'Return').flatMap((code) => (isPartingSort(code, frame) ? [partingSite(code, frame)] : [])),
    ...nodesOf(frame, 'BinOp').flatMap((code) => numberSite(code, frame) ?? []),
    ...nodesOf(frame, 'Call').flatMap((code) => callSite(code, frame) ?? []),
  ];
}

/** What is measured of them, by variant; `parted`, `comb` and `reduce` are weighed by calls. */
export const HAND_WRITTEN: readonly (readonly [string, OwnLoopQuestion])[] = [
  own('bisect', 'measured with bisect_left()', 'a search by halves, step by step'),
  own('hex', 'measured with bytes.hex()', 'a pass for each byte', 2e-6),
  [
    'binary',
    { gain: null, least: 0.6, leastPerRun: 1e-6, basis: 'a digit is a pass', what: 'a number written digit by digit' },
  ],
  own('matrix', 'measured with zip() and sum() of map()', 'matrices multiplied step by step', 1e-5),
  own('places', 'measured with a for loop', 'items taken by a place that is counted by hand', 2e-6),
  // one that differs at once is quicker found by a loop than by a copy of the whole
  own(
    'mirror',
    'measured of texts that are the same from both ends',
    'a text compared with itself, letter by letter',
    1e-5,
  ),
];

function own(variant: string, basis: string, what: string, leastPerRun = 0): readonly [string, OwnLoopQuestion] {
  return [variant, { gain: `by-hand/${variant}`, leastPerRun, basis, what }];
}

/** Weighs what is told by calls; undefined for what is told by own time. */
export function weighHandWritten(site: Site, evidence: FrameEvidence): Verdict | undefined {
  const { variant } = site;
  if (variant === 'parted') return weighParting(evidence);
  if (variant !== 'comb' && variant !== 'reduce') return undefined;
  const called = variant === 'comb' ? 'math.factorial' : 'functools.reduce';
  const part = variant === 'comb' ? { part: 1 } : {};
  return weighEdge(site, evidence, {
    callees: [called],
    called,
    time: 'whole',
    leastCalls: 1,
    leastShare: 0.03,
    gain: `by-hand/${variant}`,
    ...part,
  });
}

function weighParting(evidence: FrameEvidence): Verdict {
  const { cumtime, ncalls, primitiveCalls } = evidence;
  const share = shareOfTotal(cumtime, evidence);
  if (share < 0.05 || ncalls < 50 * primitiveCalls) return refused('it sorts a few items, or takes little time');
  const line = edgeLine(evidence.code.scope.name, ncalls, cumtime, evidence);
  const basis = 'measured with sorted()';
  return edgeFinding(
    'likely',
    cumtime,
    evidence,
    [line],
    savingOfFunction(cumtime, goneByGain('by-hand/parted'), basis, evidence),
  );
}

function whileSite(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Site | undefined {
  const subject = headOf(code, frame);
  const halved = halvedList(code, frame);
  if (halved !== undefined) {
    const list = sourceText(halved, frame);
    const text = `bisect.bisect_left(${list}, value) finds the place in C (bisect_right: behind those that are equal; key= since Python 3.10 for a part of the items). Ask what stands there whether it is the one.`;
    return siteOf(code, subject, 'bisect', { text }, frame);
  }
  const name = `def:${ownName(frame) ?? ''}`;
  if (isMerge(code.node) && nodesOf(frame, 'Call').some(({ node }) => calledName(node, frame) === name)) {
    return siteOf(code, subject, 'parted', { text: SORTED }, frame);
  }
  const shifted = shiftedList(code, frame);
  if (shifted !== undefined) {
    const list = sourceText(shifted, frame);
    const text = `Sort it in C: ${list}.sort(), with key= for what is compared of each item.`;
    return siteOf(code, `the sort of ${list}`, 'sort', { text }, frame);
  }
  const mirrored = mirroredText(code.node);
  if (mirrored !== undefined) return siteOf(code, subject, 'mirror', mirrorFix(mirrored, frame), frame);
  const number = writtenInBinary(code.node);
  if (number !== undefined)
    return siteOf(code, subject, 'binary', { text: `format(${number}, 'b') writes it in C.` }, frame);
  const list = listByPlaces(code, frame);
  if (list === undefined) return undefined;
  const text = `for item in ${sourceText(list, frame)}: gives the items themselves, without a place, a length and a look-up in each pass.`;
  return siteOf(code, subject, 'places', { text }, frame);
}

function forSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { body, target, iter } = code.node;
  const subject = headOf(code, frame);
  const [step, ...others] = body;
  if (step?.nodeType !== 'AugAssign' || step.op.nodeType !== 'Add' || others.length > 0) return undefined;
  if (target.nodeType === 'Name' && isHexOf(step.value, target.id, frame)) {
    return siteOf(code, subject, 'hex', hexFix(iter, frame), frame);
  }
  const matrix =
    code.loops.length > 1 && step.target.nodeType === 'Subscript' ? columnsTaken(step.value, target) : undefined;
  return matrix && siteOf(code, subject, 'matrix', matrixFix(matrix, frame), frame);
}

function mirrorFix(text: Expression, frame: FrameCode): Fix {
  const name = operandText(text, frame);
  return { text: `${name} == ${name}[::-1] compares in C; it copies the whole, also where the first letters differ.` };
}

function hexFix(iter: Expression, frame: FrameCode): Fix {
  return { text: `${operandText(iter, frame)}.hex() writes all bytes in C (bytes(...).hex() of a list of numbers).` };
}

function matrixFix(matrix: Expression, frame: FrameCode): Fix {
  const name = sourceText(matrix, frame);
  return {
    text: `Take the columns once, columns = list(zip(*${name})), and multiply row by column: sum(map(operator.mul, row, column)). NumPy multiplies the whole in C.`,
  };
}

function partingSite(code: CodeNode<NodeOf<'Return'>>, frame: FrameCode): Site {
  return { code, subject: shortText(code.node, frame), variant: 'parted', fix: { text: SORTED } };
}

const SORTED =
  'sorted() sorts in C, with key= for what is compared of each item, and without a new list for each part.';

/** `number % prime` for all primes so far, and `factorial(n) // (factorial(k) * factorial(n - k))`. */
function numberSite(code: CodeNode<NodeOf<'BinOp'>>, frame: FrameCode): Site | undefined {
  const { op, left, right } = code.node;
  const subject = shortText(code.node, frame);
  const loop = code.loops.at(-1);
  if (op.nodeType === 'Mod' && left.nodeType === 'Name' && right.nodeType === 'Name' && loop !== undefined) {
    if (!triesAllPrimes(left.id, right.id, loop, frame)) return undefined;
    const text = `Stop at the first prime whose square is larger than ${left.id}; all primes up to a limit a sieve finds, without a division.`;
    return { code, subject, variant: 'divisors', fix: { text } };
  }
  const below = dividedFactorials(code.node, frame);
  if (below === 0 || below > 2) return undefined;
  const text = `math.${below === 1 ? 'perm' : 'comb'}() (since Python 3.8) never makes the factorials.`;
  return { code, subject, variant: 'comb', fix: { text } };
}

/** `''.join('%02x' % byte for byte in data)`, `reduce(lambda a, b: a + b, rows)`. */
function callSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func, args } = code.node;
  const subject = shortText(code.node, frame);
  const [given] = args;
  if (given?.nodeType === 'Lambda' && calledName(code.node, frame) === 'functools.reduce') {
    const text = addsOther(args, frame) ? undefined : insteadOfReduce(given);
    return text === undefined ? undefined : { code, subject, variant: 'reduce', fix: { text } };
  }
  const isJoin = func.nodeType === 'Attribute' && func.attr === 'join' && func.value.nodeType === 'Constant';
  if (!isJoin || (given?.nodeType !== 'GeneratorExp' && given?.nodeType !== 'ListComp')) return undefined;
  const [clause, ...others] = given.generators;
  const item = clause?.target.nodeType === 'Name' ? clause.target.id : undefined;
  if (clause === undefined || item === undefined || others.length + clause.ifs.length > 0) return undefined;
  if (!isHexOf(given.elt, item, frame)) return undefined;
  const inside = nodesInLoop(given, frame).find(({ node }) => node === given.elt);
  return inside && { code: inside, subject, variant: 'hex', fix: hexFix(clause.iter, frame) };
}

/** Lists, of which sum-lists is about, or what begins with no number. */
function addsOther([, items, start]: readonly Expression[], frame: FrameCode): boolean {
  const kind = items === undefined ? 'unknown' : itemKindOf(items, frame);
  return kind === 'list' || kind === 'tuple' || (start !== undefined && start.nodeType !== 'Constant');
}

/** What does the same as `lambda a, b: a + b`, `a * b`, `a if a > b else b`. */
function insteadOfReduce({ args, body }: NodeOf<'Lambda'>): string | undefined {
  const names = args.args.map(({ arg }) => arg);
  const isOwn = (side: Expression): boolean => side.nodeType === 'Name' && names.includes(side.id);
  if (body.nodeType === 'IfExp') {
    const isChoice = isOwn(body.body) && isOwn(body.orelse) && body.test.nodeType === 'Compare';
    return isChoice ? 'max() or min() does it, with key= for what is compared of each item.' : undefined;
  }
  if (body.nodeType !== 'BinOp' || !isOwn(body.left) || !isOwn(body.right)) return undefined;
  return INSTEAD.get(body.op.nodeType);
}

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['Add', "sum() adds numbers up in C, ''.join() texts, itertools.chain.from_iterable() lists."],
  ['Mult', 'math.prod() (since Python 3.8) multiplies in C.'],
]);

function headOf({ node }: CodeNode<NodeOf<'For' | 'While'>>, frame: FrameCode): string {
  return sourceText(node, frame).split('\n')[0] ?? '';
}

/** A node of its body, so that the loop is among those that repeat it. */
function siteOf(
  code: CodeNode<NodeOf<'For' | 'While'>>,
  subject: string,
  variant: string,
  fix: Fix,
  frame: FrameCode,
): Site | undefined {
  const first: SyntaxNode | undefined = code.node.body[0];
  const inside = nodesInLoop(code.node, frame).find(({ node }) => node === first);
  return inside && { code: inside, subject: subject.replace(/:$/, ''), variant, fix };
}
