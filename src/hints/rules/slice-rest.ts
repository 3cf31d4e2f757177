import type { Expression, NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writeCount } from '../amounts.ts';
import { goesStepwise, isHalfSearched, type Rest, restHandedOn, restOf } from '../code/loops/rest.ts';
import { goesThrough, type RestAsked, restAsked } from '../code/loops/rest-asked.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf, resumption } from '../code/module-code.ts';
import { attributeBindings, calledName, methodCalled, resolve, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { passesOf } from '../evidence/passes.ts';
import { textsHeld } from '../evidence/texts-held.ts';
import { type HintRule, NO_PLACE, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible, isLikely, weighEdge, weighOwnTime, withOwnPart } from '../weigh.ts';
import { timeOfCuts, weighCuts } from '../weigh-cuts.ts';
import { orSteps } from '../weigh-steps.ts';

/**
 * A text whose rest is copied at each step
 *
 * ## What it finds
 *
 * `text = text[n:]`, `word, _, text = text.partition(' ')` and `word, text = text.split(' ', 1)` in a loop, where `text` is a
 * `str` or `bytes`, or something of which the file does not say what it is, `TOKEN.match(text[at:])` and `text[at:].startswith(word)` where `at` moves on (also of `rest = text[at:]`), and a function that calls itself with `text[1:]`, or with one half of a list that it searches,
 * and where the time says that it is a long one. Or where a function calls itself once for each part, whatever it is a part of, and these calls take their time.
 *
 * ## Why it costs
 *
 * A slice of a text is a new text: each step copies all that is left. The work grows with the square of the length.
 *
 * ## Example
 *
 *     while text:
 *         match = TOKEN.match(text)
 *         tokens.append(match.group())
 *         text = text[match.end():]
 *
 * ## Instead
 *
 *     at = 0
 *     while at < len(text):
 *         match = TOKEN.match(text, at)
 *         tokens.append(match.group())
 *         at = match.end()
 *
 * Keep a position: `find`, `startswith` and the methods of a compiled pattern take one. Or let one call find them all:
 * `TOKEN.finditer(text)`, `text.split(' ')`. Bytes can be cut without a copy by a `memoryview`.
 *
 * ## When it does not matter
 *
 * For texts of some thousand characters, which are copied in less time than the step takes. With a position `^`,
 * `\\A`, `\\b`, `\\B` and a lookbehind in a pattern see the text before it.
 */
export const sliceRest: HintRule = {
  id: 'slice-rest',
  title: 'a text whose rest is copied at each step',
  article: 'beyond',
  priority: 1,
  fix: 'Keep a position in the text, or let one call find all parts.',
  callees: ['str.partition', 'str.split', 'bytes.partition', 'bytes.split'],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Assign').flatMap((code) => siteOf(code, frame) ?? []),
    ...nodesOf(frame, 'Call').flatMap((code) => recursionSite(code, frame) ?? []),
    ...nodesOf(frame, 'Subscript').flatMap((code) => askedSite(code, frame) ?? []),
  ],
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target, ...others] = code.node.targets;
  const rest = target === undefined || others.length > 0 ? undefined : restOf(target, code.node.value);
  if (rest === undefined || !isText(rest, frame)) return undefined;
  const isLasting = selfAttribute(rest.of, frame) !== null;
  if (code.loops.length === 0 && !isLasting) return undefined;
  return { code, subject: shortText(code.node, frame), variant: rest.by, isLasting };
}

/** `reverse(text[1:])` in `reverse` itself, and `find(rows[:middle], key)` of a search that goes on in one half. */
function recursionSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const text = restHandedOn(code.node, frame);
  const kind = text === undefined ? undefined : kindOf(text, frame);
  const isCopied = kind === 'str' || kind === 'bytes' || isHalfSearched(code, frame);
  const isStep = kind !== 'list' && kind !== 'tuple' && goesStepwise(code, frame);
  if (!isCopied && !isStep) return undefined;
  const fix = {
    text: 'Hand on the whole and a position in it, or write a loop: then nothing is copied (of a sorted list bisect tells it).',
  };
  return { code, subject: shortText(code.node, frame), variant: isCopied ? 'recursion' : STEP, isRecursive: true, fix };
}

/** A call and a slice for each item, where a loop takes the items as they are. */
const STEP = 'step';

/** `TOKEN.match(text[at:])`, `text[at:].startswith(word)`: what takes a position needs no copy. */
function askedSite(code: CodeNode<NodeOf<'Subscript'>>, frame: FrameCode): Site | undefined {
  const rest = restAsked(code, frame);
  if (rest === undefined || !isText({ of: rest.text, by: 'slice' }, frame)) return undefined;
  const { text, at, asks } = rest;
  const patterns = asks.flatMap(({ call, isOfText }) => (isOfText ? [] : [patternOf(call, frame)]));
  const isKnown = patterns.every((one) => typeof one === 'string');
  if (patterns.some((one) => typeof one === 'string' && looksBack(one))) return undefined;
  if (!isKnown && knowsLookingBack(frame.module)) return undefined;
  const seen = isKnown
    ? ''
    : ' A ^, \\A, \\b, \\B or lookbehind in the pattern then sees the text before it: leave such a pattern as it is.';
  const advice = `Give the position: a place that is found is then one in the whole text, so that it goes on at match.end().${seen}`;
  const [first, ...others] = asks;
  const isOnlyUse = others.length === 0 && code.parent?.node.nodeType !== 'Assign';
  const asked = isOnlyUse ? first?.call.node : undefined;
  const subject = shortText(asked ?? code.node, frame);
  const isSure = !patterns.includes(undefined) && kindOf(text, frame) !== 'unknown';
  const why = isSure ? '' : CALLED;
  if (asked?.func.nodeType !== 'Attribute' || !isKnown)
    return { code, subject, variant: ASKED, why, fix: { text: advice } };
  const [of, given] = first?.isOfText === true ? [text, asked.args[0] ?? at] : [asked.func.value, text];
  const textOf = (one: Expression): string => sourceText(one, frame);
  const after = `${textOf(of)}.${asked.func.attr}(${textOf(given)}, ${textOf(at)})`;
  const fix = { text: advice, before: textOf(asked), after };
  return { code, subject, variant: ASKED, why, fix };
}

const ASKED = 'asked';

/** Nothing but the calls of the profile says what the patterns, or the text, are. */
const CALLED = 'called';

/** Its text where it is written out, null where the source only says that it is one, undefined where it does not. */
function patternOf({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): string | null | undefined {
  const method = methodCalled(node, frame);
  const compiled = method === undefined ? undefined : compilingOf(method.receiver, method.frame);
  if (compiled === undefined) return undefined;
  const [asked] = compiled.args;
  return asked?.nodeType === 'Constant' ? String(asked.value) : null;
}

/** Whether all that the function calls by these names are methods that take a position: what else has such a name may not. */
function takePosition({ asks }: RestAsked, { calls }: FrameEvidence): boolean {
  return asks.every(({ name, isOfText }) => {
    const called = calls.flatMap(({ name: { bare, full } }) => (bare === name ? [full] : []));
    const types = isOfText ? ['str', 'bytes', 'bytearray'] : ['re.Pattern'];
    return called.length > 0 && called.every((full) => types.some((type) => full === `${type}.${name}`));
  });
}

/** They ask for what stands before the position, which a slice has not. */
const LOOKING_BACK = /\^|\\[AbB]|\(\?<[=!]/;

function looksBack(pattern: string): boolean {
  return LOOKING_BACK.test(pattern.replaceAll('[^', '['));
}

/** Whether any text of a file, of which a pattern may be made, looks back: those of a table do not show where they are compiled. */
const knowsLookingBack = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some((frame) =>
    nodesOf(frame, 'Constant').some(
      ({ node: { value }, parent }) =>
        parent?.node.nodeType !== 'Expr' && typeof value === 'string' && looksBack(value),
    ),
  ),
);

/** `re.compile(...)` of a pattern that is compiled in one place of the file. */
function compilingOf(receiver: Expression, frame: FrameCode): NodeOf<'Call'> | undefined {
  const attribute = selfAttribute(receiver, frame);
  const name = receiver.nodeType === 'Name' ? receiver.id : '';
  const [only, ...others] = attribute === null ? resolve(name, frame) : attributeBindings(attribute, frame);
  const made = others.length === 0 ? only?.binding.value : undefined;
  return only !== undefined && made?.nodeType === 'Call' && calledName(made, only.frame) === 're.compile'
    ? made
    : undefined;
}

function isText({ of, by }: Rest, frame: FrameCode): boolean {
  const kind = kindOf(of, frame);
  if (by === 'star') return false;
  return kind === 'str' || kind === 'bytes' || (kind === 'unknown' && (by !== 'slice' || !knowsViews(frame.module)));
}

/** Slices of a memoryview or of an array of numpy copy nothing. */
const knowsViews = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some((frame) => {
    const isView = nodesOf(frame, 'Name').some(({ node }) => node.id === 'memoryview');
    return (
      isView || [...nodesOf(frame, 'Import'), ...nodesOf(frame, 'ImportFrom')].some(({ node }) => importsViews(node))
    );
  }),
);

function importsViews(node: NodeOf<'Import' | 'ImportFrom'>): boolean {
  const names = node.nodeType === 'Import' ? node.names.map(({ name }) => name) : [node.module ?? ''];
  return names.some((name) => VIEWS.has(name.split('.')[0] ?? ''));
}

const VIEWS: ReadonlySet<string> = new Set(['numpy', 'pandas', 'torch', 'ctypes', 'polars']);

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { variant } = site;
  if (variant === STEP) return orSteps(NO_PLACE, site, evidence);
  if (variant === ASKED) return weighAsked(site, evidence);
  if (variant !== 'partition' && variant !== 'split') {
    // the form is sure to copy: only how much is asked of the time
    const isSlice = variant === 'slice';
    const leastBeyond = site.isRecursive === true ? COPY : isSlice ? LONG_COPY : 0;
    const cuts = cutsOfOne(site, evidence);
    if (cuts !== undefined && cuts < FEW_CUTS) return refused(`a text is cut ${cuts.toFixed(1)} times: no long one`);
    const found = weighOwnTime(site, evidence, {
      what: `the copying in ${site.subject}`,
      leastBeyond,
      ...(isSlice ? { suspicious: SURE_FORM } : {}),
    });
    const steps = orSteps(found, site, evidence);
    const counted = isSlice && !isLikely(steps) ? weighCuts(site, CHARACTER, evidence) : undefined;
    const told = counted !== undefined && isLikely(counted) ? counted : steps;
    return withOwnPart(told, isSlice && told.verdict === 'reported' ? timeOfCuts(site, evidence) : undefined);
  }
  return weighEdge(site, evidence, {
    callees: [`str.${variant}`, `bytes.${variant}`],
    called: variant,
    time: 'own',
    leastCalls: 20,
    leastPerCall: COPY,
    gain: null,
    leastSaving: ({ tottime }) => tottime / 2,
  });
}

function weighAsked(site: Site, evidence: FrameEvidence): Verdict {
  const { node, loops, frame } = site.code;
  const rest = node.nodeType === 'Subscript' ? restAsked({ ...site.code, node }, frame) : undefined;
  if (rest === undefined || (site.why === CALLED && !takePosition(rest, evidence))) return refused(NO_POSITION);
  const loop = loops.at(-1);
  const cuts = (loop === undefined ? evidence.ncalls : passesOf(loop, evidence)?.least) ?? 0;
  const texts = textsHeld(rest.text, frame, evidence);
  if (texts !== undefined && cuts < MANY_CUTS * texts) {
    return refused(`${writeCount(cuts)} cuts of ${writeCount(texts)} texts: no long ones`);
  }
  const what = `the copying in ${site.subject}`;
  const found = weighOwnTime(site, evidence, { what, leastBeyond: LONG_COPY, suspicious: SURE_FORM, leastPerRun: 0 });
  // other work may take what a short text does not
  return texts === undefined || !goesThrough(rest, frame) ? atMostPossible(found) : found;
}

const NO_POSITION = 'what it calls may take no position';

/** A text in which so many steps are made has some thousand characters. */
const MANY_CUTS = 1000;

/** What it takes to copy one of very many. */
const CHARACTER = 4e-11;

/** A text that is cut so few times is copied so few times, however long it is. */
const FEW_CUTS = 8;

/** How often one text is cut: the passes of its loop for each run of what is around the loop, where both are known. */
function cutsOfOne({ code, isLasting }: Site, evidence: FrameEvidence): number | undefined {
  const loop = code.loops.at(-1);
  const cuts = loop === undefined || isLasting === true ? undefined : passesOf(loop, evidence);
  if (cuts?.isExact !== true || code.loops.length > 2) return undefined;
  const around = code.loops.at(-2);
  // the calls of a generator are resumptions
  const isResumed = around === undefined && resumption(evidence.code) !== null;
  if (isResumed) return undefined;
  const texts = around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
  return texts === undefined || texts === 0 ? undefined : cuts.least / texts;
}

/** Loops of plain code take up to one and a half of what is expected of them. */
const SURE_FORM = 1.8;

/** Some twelve thousand characters: beyond what a step of the program's own may take more than usual. */
const LONG_COPY = 6e-7;

/** Some ten thousand characters. */
const COPY = 5e-7;
