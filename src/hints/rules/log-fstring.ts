import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, isFunctionNode, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { LOG_LEVELS, levelBehind, levelOf, logWrappers } from '../code/log-calls.ts';
import { readsOf } from '../code/loops/consumption.ts';
import { type CodeNode, codeAt, type FrameCode, isWithin, methodsNamed, nodesOf } from '../code/module-code.ts';
import { attributesNamed, bareName, bindingsOf, calledName, fullName, resolve } from '../code/names.ts';
import { ownCallee } from '../code/own-callee.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { leavesAllAsIs } from '../code/steady/leaves-alone.ts';
import { framesMeant } from '../code/steady/pure-frame.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import { callsByBareName, type FrameEvidence, ownTimeAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { isOnlyCallee } from '../evidence/only-callee.ts';
import { callsFrom } from '../evidence/times-called.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { askingLevel } from '../fix-ask-level.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, sharedLine, shareOfSites } from '../weigh.ts';

const CALLEES = [...LOG_LEVELS].map((level) => `logging.${level}`);

/**
 * A log message that is formatted and thrown away
 *
 * ## What it finds
 *
 * `log.debug(f'...')`, `log.info('...' % x)`, `log.debug('...'.format(x))` and `log.debug('...' + x)` whose level is off,
 * also with the message or a value in a name, and `log.debug('%s', ', '.join(x))` or `log.debug('%s', describe(x))`, whose argument is made before the call, also where it is given to a function of the file that only hands it on to the logger: the profile
 * shows the calls, and that none of them went on to make a record.
 *
 * ## Why it costs
 *
 * The message is made before `debug` is called, which then looks at the level and returns. With arguments (`log.debug('%s', x)`) nothing is made.
 *
 * ## Example
 *
 *     log.debug(f'processing {job}')
 *
 * ## Instead
 *
 *     log.debug('processing %s', job)
 *
 * Where a value is made by a call (`describe(job)`), that is made all the same if it is an argument. Ask first:
 * `if log.isEnabledFor(logging.DEBUG):`.
 *
 * ## When it does not matter
 *
 * Outside of hot code, and for messages that are written anyway: then an f-string is the faster form.
 */
export const logFstring: HintRule = {
  id: 'log-fstring',
  title: 'a log message that is formatted and thrown away',
  article: 'avoid-plus',
  priority: 2,
  fix: 'Give the values as arguments: they are formatted only if the record is made.',
  callees: CALLEES,
  time: ({ calls, code }) =>
    logWrappers(code.module).size > 0 || calls.some(({ name: { full } }) => CALLEES.includes(full)),
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (levelOf(code.node, frame) === undefined) return handedSite(code, frame);
  const level = levelOf(code.node, frame);
  const made = level === undefined ? undefined : madeFor(code.node, level, frame);
  if (level === undefined || made === undefined || isOfFile(code.node, level, frame)) return undefined;
  const fix = fixOf(code.node, made, level, frame);
  const site = { code, subject: shortText(code.node, frame), variant: level, lines: [lineOf(code.node), lineOf(made)] };
  return { ...site, ...(fix === undefined ? {} : { fix }) };
}

/** `self.trace('%s', describe(job))`, where that hands on to `log.debug`. */
function handedSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const level = levelBehind(code.node, frame);
  const made = level === undefined ? undefined : madeFor(code.node, level, frame);
  if (level === undefined || made === undefined) return undefined;
  if (![...walkSyntax(made)].every((node) => leavesAllAsIs(node, frame))) return undefined;
  const lines = [lineOf(code.node), lineOf(made)];
  const fix = { text: callsForValues(made, code.node, frame) ? ASK_HANDED_FIRST : ASK_HANDED };
  return { code, subject: shortText(code.node, frame), variant: level, why: HANDED, lines, fix };
}

const HANDED = 'handed';

/** Which logger it is only the wrapper knows. */
const ASK_HANDED_FIRST =
  'What it calls for its values is called before the message: ask first whether the level is on.';
const ASK_HANDED = 'Ask for the level first: then nothing is made where it is off.';

/** `view.debug(text)`, where a class of the file has such a method: it may be that. */
function isOfFile({ func }: NodeOf<'Call'>, level: string, frame: FrameCode): boolean {
  return func.nodeType === 'Attribute' && methodsNamed(level, frame).length > 0;
}

/** What is worked out before the call: the message, or an argument that walks something to make its text. */
function madeFor(call: NodeOf<'Call'>, level: string | undefined, frame: FrameCode): Expression | undefined {
  const [message, ...values] = givenToLog(call, level).map((given) => textOf(given, call, frame));
  if (message !== undefined && isMade(message, frame)) return message;
  return [message, ...values].find((value) => value !== undefined && isDear(value, frame));
}

/** The message, and the values for it. */
function givenToLog({ args }: NodeOf<'Call'>, level: string | undefined): readonly Expression[] {
  return args.slice(level === 'log' ? 1 : 0);
}

/** It makes a text, a long one of many values, or is a function of the program that does nothing but give something back. */
function isDear(value: Expression, frame: FrameCode): boolean {
  const isLong = isMade(value, frame) || (value.nodeType === 'Call' && isLongCall(value, frame));
  return isLong && [...walkSyntax(value)].every((node) => leavesAllAsIs(node, frame));
}

function isLongCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const isOfFile = ownCallee(call, frame) !== undefined || framesMeant(call, frame).length > 0;
  return isOfFile || DEAR.has(calledName(call, frame));
}

const DEAR: ReadonlySet<string> = new Set(
  '.join json.dumps pprint.pformat sorted repr dataclasses.asdict dataclasses.astuple'.split(' '),
);

/** What a name is bound to that is read in the call alone: `message = f'...'`, then `log.debug(message)`. */
function textOf(given: Expression, call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  if (given.nodeType !== 'Name') return given;
  const [only, ...others] = bindingsOf(given.id, frame);
  const reads = readsOf(given.id, frame);
  const isAlone = only?.binding.kind === 'assignment' && others.length === 0 && reads.length === 1;
  const loopOf = (node: SyntaxNode): SyntaxNode | undefined => codeAt(node, frame)?.loops.at(-1);
  const isOfCall = isAlone && loopOf(only.binding.node) === loopOf(call); // else it is made once for many calls
  return isOfCall ? (only.binding.value ?? undefined) : undefined;
}

/** A message that is put together before the call. */
function isMade(message: Expression, frame: FrameCode): boolean {
  if (message.nodeType === 'JoinedStr') return message.values.some(({ nodeType }) => nodeType === 'FormattedValue');
  if (message.nodeType === 'BinOp') {
    return (message.op.nodeType === 'Mod' || message.op.nodeType === 'Add') && kindOf(message, frame) === 'str';
  }
  return message.nodeType === 'Call' && calledName(message, frame) === '.format';
}

function fixOf(call: NodeOf<'Call'>, message: Expression, level: string, frame: FrameCode): Fix | undefined {
  return asArguments(call, message, frame) ?? askingFirst(call, message, level, frame);
}

/** A message that an argument cannot stand for is made where its level is on. */
function askingFirst(call: NodeOf<'Call'>, message: Expression, level: string, frame: FrameCode): Fix | undefined {
  const isGiven = call.args.includes(message); // a name for it is bound before
  const snippets = isGiven ? askingLevel(call, level, frame) : {};
  if (callsForValues(message, call, frame)) return { ...ASK_FIRST, ...snippets };
  return snippets.after === undefined ? undefined : { text: ASK_LEVEL, ...snippets };
}

const ASK_LEVEL = 'Ask for the level first, or give the values as arguments: then nothing is made where it is off.';

function asArguments(call: NodeOf<'Call'>, message: Expression, frame: FrameCode): Fix | undefined {
  const isOnly = call.args[0] === message && call.args.length === 1 && call.keywords.length === 0;
  if (callsForValues(message, call, frame) || message.nodeType !== 'JoinedStr' || !isOnly) return undefined;
  const parts = message.values;
  const isPlain = parts.every(
    (part) =>
      part.nodeType === 'Constant' ||
      (part.nodeType === 'FormattedValue' &&
        part.format_spec === undefined &&
        part.conversion === -1 &&
        part.value.nodeType !== 'Tuple'),
  );
  const texts = parts.map((part) => (part.nodeType === 'Constant' ? String(part.value).replaceAll('%', '%%') : '%s'));
  const text = texts.join('');
  if (!isPlain || /['"\\\n]/.test(text)) return undefined;
  const values = parts.flatMap((part) => (part.nodeType === 'FormattedValue' ? [sourceText(part.value, frame)] : []));
  const after = `${sourceText(call.func, frame)}('${text}', ${values.join(', ')})`;
  return { text: 'The values are formatted only if the record is made.', before: sourceText(call, frame), after };
}

/** As an argument `describe(job)` would be called all the same; where it changes nothing it need not be called at all. */
function callsForValues(message: Expression, call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (isDearArgument(message, call, frame)) return true;
  const nodes = [...walkSyntax(message)];
  return nodes.some((node) => isCallForValue(node, frame)) && nodes.every((node) => leavesAllAsIs(node, frame));
}

/** `describe(job)`, or a text that is made for one of the values. */
function isDearArgument(made: Expression, call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [, ...values] = givenToLog(call, levelOf(call, frame));
  return !isMade(made, frame) || values.some((given) => textOf(given, call, frame) === made);
}

function isCallForValue(node: SyntaxNode, frame: FrameCode): boolean {
  return node.nodeType === 'Call' && !LEFT_TO_LOGGING.has(calledName(node, frame));
}

const LEFT_TO_LOGGING: ReadonlySet<string> = new Set(['.format', 'str', 'repr', 'format', 'len']);

const ASK_FIRST: Fix = {
  text: 'What it calls for its values is called before the message: ask first, by if log.isEnabledFor(logging.DEBUG) (or the level that it is).',
};

const LEAST_CALLS = 50;

/** The places of a function where values are made for messages that nobody reads, and could as well not be made. */
export function valuesThrownAway(frame: FrameCode, evidence: FrameEvidence): readonly SyntaxNode[] {
  const sites = nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []);
  return sites.flatMap(({ code: { node }, fix, variant = '', why }) => {
    if (node.nodeType !== 'Call' || (fix?.text !== ASK_FIRST.text && fix?.text !== ASK_HANDED_FIRST)) return [];
    const wrapper = wrapperOf(node, why, frame);
    if (wrapper === undefined ? !isLoggers(node.func, frame) : !isOnlyCallee(wrapper, frame, evidence)) return [];
    const name = `logging.${variant}`;
    const from = wrapper ?? frame;
    const isOff = callsFrom(from, ({ full }) => full === name, evidence) >= LEAST_CALLS && !recordsMade(name, evidence);
    return isOff ? [node, madeFor(node, variant, frame) ?? node] : [];
  });
}

/** The function that hands the message on to the logger. */
function wrapperOf(node: SyntaxNode, why: Site['why'], frame: FrameCode): FrameCode | undefined {
  return why === HANDED && node.nodeType === 'Call' ? ownCallee(node, frame) : undefined;
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const name = `logging.${site.variant}`;
  const { node } = site.code;
  const wrapper = wrapperOf(node, site.why, evidence.code);
  const asked = wrapper?.scope.name ?? name;
  const calls = wrapper === undefined ? sumCallsTo(evidence, [name]) : callsByBareName(evidence, [asked]);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of ${asked} from here`);
  if (wrapper !== undefined && !isOnlyCallee(wrapper, evidence.code, evidence))
    return refused(`something else may be called by the name ${asked}`);
  if (wrapper !== undefined && callsFrom(wrapper, ({ full }) => full === name, evidence) < calls.ncalls)
    return refused(`${asked} does not ask ${name} each time`);
  if (recordsMade(name, evidence)) return refused('the level is on: the message is needed');
  const part = shareOfSites(site, evidence);
  const messages = Math.min(messageTime(site, calls.ncalls * part, evidence), evidence.cumtime - calls.cumtime);
  const cost = calls.cumtime * part + messages;
  const lines = [
    edgeLine(asked, calls.ncalls, calls.cumtime, evidence),
    ...sharedLine(part),
    { kind: 'edge' as const, text: 'none of them made a record: the level is off' },
  ];
  const basis = "what the messages take of the function's time; the calls themselves stay";
  const saving = savingOfWorkOfC(messages, { least: 0.9, most: 1 }, basis, evidence);
  const isOfLogger = wrapper !== undefined || (node.nodeType === 'Call' && isLoggers(node.func, evidence.code));
  return edgeFinding(isOfLogger ? 'confirmed' : 'possible', cost, evidence, lines, saving);
}

/** Whether it is the logger that is called: `view.info(...)` beside `log.info(...)` may show its text. */
function isLoggers(func: Expression, frame: FrameCode): boolean {
  if (func.nodeType !== 'Attribute' || areMadeByLogging(func.value, frame)) return true;
  const alike = nodesOf(frame, 'Attribute').filter(({ node: { attr } }) => attr === func.attr);
  return new Set(alike.map(({ node }) => sourceText(node.value, frame))).size === 1;
}

/** `logging`, or a name or attribute of what `logging.getLogger()` gives. */
function areMadeByLogging(receiver: Expression, frame: FrameCode): boolean {
  if (fullName(receiver, frame) === 'logging') return true;
  const isAttribute = receiver.nodeType === 'Attribute';
  const bound = isAttribute ? attributesNamed(receiver.attr, frame) : resolve(dottedText(receiver), frame);
  return bound.some(({ binding: { value }, frame: at }) => {
    return value?.nodeType === 'Call' && MAKING_LOGGERS.test(calledName(value, at));
  });
}

const MAKING_LOGGERS = /\.(getLogger|getChild|LoggerAdapter)$/;

/** Whether any call of the method went on to `Logger._log`. One logger that is on hides the others: then nothing is said. */
function recordsMade(name: string, { table }: FrameEvidence): boolean {
  const index = calleeIndex(table);
  for (let row = 0; row < table.length; row++) {
    if (canonicalName(table, row).full !== name) continue;
    for (const edge of calleeEdges(index, row)) {
      if (RECORDING.has(canonicalName(table, index.callee[edge]!).full)) return true;
    }
  }
  return false;
}

/** A LoggerAdapter hands on to `log` of its logger, which may make a record. */
const RECORDING: ReadonlySet<string> = new Set(['logging._log', 'logging.log']);

/** A plain step of a message takes no more than that, whatever else the function did. */
const STEP = 5e-8;

/** What the messages took: the calls written in them, and the part of the own time that they have among the function's nodes. */
function messageTime(site: Site, messages: number, evidence: FrameEvidence): number {
  const { node } = site.code;
  const level = site.variant;
  const made = node.nodeType === 'Call' ? madeFor(node, level, evidence.code) : undefined;
  const top = made === undefined ? undefined : codeAt(made, evidence.code);
  const inMessage = evidence.code.nodes.filter(
    (code) => (isWithin(code, node) && code.node !== node) || (top !== undefined && isWithin(code, top.node)),
  );
  const isAskedFirst = made !== undefined && node.nodeType === 'Call' && callsForValues(made, node, evidence.code);
  const called = inMessage.flatMap(({ node: one }) =>
    one.nodeType === 'Call' && (isAskedFirst || !isCallForValue(one, evidence.code))
      ? [bareName(one, evidence.code)]
      : [],
  );
  const allCalls = nodesOf(evidence.code, 'Call').map((code) => bareName(code.node, evidence.code));
  const inCalls = called
    .map((name) => callsByBareName(evidence, [name]).cumtime / allCalls.filter((one) => one === name).length)
    .reduce((sum, seconds) => sum + seconds, 0);
  const formatting = evidence.calls
    .filter(({ name }) => FORMATTING.has(name.bare))
    .reduce((sum, call) => sum + call.cumtime, 0);
  const body = isFunctionNode(evidence.code.node) ? evidence.code.nodes.length : inMessage.length;
  // a formatted value makes a text: it weighs as much as eight plain steps, in whichever message it stands
  const added = inMessage.filter((code) => code.node.nodeType === 'BinOp').length;
  const inside = inMessage.filter((code) => code.node.nodeType === 'FormattedValue').length;
  const weight = inMessage.length + 8 * (inside + added);
  const whole = body + 8 * (nodesOf(evidence.code, 'FormattedValue').length + added);
  const own = (ownTimeAt(evidence, site.code) * weight) / Math.max(1, whole);
  return (
    inCalls +
    formatting * partOfFormatting(inMessage, evidence.code) +
    Math.min(own, messages * (weight * STEP) * evidence.pace)
  );
}

/** Of all places of the function that make a text of a value: which of them called `__repr__` or `__str__` the profile does not tell. */
function partOfFormatting(inMessage: readonly CodeNode[], frame: FrameCode): number {
  const places = frame.nodes.filter(({ node }) => makesText(node, frame));
  const own = inMessage.filter(({ node }) => makesText(node, frame));
  return Math.min(1, own.length / Math.max(1, places.length));
}

function makesText(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'BinOp') return node.op.nodeType === 'Mod' && kindOf(node, frame) === 'str';
  return node.nodeType === 'FormattedValue' || (node.nodeType === 'Call' && MAKING.has(calledName(node, frame)));
}

const MAKING: ReadonlySet<string> = new Set(['.format', 'str', 'repr', 'format', 'print']);

const FORMATTING: ReadonlySet<string> = new Set(['__str__', '__repr__', '__format__', 'format']);
