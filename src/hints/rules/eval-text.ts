import type { Expression, NodeOf } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { givenText, operandText, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed, loopThatRepeats } from '../code/steady/invariance.ts';
import { attributesSetLater } from '../code/steady/set-later.ts';
import { tableWalked } from '../code/steady/steady-items.ts';
import { mostValues } from '../code/values/few-values.ts';
import { givenFor, isHeldByItems } from '../code/values/held-texts.ts';
import { keptIn, writersOf } from '../code/values/kept-values.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { mostObjectsWith } from '../evidence/objects-made.ts';
import { beyond } from '../evidence/other-files.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { keptFunction } from '../fix-kept.ts';
import { type Fix, type HintRule, type Refusal, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';
import { tooFewWalks } from '../weigh-per-object.ts';

const NAMES: ReadonlySet<string> = new Set(['eval', 'exec']);

/**
 * The same text compiled by eval() each time
 *
 * ## What it finds
 *
 * `eval(text)` and `exec(text)` in a loop, or in a function that is called in one, where the text is the same each time, or
 * one of a table that is written out, or one that is held by few objects or items (`rule.condition` of
 * `for rule in self.rules`), each asked many times.
 *
 * ## Why it costs
 *
 * A text is compiled before it is run, which takes many times as long as running one expression.
 *
 * ## Example
 *
 *     for row in rows:
 *         total += eval(FORMULA, {'row': row})
 *
 * ## Instead
 *
 *     code = compile(FORMULA, 'formula', 'eval')
 *     for row in rows:
 *         total += eval(code, {'row': row})
 *
 * For one of several texts keep a dict of their codes. Where the texts stand in the program, write functions
 * (`lambda row: ...`) in their place: that is faster still, and no text can do harm.
 *
 * ## When it does not matter
 *
 * For some hundred calls.
 */
export const evalText: HintRule = {
  id: 'eval-text',
  title: 'the same text compiled by eval() each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Compile each text once (compile(text, name, mode)) and run its code, or write functions.',
  callees: [...NAMES],
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? 'eval';
    const few = tooFewForEach(site, sumCallsTo(evidence, [called]).ncalls, evidence);
    if (few !== undefined) return few;
    return weighEdge(site, evidence, {
      callees: [called],
      called,
      time: 'own',
      leastCalls: 100,
      leastPerCall: COMPILING,
      gain: 'eval-text',
    });
  },
};

/** To run code that is compiled takes less. */
const COMPILING = 2e-6;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [text] = code.node.args;
  if (text === undefined) return undefined;
  const isSame = loopThatRepeats(text, code) !== undefined;
  const most = mostValues(text, frame);
  const isOfFew = isSame || (most !== undefined && most <= MOST_TEXTS);
  const isHeld = isHeldByItems(text, code) || heldIn(text, frame) !== undefined || putBy(text, frame) !== undefined;
  if (!isOfFew && !isHeld) return undefined;
  const variant = calledName(code.node, frame);
  const fix = fixOf(code.node, text, variant, frame);
  return { code, subject: shortText(code.node, frame), variant, ...(fix === undefined ? {} : { fix }) };
}

/** The codes kept by their texts; `eval` takes no offence at blanks before a text, `compile` does. */
function fixOf(call: NodeOf<'Call'>, text: Expression, name: string, frame: FrameCode): Fix | undefined {
  const compiled = keptFunction({ name: 'compile' }, ['code_of', 'kept_code', 'code_of_text'], frame);
  if (compiled === undefined || call.func.nodeType !== 'Name' || text.nodeType === 'Starred') return undefined;
  const written = operandText(text, frame);
  const given = name === 'eval' && text.nodeType !== 'Constant' ? `${written}.lstrip()` : written;
  const code = `${compiled.name}(${given}, '<string>', '${name}')`;
  const others = call.args.slice(1).map((one) => givenText(one, frame));
  const named = call.keywords.map(({ arg, value }) => (arg == null ? '**' : `${arg}=`) + givenText(value, frame));
  const after = `${compiled.made}\n${call.func.id}(${[code, ...others, ...named].join(', ')})`;
  return { text: KEPT, before: sourceText(call, frame), after };
}

const KEPT =
  'Compile each text once, and run its code; functions in the place of the texts are faster still. The codes are kept as long as the program runs.';

const MOST_TEXTS = 30;

/** `condition` of `rule.condition`, which is set once for each object. */
function heldIn(text: Expression, frame: FrameCode): string | undefined {
  const isSetOnce = text.nodeType === 'Attribute' && !attributesSetLater(frame.module).has(text.attr);
  return isSetOnce ? text.attr : undefined;
}

/** Who puts the texts into the dict or list of an object from which each text comes, here or where a caller gives it; one with each call. */
function putBy(text: Expression, frame: FrameCode): readonly FrameCode[] | undefined {
  const given = givenFor(text, frame);
  const looked = text.nodeType === 'Name' && given.length > 0 ? given : [{ value: text, frame }];
  const writers = looked.map(({ value, frame: at }) => {
    const kept = keptIn(value, at);
    return kept && writersOf(kept, at);
  });
  return writers.some((one) => one === undefined) ? undefined : writers.flatMap((one) => one ?? []);
}

const PER_TEXT = 10;

/** Each object may hold a text of its own, and each walk of a table come to texts that were not asked for before. */
function tooFewForEach({ code }: Site, ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  const [text] = code.node.nodeType === 'Call' ? code.node.args : [];
  if (text === undefined || loopThatRepeats(text, code) !== undefined) return undefined;
  const held = heldIn(text, code.frame);
  const objects = held === undefined ? 0 : mostObjectsWith(held, evidence);
  if (objects > 0) {
    return ncalls >= PER_TEXT * objects
      ? undefined
      : refused(`${writeCount(ncalls)} calls for ${writeCount(objects)} objects: perhaps another text each time`);
  }
  if (mostValues(text, code.frame, beyond(evidence)) !== undefined) return undefined;
  const put = putBy(text, code.frame)?.reduce((sum, writer) => sum + timesCalled(writer, evidence), 0);
  if (put !== undefined && ncalls >= PER_TEXT * put) return undefined;
  const walkers = givenFor(text, code.frame).map(({ frame }) => timesCalled(frame, evidence));
  if (tableWalked([text], code) !== undefined) return tooFewWalks(code, ncalls, evidence);
  if (walkers.length > 0 && walkers.every((times) => times >= PER_TEXT)) return undefined;
  return refused('how many texts there are the profile does not show');
}
