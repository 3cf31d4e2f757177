import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type CodeNode, classAround, type FrameCode } from '../code/module-code.ts';
import { bareName, calledName, selfAttribute } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { builtFrom } from '../code/steady/built-in-loop.ts';
import { driftOf } from '../code/steady/drift.ts';
import { callsNamed, loopThatRepeats } from '../code/steady/invariance.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { mostValues } from '../code/values/few-values.ts';
import { fileWrittenBeside } from '../code/written-beside.ts';
import { callsByBareName, type FrameEvidence } from '../evidence/frame-evidence.ts';
import { neededCalls } from '../evidence/needed-calls.ts';
import { mostObjectsMade } from '../evidence/objects-made.ts';
import { beyond } from '../evidence/other-files.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { atMostPossible, weighEdge } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['json.loads', 'json.dumps', 'json.load']);

/**
 * The same JSON decoded or encoded each time
 *
 * ## What it finds
 *
 * `json.loads(text)`, `json.dumps(value)` and `json.load(open(path))` in a loop, or in a function that is called in one,
 * where the argument is the same each time, also where each pass puts it together anew, or one of a table that is written out. Also far more calls than there can be different
 * texts, by the objects and values of which the profile counts the making, where the result is only read. A value that the
 * loop, or what it calls, changes is not meant, nor is the text of a file that it writes. One that may be changed out of
 * sight (through an alias in a list, by another file, while a generator waits) is possible at most.
 *
 * ## Why it costs
 *
 * Decoding builds the whole tree again: a dict or list for each node, a `str` for each text, which are dropped when the
 * pass ends. Encoding builds all pieces of the text again.
 *
 * ## Example
 *
 *     for order in orders:
 *         rates = json.loads(RATES)
 *         total += rates[order.zone]
 *
 * ## Instead
 *
 *     rates = json.loads(RATES)
 *     for order in orders:
 *         total += rates[order.zone]
 *
 * Where each pass changes what it got, copy the part that it changes.
 *
 * ## When it does not matter
 *
 * For a small text and a few passes.
 */
export const jsonHoist: HintRule = {
  id: 'json-hoist',
  title: 'the same JSON decoded or encoded each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Do it once, outside of the loop, and use the result.',
  callees: [...NAMES],
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const values = valuesOf(site, evidence);
    if (values === undefined) return NO_PLACE;
    const found = weighEdge(site, evidence, {
      callees: [site.variant ?? 'json.loads'],
      called: site.variant ?? 'json.loads',
      time: 'whole',
      leastCalls: Math.max(10, PER_VALUE * values),
      leastShare: SHARES.told,
      gain: null,
      isWorkOfC: true,
      leastSaving: ({ ncalls, cumtime }) => (0.8 * cumtime * (ncalls - values)) / ncalls,
      whatRemains: 'all but the first call for each text can go',
    });
    return site.why === 'unseen' ? atMostPossible(found) : found;
  },
};

/** From there on most of the work is done again. */
const PER_VALUE = 4;

/** `self.text` is another one in each object. */
function valuesOf({ code, values }: Site, evidence: FrameEvidence): number | undefined {
  const { node, frame } = code;
  if (values === undefined) return valuesCounted(code, evidence);
  const argument = node.nodeType === 'Call' ? node.args[0] : undefined;
  const isFew = values === 1 || (argument && mostValues(argument, frame, beyond(evidence)) !== undefined);
  if (isFew !== true) return valuesCounted(code, evidence);
  const owner = argument !== undefined && selfAttribute(argument, frame) !== null ? classAround(frame) : null;
  return owner === null ? values : Math.max(values, mostObjectsMade(owner, evidence));
}

/** `json.loads(tenant.settings)`: as many as there are tenants. */
function valuesCounted({ node, ...at }: CodeNode, evidence: FrameEvidence): number | undefined {
  if (node.nodeType !== 'Call') return undefined;
  const { ncalls } = callsByBareName(evidence, [bareName(node, at.frame)]);
  return neededCalls({ node, ...at }, undefined, ncalls, evidence)?.needed;
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [argument] = code.node.args;
  if (argument === undefined || isWrittenOut(argument)) return undefined;
  const loop = loopThatRepeats(builtFrom(argument, code), code);
  const most = loop !== undefined ? 1 : mostValues(argument, frame);
  const name = calledName(code.node, frame);
  const isText = name !== 'json.dumps';
  const drift = most === undefined ? 'none' : driftOf(argument, code, loop, isText ? 'text' : 'whole');
  const file = isText ? fileWrittenBeside(argument, code, name === 'json.load') : 'other';
  if (drift === 'changed' || file === 'same') return undefined;
  const fix = { text: 'Keep what each of the texts gave in a dict, and copy what callers change.' };
  const site = {
    code,
    subject: shortText(code.node, frame),
    variant: name,
    why: file === 'unseen' ? file : drift,
  };
  if (most === undefined) return isDecoding(code) && isOnlyRead(code, frame) ? { ...site, fix } : undefined;
  return most === 1 ? { ...site, values: most } : { ...site, values: most, fix };
}

/** Texts cannot be changed, as what is encoded can. */
function isDecoding({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  return calledName(node, frame) === 'json.loads' && node.args.length === 1 && node.keywords.length === 0;
}

/** `json.dumps({})`: nothing to save. */
function isWrittenOut(argument: Expression): boolean {
  return argument.nodeType === 'Constant' && String(argument.value).length < 20;
}
