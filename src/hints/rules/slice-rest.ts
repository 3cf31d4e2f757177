import type { Expression, NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { goesStepwise, isHalfSearched, type Rest, restHandedOn, restOf } from '../code/loops/rest.ts';
import {
  type CodeNode,
  type FrameCode,
  type ModuleCode,
  nodesInLoop,
  nodesOf,
  resumption,
} from '../code/module-code.ts';
import { attributeBindings, calledName, methodCalled, resolve, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isInvariantIn } from '../code/steady/invariance.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { passesOf } from '../evidence/passes.ts';
import { type HintRule, NO_PLACE, refused, type Site, type Verdict } from '../rule.ts';
import { isLikely, weighEdge, weighOwnTime, withOwnPart } from '../weigh.ts';
import { timeOfCuts, weighCuts } from '../weigh-cuts.ts';
import { orSteps } from '../weigh-steps.ts';

/**
 * A text whose rest is copied at each step
 *
 * ## What it finds
 *
 * `text = text[n:]`, `word, _, text = text.partition(' ')` and `word, text = text.split(' ', 1)` in a loop, where `text` is a
 * `str` or `bytes`, or something of which the file does not say what it is, `TOKEN.match(text[at:])` in a loop that moves `at` on, and a function that calls itself with `text[1:]`, or with one half of a list that it searches,
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
 * For texts of some thousand characters, which are copied in less time than the step takes. With a position `^` and `\\b`
 * in a pattern see the text before it.
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
    ...nodesOf(frame, 'Call').flatMap((code) => matchSite(code, frame) ?? []),
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

/** `TOKEN.match(text[at:])` in a `while` that does not bind `text` anew and does `at += ...` */
function matchSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const loop = code.loops.at(-1);
  const method = methodCalled(code.node, frame);
  const [given, ...others] = code.node.args;
  if (loop?.nodeType !== 'While' || method === undefined || !TAKES_POSITION.has(method.name)) return undefined;
  if (given?.nodeType !== 'Subscript' || given.slice.nodeType !== 'Slice' || others.length > 0) return undefined;
  const { lower, upper, step } = given.slice;
  if (lower?.nodeType !== 'Name' || upper !== undefined || step !== undefined) return undefined;
  const isMoved = nodesInLoop(loop, frame).some(
    ({ node }) => node.nodeType === 'AugAssign' && node.target.nodeType === 'Name' && node.target.id === lower.id,
  );
  if (!isMoved || !isInvariantIn(given.value, loop, frame)) return undefined;
  const compiled = compilingOf(method.receiver, method.frame);
  if (compiled === undefined) return undefined; // what else has a method of that name may take no position
  const [asked] = compiled.args;
  const pattern = asked?.nodeType === 'Constant' ? String(asked.value) : undefined;
  if (pattern !== undefined && LOOKING_BACK.test(pattern.replaceAll('[^', '['))) return undefined;
  const text = `${sourceText(given.value, frame)}, ${lower.id}`;
  const seen = pattern === undefined ? ' A ^ or \\b in the pattern then sees the text before it.' : '';
  const fix = {
    text: `Give the position: match.start() and match.end() are then places in the whole text, so that it goes on at match.end().${seen}`,
    before: sourceText(code.node, frame),
    after: `${sourceText(code.node.func, frame)}(${text})`,
  };
  return { code, subject: shortText(code.node, frame), variant: 'slice', fix };
}

/** They ask for what stands before the position, which a slice has not. */
const LOOKING_BACK = /\^|\\[AbB]|\(\?<[=!]/;

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

/** Of a compiled pattern; `re.match(pattern, text)` has two arguments. */
const TAKES_POSITION: ReadonlySet<string> = new Set(['match', 'fullmatch', 'search']);

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
