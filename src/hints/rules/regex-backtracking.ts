import { type Expression, lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText } from '../amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import {
  attributeBindings,
  type BoundIn,
  calledName,
  classAttributeBindings,
  methodCalled,
  resolve,
  selfAttribute,
} from '../code/names.ts';
import { regexWays } from '../code/regex-ways.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { constantText } from '../code/values/constant-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { atMostLikely, atMostPossible, edgeFinding, edgeLine, shareOfSites, shareOfTotal } from '../weigh.ts';

const METHODS: ReadonlySet<string> = new Set('match fullmatch search sub subn split findall finditer'.split(' '));

/**
 * A regex that tries too many ways
 *
 * ## What it finds
 *
 * A pattern in which the rounds of a repeated group can begin anywhere, `(a+)+`, `(\\w+[.-]?)*`, `(a|aa)*`, or with three
 * repetitions in a row of the same, `.*=.*=.*=`, with four and more `.*` that something follows (three, where nothing but what a `.*` takes too stands between two), or with blanks before an end that are searched for, `\\s+$`, and whose calls take longer than texts of some hundred characters explain.
 *
 * ## Why it costs
 *
 * The same text can be cut into repetitions in many ways: `(a+)+` splits n letters in 2**(n-1) ways, and where the rest of
 * the pattern does not fit, all of them are tried. Three repetitions in a row try n**3 places.
 *
 * ## Example
 *
 *     ADDRESS = re.compile(r'^([a-z0-9]+[._-]?)+@')
 *
 * ## Instead
 *
 *     ADDRESS = re.compile(r'^[a-z0-9]+(?:[._-][a-z0-9]+)*@')
 *
 * Write it so that each character can be matched in one way only. From Python 3.11 on an atomic group, `(?>...)`, or a
 * possessive repetition, `++`, gives nothing back. For one of many `.*` write what may stand there: `"([^"]*)"` for `"(.*)"`.
 *
 * ## When it does not matter
 *
 * Where texts are short and nearly all fit, or where a few texts are very long ones. The pattern above also takes no separator before the `@`: look whether that is
 * meant.
 */
export const regexBacktracking: HintRule = {
  id: 'regex-backtracking',
  title: 'a regex that tries too many ways',
  article: 'beyond',
  priority: 1,
  fix: 'Write the pattern so that each character can be matched in one way only.',
  callees: [...METHODS].flatMap((method) => [`re.Pattern.${method}`, `re.${method}`]),
  time: 'known',
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

/** A linear pattern takes that for some hundred characters. */
const LONG_CALL = 3e-6;
/** A pattern of many parts takes as long as that too; ten characters with a thousand ways take more. */
const CERTAIN_CALL = 1e-5;
/** The mean of many texts that fit and a few that do not, where each character doubles the ways: if it is much of the time. */
const LIKELY_CALL = 5e-6;
const LONG_CALL_OF_POWERS = 3e-5;
/** A line of a log, with each `.*` of its pattern run to the end and back. */
const LONG_CALL_OF_GREEDY = 8e-6;

/** A few texts may be long ones. */
const MANY_TEXTS = 10;

/** Whether what a few calls search is written out, and short: else it may be a whole file, read or joined. */
function isShortText({ code: { node, frame } }: Site, method: string): boolean {
  const text = node.nodeType === 'Call' ? node.args[calledName(node, frame) === `re.${method}` ? 1 : 0] : undefined;
  if (text === undefined) return false;
  const given = text.nodeType === 'Name' ? argumentsFor(text.id, frame) : [];
  const texts = given.length > 0 ? given : [{ value: text, frame }];
  return texts.every((one) => lengthOf(one.value, one.frame) < LONG_TEXT);
}

const LONG_TEXT = 1000;

/** Of `'a=' * 60 + '?'`. */
function lengthOf(text: Expression, frame: FrameCode): number {
  if (text.nodeType === 'BinOp' && text.op.nodeType === 'Add')
    return lengthOf(text.left, frame) + lengthOf(text.right, frame);
  if (text.nodeType === 'BinOp' && text.op.nodeType === 'Mult' && text.right.nodeType === 'Constant')
    return lengthOf(text.left, frame) * Number(text.right.value);
  return constantText(text, frame)?.length ?? Number.POSITIVE_INFINITY;
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const [ways = '', method = ''] = site.variant?.split(' ') ?? [];
  const calls = sumCallsTo(evidence, [`re.Pattern.${method}`, `re.${method}`]);
  if (calls.ncalls === 0) return refused(`the profile has no calls of ${method} from here`);
  const perCall = calls.cumtime / calls.ncalls;
  if (perCall < (LEAST_CALL[ways] ?? LONG_CALL) * evidence.pace) {
    return refused(`a call takes ${durationText(perCall)}: no text has it try many ways`);
  }
  // other patterns share these calls, and take no more than the least that is suspicious
  const isAlone = shareOfSites(site, evidence) === 1;
  const cost = isAlone ? calls.cumtime : Math.max(0, calls.cumtime - calls.ncalls * LONG_CALL * evidence.pace);
  const least = ways === 'greedy' ? SHARES.sure : SHARES.suspicious;
  const share = shareOfTotal(cost, evidence);
  const lines = [edgeLine(method, calls.ncalls, calls.cumtime, evidence)];
  const gone = ways === 'greedy' ? null : { least: 0.6, most: 1 };
  const saving = savingOfWorkOfC(cost, gone, BASES[ways] ?? BASIS, evidence);
  const isCertain = ways !== 'greedy' && perCall >= CERTAIN_CALL * evidence.pace;
  const isMuch = perCall >= LIKELY_CALL * evidence.pace && share >= SHARES.large;
  const isLikely =
    isCertain ||
    (ways === 'doubling' && isAlone && isMuch) ||
    (ways === 'greedy' && isAlone && isShortText(site, method));
  const level = levelOfShare(isCertain && isAlone ? 'confirmed' : isLikely ? 'likely' : 'possible', share, least);
  if (level === undefined) return refused('its calls take little of the time');
  const found = edgeFinding(level, cost, evidence, lines, saving);
  if (calls.ncalls >= MANY_TEXTS) return found;
  return isShortText(site, method) ? atMostLikely(found) : atMostPossible(found);
}

const BASIS = 'nearly all of it, if it is the pattern and not the length of the texts';

const BASES: Readonly<Record<string, string>> = {
  greedy: 'how much of it goes depends on the texts: on how far each repetition runs on before it comes back',
};

const LEAST_CALL: Readonly<Record<string, number>> = { powers: LONG_CALL_OF_POWERS, greedy: LONG_CALL_OF_GREEDY };

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const name = calledName(code.node, frame);
  const isModule = /^re\.\w+$/.test(name);
  const bare = isModule ? name.slice('re.'.length) : (method?.name ?? '');
  if (!METHODS.has(bare)) return undefined;
  const [first] = code.node.args;
  const modulePattern = isModule ? textOf(first, frame) : undefined;
  const compiled = method === undefined ? [] : compiledTexts(method.receiver, method.frame);
  const patterns = modulePattern === undefined ? compiled : [modulePattern];
  const slow = patterns
    .map((pattern) => ({ ...pattern, ways: regexWays(pattern.text) }))
    .find(({ ways }) => ways !== 'few');
  if (slow === undefined) return undefined;
  const lines = [...new Set([lineOf(code.node), slow.line])];
  const site = { code, subject: shortText(code.node, frame), variant: `${slow.ways} ${bare}`, lines };
  if (slow.ways !== 'greedy') return site;
  const isOfBlanks = !/\.[*+]/.test(slow.text);
  // a match has one beginning
  if (isOfBlanks && bare.endsWith('match')) return undefined;
  return { ...site, fix: { text: isOfBlanks ? STRIPPED : NARROWER } };
}

const STRIPPED =
  'It is tried anew at each blank of a run inside the text: take rstrip() of the text, or of each line (which keeps empty lines).';

const NARROWER =
  'Write for each .* what may stand there, so that it stops by itself: [^"]* before a quote, [^]]* before a bracket, \\S+ before a space.';

type Pattern = { readonly text: string; readonly line: number };

function textOf(expression: Expression | undefined, frame: FrameCode): Pattern | undefined {
  const text = expression === undefined ? undefined : constantText(expression, frame);
  return expression === undefined || text === undefined ? undefined : { text, line: lineOf(expression) };
}

/** The patterns that an expression can be: a compiled one, a name or attribute bound once to it, an entry of a table. */
function compiledTexts(expression: Expression, frame: FrameCode): readonly Pattern[] {
  if (expression.nodeType === 'Call') {
    if (calledName(expression, frame) !== 're.compile') return [];
    const found = textOf(expression.args[0], frame);
    const isVerbose = expression.args.slice(1).some((flags) => /\b(X|VERBOSE)\b/.test(sourceText(flags, frame)));
    return found === undefined ? [] : [{ ...found, text: isVerbose ? `(?x)${found.text}` : found.text }];
  }
  if (expression.nodeType === 'Subscript') return compiledTexts(expression.value, frame);
  if (expression.nodeType === 'Dict') return expression.values.flatMap((value) => compiledTexts(value, frame));
  if (expression.nodeType === 'List' || expression.nodeType === 'Tuple') {
    return expression.elts.flatMap((value) => compiledTexts(value, frame));
  }
  const [only, ...others] = boundTo(expression, frame);
  const value = only?.binding.value;
  return value == null || others.length > 0 || only === undefined ? [] : compiledTexts(value, only.frame);
}

function boundTo(expression: Expression, frame: FrameCode): readonly BoundIn[] {
  const attribute = selfAttribute(expression, frame);
  if (attribute !== null) return attributeBindings(attribute, frame);
  return expression.nodeType === 'Name' ? resolve(expression.id, frame) : classAttributeBindings(expression, frame);
}
