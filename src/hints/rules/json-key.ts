import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { operandText, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { joinedKeys } from '../code/values/joined-key.ts';
import { isOnlyKey } from '../code/values/only-key.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, rowAt } from '../evidence/frame-evidence.ts';
import { ownTime, usualTime } from '../evidence/own-time.ts';
import { passesOf } from '../evidence/passes.ts';
import { isNeverReached } from '../evidence/reached.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { atMostLikely, isRepeated, NOT_REPEATED, shareOfTotal, weighEdge } from '../weigh.ts';
import { ownTimeVerdict } from '../weigh-own-loop.ts';

/** What makes the text, and what was measured of it. */
const GAINS: ReadonlyMap<string, string> = new Map([
  ['json.dumps', 'json-key/json'],
  ['pickle.dumps', 'json-key/pickle'],
]);

const NAMES: ReadonlySet<string> = new Set(GAINS.keys());

/**
 * A text made of a record only to be a key
 *
 * ## What it finds
 *
 * `json.dumps(record, sort_keys=True)`, `pickle.dumps(record)`, and `f'{x},{y}'`, `str(x) + ',' + str(y)` and `'%s,%s' % (x, y)` very often, in a loop, or in a function that is called in one, where the
 * text, or its digest, is nothing but a key of a dict, an item of a set, or what is sought in one, and the program neither walks
 * its keys nor hands it out. It is at most likely: whether a tuple does as well, the record tells.
 *
 * ## Why it costs
 *
 * Every value is written as text, for a key of which nobody reads a letter. A tuple holds the values themselves.
 *
 * ## Example
 *
 *     for record in records:
 *         key = json.dumps(record, sort_keys=True)
 *         if key not in seen:
 *             seen[key] = record
 *
 * ## Instead
 *
 *     for record in records:
 *         key = (record['id'], record['name'], record['kind'])
 *         if key not in seen:
 *             seen[key] = record
 *
 * Name the fields that tell one record from another; `tuple(sorted(record.items()))` or `frozenset(record.items())` takes them all.
 *
 * ## When it does not matter
 *
 * For some hundred records. What stands in a tuple that is a key must be hashable, so lists and dicts in a record need tuples of their own:
 * where there are many, the text may be the cheaper key. 1, 1.0 and True are one key in a tuple, and three texts.
 */
export const jsonKey: HintRule = {
  id: 'json-key',
  title: 'a text made of a record only to be a key',
  article: 'beyond',
  priority: 3,
  fix: 'Take a tuple of what tells one record from another.',
  callees: [...NAMES],
  time: 'own',
  match: (frame) => [
    ...callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
    ...joinedKeys(frame).map(({ code, parts }) => joinedSite(code, parts, frame)),
  ],
  weigh: (site, evidence) => {
    if (site.variant === JOINED) return weighJoined(site, evidence);
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? 'json.dumps';
    return atMostLikely(
      weighEdge(site, evidence, {
        callees: [called],
        called,
        time: 'whole',
        leastCalls: 1000,
        gain: GAINS.get(called) ?? null,
      }),
    );
  },
};

const TEXT =
  "Take a tuple of the fields that tell one from another (they must be hashable; 1, 1.0 and True are then one key, '1' another).";

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (code.node.args.length === 0 || !isOnlyKey(code)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame), fix: fixOf(code, frame) };
}

const JOINED = 'joined';

/** `f'{x},{y}'` */
function joinedSite(code: CodeNode, parts: readonly Expression[], frame: FrameCode): Site {
  const after = `(${parts.map((part) => operandText(part, frame)).join(', ')})`;
  const before = sourceText(code.node, frame);
  return { code, subject: shortText(code.node, frame), variant: JOINED, fix: { text: TEXT, before, after } };
}

const LEAST_TEXTS = 20_000;

/** No call tells what a text takes: so many of them, at what such a text usually takes. */
function weighJoined({ code }: Site, evidence: FrameEvidence): Verdict {
  const loop = code.loops.at(-1);
  const times = loop === undefined ? evidence.ncalls : (passesOf(loop, evidence)?.least ?? 0);
  if (isNeverReached(code, evidence) || times < LEAST_TEXTS) return refused(`only ${writeCount(times)} texts`);
  const each = usualTime([...walkSyntax(code.node)]) * evidence.pace;
  const cost = Math.min(times * each, ownTime(code, evidence).seconds);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`making the texts is some ${writePercent(share)} of the profile`);
  const name = evidence.code.scope.qualname;
  return ownTimeVerdict(
    {
      level: 'likely',
      cost,
      share,
      text: `${writeCount(times)} texts made in ${name}, only to be keys: some ${durationText(cost)} of ${durationText(evidence.total)}`,
      row: rowAt(evidence, code)?.row ?? evidence.row,
      time: 'own',
      gone: { least: 0.4, most: 0.9 },
      basis: 'a tuple is made in a fifth of the time, and its hash takes longer',
    },
    evidence,
  );
}

function fixOf({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Fix {
  const [record] = node.args;
  if (record === undefined) return { text: TEXT };
  const text = sourceText(record, frame);
  const before = sourceText(node, frame);
  if (record.nodeType === 'Tuple') return { text: TEXT, before, after: operandText(record, frame) };
  if (record.nodeType === 'List' && record.elts.length > 1)
    return { text: TEXT, before, after: `(${text.slice(1, -1)})` };
  const isDict = record.nodeType === 'Dict' || kindOf(record, frame) === 'dict';
  return isDict
    ? { text: TEXT, before, after: `tuple(sorted(${operandText(record, frame)}.items()))` }
    : { text: TEXT };
}
