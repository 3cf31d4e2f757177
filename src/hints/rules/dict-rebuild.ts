import { type Accumulation, accumulations, loopThatBegins, partsInside } from '../code/accumulation.ts';
import { callsNamed } from '../code/invariance.ts';
import type { FrameCode } from '../code/module-code.ts';
import { operandText, shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { weighOwnTime } from '../weigh.ts';

/**
 * A dict or set that is made anew at each step of a loop
 *
 * ## What it finds
 *
 * `found = {**found, key: value}`, `found = found | {key: value}`, `seen = {*seen, item}` and `seen = seen | {item}` in a loop,
 * and `reduce(lambda found, pair: {**found, ...}, pairs, {})`.
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
  title: 'a dict or set that is made anew at each step',
  article: 'beyond',
  priority: 1,
  fix: 'Change it where it is: found[key] = value, update, add.',
  callees: [],
  match: (frame) => [
    ...accumulations(frame)
      .filter((found) => isRebuilt(found, frame))
      .map((found) => siteOf(found, frame)),
    ...reducedSites(frame),
  ],
  weigh: (site, evidence) => weighOwnTime(site, evidence, { what: `the copying in ${site.subject}`, suspicious: 1.8 }),
};

function isRebuilt({ target, code, form }: Accumulation, frame: FrameCode): boolean {
  const { value } = code.node;
  if (form !== 'inside' || code.node.nodeType === 'AugAssign') return false;
  if (value.nodeType === 'Dict' || value.nodeType === 'Set') return true;
  const kind = kindOf(target, frame);
  return value.nodeType === 'BinOp' && value.op.nodeType === 'BitOr' && (kind === 'dict' || kind === 'set');
}

/** `lambda found, pair: {**found, ...}` of a reduce: what it returns is what it gets the next time. */
function reducedSites(frame: FrameCode): readonly Site[] {
  const { node, parent } = frame;
  if (node.nodeType !== 'Lambda' || parent === null) return [];
  const isReduced = callsNamed(parent, REDUCE).some(({ node: call }) => call.args[0] === node);
  const first = node.args.args[0]?.arg;
  if (!isReduced || first === undefined) return [];
  return frame.nodes.flatMap((code) => {
    const parts = code.node.nodeType === 'Dict' || code.node.nodeType === 'Set' ? partsInside(code.node) : [];
    const isCopied = parts.some((part) => part.nodeType === 'Name' && part.id === first);
    return isCopied ? [{ code, subject: shortText(code.node, frame), isLasting: true }] : [];
  });
}

const REDUCE: ReadonlySet<string> = new Set(['functools.reduce']);

function siteOf(found: Accumulation, frame: FrameCode): Site {
  const { code, name, home } = found;
  const fix = fixOf(found, frame);
  return {
    code,
    subject: shortText(code.node, frame),
    begunIn: loopThatBegins(name, code),
    isLasting: home !== 'local' && home !== 'cell',
    ...(fix === undefined ? {} : { fix }),
  };
}

/** One pair or item that is put to it; what comes first in the display would else be overwritten. */
function fixOf({ code, name }: Accumulation, frame: FrameCode): Fix | undefined {
  const { value } = code.node;
  const before = sourceText(code.node, frame);
  const text = `Change ${name} where it is (other names that refer to it see the change).`;
  if (value.nodeType === 'Dict' && value.keys.length === 2 && value.keys[0] == null) {
    const [, key] = value.keys;
    const [, item] = value.values;
    if (item === undefined) return undefined;
    const given = sourceText(item, frame);
    return {
      text,
      before,
      after: key == null ? `${name}.update(${given})` : `${name}[${sourceText(key, frame)}] = ${given}`,
    };
  }
  if (value.nodeType === 'BinOp') return { text, before, after: `${name} |= ${operandText(value.right, frame)}` };
  const [first, item, ...others] = value.nodeType === 'Set' ? value.elts : [];
  if (first?.nodeType !== 'Starred' || item === undefined || others.length > 0) return undefined;
  const after =
    item.nodeType === 'Starred'
      ? `${name}.update(${sourceText(item.value, frame)})`
      : `${name}.add(${sourceText(item, frame)})`;
  return { text, before, after };
}
