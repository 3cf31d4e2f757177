import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type Accumulation, accumulations, isLasting, loopThatBegins } from '../code/loops/accumulation.ts';
import { copiedForEach, handingsOf } from '../code/loops/copied-for-each.ts';
import { partsInside } from '../code/loops/copied-whole.ts';
import { isKeptEachStep } from '../code/loops/kept-each-step.ts';
import type { FrameCode } from '../code/module-code.ts';
import { type BoundIn, bindingsOf } from '../code/names.ts';
import { operandText, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { areOnlyCallees } from '../evidence/only-callee.ts';
import { passesOf } from '../evidence/passes.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible } from '../weigh.ts';
import { COPYING, weighCopying } from '../weigh-copying.ts';

/**
 * A dict or set that is rebuilt at each step of a loop
 *
 * ## What it finds
 *
 * `found = {**found, key: value}`, `found = found | {key: value}`, `found = dict(found, key=value)`, `seen = {*seen, item}`,
 * `seen = seen | {item}`, `seen = seen.union(items)` and `seen |= {item}` of a frozenset in a loop; `new = found.copy()` where
 * `found = new` follows; `inner = {**scope, name: item}` of the same scope for each item, where who gets it only looks into it; a function that returns such a one, where its callers put it in the place of the first; and
 * `reduce(lambda found, pair: {**found, ...}, pairs, {})` or `reduce(lambda found, more: found | more, sets, set())`.
 *
 * ## Why it costs
 *
 * Each step makes a new table and puts every entry into it again; the old one is thrown away. The work grows with the
 * square of the number of entries.
 *
 * ## Example
 *
 *     for key, value in pairs:
 *         found = {**found, key: value}
 *
 * ## Instead
 *
 *     for key, value in pairs:
 *         found[key] = value
 *
 * or `found.update(more)`, `seen.add(item)`, `seen |= more`. Other names that refer to the same dict see these changes, and
 * did not see the new one: begin with a copy where the first was given by a caller.
 *
 * ## When it does not matter
 *
 * For a handful of entries, or where each step really needs a dict of its own.
 */
export const dictRebuild: HintRule = {
  id: 'dict-rebuild',
  title: 'a dict or set that is rebuilt at each step',
  article: 'beyond',
  priority: 1,
  fix: 'Change it where it is: found[key] = value, update, add.',
  callees: [],
  time: 'own',
  alsoCallees: COPYING,
  match: (frame) => [
    ...accumulations(frame)
      .filter((found) => isRebuilt(found, frame) && !(found.form === 'inside' && isKeptEachStep(found, frame)))
      .map((found) => siteOf(found, frame)),
    ...reducedSites(frame),
    ...copiedForEach(frame).map((code) => ({ code, subject: shortText(code.node, frame), why: EACH, fix: FOR_EACH })),
  ],
  weigh: (site, evidence) => (site.why === EACH ? weighEach(site, evidence) : weighCopying(site, evidence)),
};

const EACH = 'each';

/** So many passes in each call of the function. */
const OFTEN = 20;

/** Another file may have a class whose method keeps the copy, and nobody counts the passes of a loop in which nothing is called. */
function weighEach(site: Site, evidence: FrameEvidence): Verdict {
  const loop = site.code.loops.at(-1);
  const passes = loop === undefined ? undefined : passesOf(loop, evidence);
  const often = OFTEN * evidence.ncalls;
  if ((passes?.isExact === true ? passes.least : callsMade(evidence)) < often)
    return refused('the loop goes round a few times only');
  const found = weighCopying(site, evidence);
  const isMany = passes !== undefined && passes.isMost !== true && passes.least >= often;
  return isMany && isHandedInFile(site, evidence) ? found : atMostPossible(found);
}

function isHandedInFile({ code: { node, frame } }: Site, evidence: FrameEvidence): boolean {
  const [target] = node.nodeType === 'Assign' ? node.targets : [];
  const handings = target?.nodeType === 'Name' ? handingsOf(target.id, frame) : undefined;
  return handings?.every((one) => areOnlyCallees(one.to, one.frame, evidence)) ?? false;
}

function callsMade({ calls }: FrameEvidence): number {
  return calls.reduce((sum, { ncalls }) => sum + ncalls, 0);
}

const FOR_EACH: Fix = {
  text: 'Copy it once before the loop, and in each pass only put in what is another: as far as this file shows, nobody keeps the copy or changes it.',
};

function isRebuilt({ target, value, form, code }: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  // other sets and dicts take `|=` where they are
  if (code.node.nodeType === 'AugAssign') return kind === 'frozenset' && code.node.op.nodeType === 'BitOr';
  if (form !== 'inside' && form !== 'carried') return false;
  return value.nodeType === 'Dict' || value.nodeType === 'Set' || MAPPINGS.has(kind);
}

const MAPPINGS: ReadonlySet<ValueKind> = new Set(['dict', 'set', 'frozenset'] as const);

/** `lambda found, pair: {**found, ...}` or `lambda tags, more: tags | more` of a reduce: what it returns is what it gets the next time. */
function reducedSites(frame: FrameCode): readonly Site[] {
  const { node, parent } = frame;
  if (node.nodeType !== 'Lambda' || parent === null) return [];
  const reduction = callsNamed(parent, REDUCE).find(({ node: call }) => call.args[0] === node);
  const first = node.args.args[0]?.arg;
  if (reduction === undefined || first === undefined) return [];
  const start = reduction.node.args[2];
  const isMapping = start !== undefined && MAPPINGS.has(kindOf(start, parent));
  return frame.nodes.flatMap((code) => {
    const parts = code.node.nodeType === 'Dict' || code.node.nodeType === 'Set' ? partsInside(code.node) : [];
    const merged = isMapping && code.node === node.body ? partsInside(node.body) : parts;
    const isCopied = merged.some((part) => part.nodeType === 'Name' && part.id === first);
    return isCopied ? [{ code, subject: shortText(code.node, frame), isLasting: true }] : [];
  });
}

const REDUCE: ReadonlySet<string> = new Set(['functools.reduce']);

function siteOf(found: Accumulation, frame: FrameCode): Site {
  const { code, name } = found;
  const fix = fixOf(found, frame);
  return {
    code,
    subject: shortText(code.node, frame),
    begunIn: loopThatBegins(name, code),
    isLasting: isLasting(found),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** One pair or item that is put to it; what comes first in the display would else be overwritten. */
function fixOf({ code, target, value, form }: Accumulation, frame: FrameCode): Fix | undefined {
  const name = sourceText(target, frame);
  const isFrozen = kindOf(target, frame) === 'frozenset';
  if (isFrozen) return { text: FROZEN, before: sourceText(code.node, frame) };
  if (isPutBefore(name, value, frame)) return { text: BEFORE, before: sourceText(code.node, frame) };
  const after = form !== 'inside' ? undefined : changeInPlace(name, value, frame);
  if (after === undefined) return undefined;
  const text = isGiven(target, frame)
    ? `Begin with a copy of ${name}, which others have too, and change that where it is.`
    : `Change ${name} where it is (other names that refer to it see the change).`;
  return { text, before: sourceText(code.node, frame), after };
}

const FROZEN = 'Begin with a set and let it grow by add or update; make a frozenset of it at the end.';

const BEFORE =
  'Change it where it is: found.setdefault(key, value) leaves what is there (a new key comes last, not first).';

/** `{key: value, **found}`, `{key: value} | found`: what is there already wins, and comes behind. */
function isPutBefore(name: string, value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'BinOp') {
    return (
      value.op.nodeType === 'BitOr' && kindOf(value.left, frame) === 'dict' && sourceText(value.right, frame) === name
    );
  }
  if (value.nodeType !== 'Dict') return false;
  const at = value.values.findIndex((one, place) => value.keys[place] == null && sourceText(one, frame) === name);
  return at > 0;
}

/** What the function got from its caller or from elsewhere, and has not copied. */
function isGiven(target: Expression, frame: FrameCode): boolean {
  const bound = target.nodeType === 'Name' ? bindingsOf(target.id, frame) : [];
  const own = bound.filter(({ binding: { kind, value } }) => kind !== 'argument' && value?.nodeType === 'Call');
  const isOfOthers = ({ binding: { kind, value } }: BoundIn): boolean =>
    kind === 'argument' || (kind === 'assignment' && HELD.has(value?.nodeType ?? ''));
  return own.length === 0 && bound.some(isOfOthers);
}

/** `found = DEFAULTS`, `found = self.found`, `found = given or {}` */
const HELD: ReadonlySet<string> = new Set(['Name', 'Attribute', 'BoolOp', 'IfExp']);

function changeInPlace(name: string, value: Expression, frame: FrameCode): string | undefined {
  switch (value.nodeType) {
    case 'Dict':
      return putInPlace(name, value, frame);
    case 'Set':
      return addInPlace(name, value, frame);
    case 'BinOp':
      if (sourceText(value.left, frame) !== name) return undefined;
      return `${name} ${value.op.nodeType === 'Sub' ? '-=' : '|='} ${operandText(value.right, frame)}`;
    default:
      return undefined;
  }
}

function putInPlace(name: string, { keys, values }: NodeOf<'Dict'>, frame: FrameCode): string | undefined {
  const [first, key] = keys;
  const [, item] = values;
  if (keys.length !== 2 || first != null || item === undefined) return undefined;
  const given = sourceText(item, frame);
  return key == null ? `${name}.update(${given})` : `${name}[${sourceText(key, frame)}] = ${given}`;
}

function addInPlace(name: string, { elts }: NodeOf<'Set'>, frame: FrameCode): string | undefined {
  const [first, item, ...others] = elts;
  if (first?.nodeType !== 'Starred' || item === undefined || others.length > 0) return undefined;
  return item.nodeType === 'Starred'
    ? `${name}.update(${sourceText(item.value, frame)})`
    : `${name}.add(${sourceText(item, frame)})`;
}
