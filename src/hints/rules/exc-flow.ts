import type { Seconds } from '../../profile/profile-table.ts';
import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { countRounds, roundOf } from '../code/loop-of-callers.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { bareName, calledName, resolve } from '../code/names.ts';
import { blockText, shortText } from '../code/source-text.ts';
import { type FrameEvidence, rowAt } from '../evidence/frame-evidence.ts';
import { type OwnTime, ownTime } from '../evidence/own-time.ts';
import { type Told, timesRaised } from '../evidence/times-raised.ts';
import { savingByCount, savingOfOwnTime } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, type Level, refused, type Saving, type Site, type Verdict } from '../rule.ts';
import type { Step } from '../unprofiled/unit-costs.ts';
import { isRepeated, NOT_REPEATED, shareOfTotal } from '../weigh.ts';

/**
 * Exceptions used for the usual case
 *
 * ## What it finds
 *
 * A `try` with a few short steps in it, with or without `else` and `finally`, and an `except` for what that step raises (`KeyError`, `IndexError`, `ValueError`,
 * `AttributeError`, `TypeError`, `StopIteration`), in a loop or in a function that is called in one, where the calls in
 * the handler, those that are missing in the `try`, or the time of the function say that it is often raised.
 *
 * ## Why it costs
 *
 * Each exception is an object with its arguments, a traceback object for each frame it passes, and a text that is made
 * for it (`int('n/a')` writes the whole message), all thrown away at once. A `try` in which nothing is raised costs
 * nothing since Python 3.11.
 *
 * ## Example
 *
 *     try:
 *         total += prices[key]
 *     except KeyError:
 *         total += default
 *
 * ## Instead
 *
 *     total += prices.get(key, default)
 *
 * or ask first: `if text.isdigit():`, `if key in prices:`. `isdigit()` is not the same question: `int()` also reads `-5` and ` 7 `, and not `²`.
 *
 * ## When it does not matter
 *
 * Where it is seldom raised: with one exception in a hundred steps both forms take the same time.
 */
export const excFlow: HintRule = {
  id: 'exc-flow',
  title: 'exceptions used for the usual case',
  article: 'beyond',
  priority: 2,
  fix: 'Ask first (`in`, get() with a default, isdigit()), where the failure is usual. isdigit() refuses "-5" and " 7 ", which int() reads.',
  callees: [],
  time: 'own',
  match: (frame) => nodesOf(frame, 'Try').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

const EXPECTED: ReadonlySet<string> = new Set([
  'KeyError',
  'IndexError',
  'ValueError',
  'AttributeError',
  'TypeError',
  'LookupError',
  'StopIteration',
  'ZeroDivisionError',
  'UnicodeError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
]);

/** What `Decimal(text)` raises. */
const OF_DECIMALS: ReadonlySet<string> = new Set(['ArithmeticError', 'InvalidOperation']);

const MOST_STEPS = 4;

/** More are no example any more. */
const MOST_LINES = 8;

function siteOf(code: CodeNode<NodeOf<'Try'>>, frame: FrameCode): Site | undefined {
  const { body, handlers } = code.node;
  const isExpected = handlers.some(
    ({ type }) =>
      type !== undefined &&
      namesOf(type).some((name) => EXPECTED.has(name) || (OF_DECIMALS.has(name) && walksDecimal(code))),
  );
  if (!isExpected || body.length > MOST_STEPS) return undefined;
  if (handlers.some(raisesAgain)) return undefined;
  const [first] = body;
  if (first === undefined) return undefined;
  const before = blockText(code.node, frame);
  const shown = before.split('\n').length > MOST_LINES ? {} : { before };
  return { code, subject: `try: ${shortText(first, frame)}`, fix: { text: excFlow.fix, ...shown } };
}

function namesOf(type: SyntaxNode): readonly string[] {
  if (type.nodeType === 'Tuple') return type.elts.map(lastName);
  return type.nodeType === 'Name' || type.nodeType === 'Attribute' ? [lastName(type)] : [];
}

function raisesAgain({ body }: NodeOf<'ExceptHandler'>): boolean {
  return body.some(({ nodeType }) => nodeType === 'Raise');
}

/** With one in a hundred both forms are equal; at half of all the other form is 2.7 times faster. */
const OFTEN = 0.1;

/** An exception costs some 150 ns and more, which is much where the steps around it are few. */
const SUSPICIOUS = 2;

/** Raising and catching, with the objects for it: 160 ns (a key that is not there) to 400 ns (`int('x')`, with its message). */
const EXCEPTION: Seconds = 3e-7;
const LEAST_EXCEPTION: Seconds = 1.2e-7;

/** What `Decimal('n/a')` raises asks the context before: measured on 3.11 and 3.13. */
const OF_DECIMAL: Seconds = 6e-7;

/** What raising and catching takes is known within that: a message may be long, and a stack deep. */
const OF_COUNTED = 2;

/** What takes so much longer than its steps is no exception: something else in the function did it. */
const DEAREST: Seconds = 1e-5;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const own = ownTime(site.code, evidence);
  if (own.share < SHARES.least) return refused(`the function's own time is ${writePercent(own.share)} of the profile`);
  const raised = timesRaised(site.code, own.passes, evidence);
  return raised === undefined ? weighByTime(site.code, own, evidence) : weighByCount(raised, site.code, own, evidence);
}

/** What was called so often, or was not, tells how often the handler ran. */
function weighByCount(
  { times: raised, by }: Told,
  code: CodeNode,
  { passes, seconds }: OwnTime,
  evidence: FrameEvidence,
): Verdict {
  const all = passes?.isExact === true ? passes.least : undefined;
  if (all !== undefined && raised < OFTEN * all) {
    return refused(`raised ${writeCount(raised)} times in ${countRounds(all, code)}: seldom`);
  }
  const each = walksDecimal(code) ? OF_DECIMAL : EXCEPTION;
  const cost = Math.min(seconds, raised * each * evidence.pace);
  const of = all === undefined ? '' : ` in ${countRounds(all, code)}`;
  const text = `the handler ran ${writeCount(raised)} times${of}, told by ${by}`;
  const told = found(
    shareOfTotal(cost, evidence) >= SHARES.counted ? 'likely' : 'possible',
    cost,
    text,
    savingByCount([{ times: raised, step: stepOf(code) }], WHAT_GOES, evidence),
    evidence,
  );
  return told.verdict === 'refused' ? told : { ...told, own: { least: cost / OF_COUNTED, most: cost * OF_COUNTED } };
}

function weighByTime(code: CodeNode, own: OwnTime, evidence: FrameEvidence): Verdict {
  const row = rowAt(evidence, code)?.row ?? evidence.row;
  const { passes, perPass, expectedPerPass, hasRivals, seconds, unexplained } = own;
  if (passes === undefined || perPass === undefined) {
    return found(
      'possible',
      seconds,
      'how often it is raised the profile does not show',
      savingOfOwnTime(own, row, evidence),
      evidence,
    );
  }
  const expected = durationText(expectedPerPass);
  if (perPass < SUSPICIOUS * expectedPerPass || perPass - expectedPerPass < LEAST_EXCEPTION * evidence.pace) {
    return refused(
      `a ${roundOf(code)} takes ${durationText(perPass)}, as its steps without exceptions would (${expected})`,
    );
  }
  if (perPass - expectedPerPass > DEAREST * evidence.pace) {
    return refused(`a ${roundOf(code)} takes ${durationText(perPass)}: more than exceptions would`);
  }
  const isCounted = passes.isExact || passes.isMost === true;
  const isAlone = (!hasRivals || passes.isMost === true) && hidden(code, evidence) === undefined;
  const isSure = isAlone && isCounted && shareOfTotal(unexplained, evidence) >= SHARES.counted;
  const text = `${countRounds(passes.least, code)} of ${durationText(perPass)} each, where its steps without exceptions take ${expected}`;
  return found(isSure ? 'likely' : 'possible', unexplained, text, savingOfOwnTime(own, row, evidence), evidence);
}

/** What the profile does not show and may take long: a call of C (`Decimal(text)`, `list(row)`, a class of a library), a resumption. */
function hidden(site: CodeNode, { code, calls }: FrameEvidence): string | undefined {
  const loop = site.loops.at(-1);
  // to be resumed takes as long as an exception, and is own time too
  if (resumption(code) !== null) return 'yield';
  const shown = new Set(calls.map(({ name }) => name.bare));
  const others = nodesOf(code, 'Call').filter(
    ({ node, loops }) => loops.at(-1) === loop && isUnshown(node, code, shown),
  );
  return others.map(({ node }) => calledName(node, code))[0];
}

const QUICK: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'str', 'range', 'complex']);

function isUnshown(call: NodeOf<'Call'>, frame: FrameCode, shown: ReadonlySet<string>): boolean {
  const { func } = call;
  if (shown.has(bareName(call, frame)) || QUICK.has(calledName(call, frame))) return false;
  if (func.nodeType !== 'Name') return /^[A-Z]/.test(lastName(func)); // a method of C would be shown, if it was called
  const walked = resolve(func.id, frame).map(({ binding }) => (binding.kind === 'loop' ? binding.value : null));
  return !walked.some((table) => table?.nodeType === 'Tuple' && table.elts.every((one) => QUICK.has(lastName(one))));
}

function found(level: Level, cost: number, text: string, saving: Saving, evidence: FrameEvidence): Verdict {
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least)
    return refused(`what the exceptions may have taken is ${writePercent(share)} of the profile`);
  return { verdict: 'reported', level, cost, share, of: 'self', evidence: [{ kind: 'self-time', text }], saving };
}

const WHAT_GOES = 'what raising and catching takes; asking first costs a little of it';

/** `int(text)` makes a message with the text in it, `table[key]` does not. */
function stepOf(code: CodeNode): Step {
  if (walksDecimal(code)) return 'exception-of-decimal';
  const isConverted = [...walkSyntax(code.node)].some((node) => node.nodeType === 'Call' && isConversion(node));
  return isConverted ? 'exception-with-message' : 'plain-exception';
}

function walksDecimal(code: CodeNode): boolean {
  return [...walkSyntax(code.node)].some((node) => node.nodeType === 'Call' && lastName(node.func) === 'Decimal');
}

function isConversion({ func }: NodeOf<'Call'>): boolean {
  return func.nodeType === 'Name' && (func.id === 'int' || func.id === 'float');
}
