import type { NodeOf } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import { growingByKey } from './code/loops/growing-by-key.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';
import { calledName } from './code/names.ts';
import { shortText } from './code/source-text.ts';
import { callsOfScope, type FrameEvidence } from './evidence/frame-evidence.ts';
import { appendsFrom } from './evidence/items-put.ts';
import { isSeenByOthers } from './evidence/other-files.ts';
import { type Refusal, refused, type Site } from './rule.ts';

/** Of one of the lists of a table: that it is the same list again is for the profile to tell. */
export const BY_KEY = 'by key';

/** `sum(move.quantity for move in self.moves[key])` of lists that only get longer. */
export function keyedSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const grown = growingByKey(code.node.args[0], frame);
  if (grown === undefined) return undefined;
  const variant = calledName(code.node, frame);
  const where = grown.writers.map(({ scope }) => `${scope.name}()`).join(' and ');
  const text = `Keep one result for each key along, and bring it up to date in ${where}, where an item is appended.`;
  return { code, subject: shortText(code.node, frame), variant, why: BY_KEY, fix: { text }, isLasting: true };
}

/** So often each item must have been walked. */
const OFTEN = 4;

/** Undefined where each item was walked again and again. */
export function tooFewWalked({ code: { node, frame } }: Site, evidence: FrameEvidence): Refusal | undefined {
  const [walked] = node.nodeType === 'Call' ? node.args : [];
  const grown = growingByKey(walked, frame);
  if (walked?.nodeType !== 'GeneratorExp' || grown === undefined) return refused('its lists do not only get longer');
  if (isSeenByOthers(grown.table.attr, evidence)) return refused('other files of the program may change its lists');
  const steps = callsOfScope(walked, evidence) ?? 0;
  const put = grown.writers.reduce((sum, writer) => sum + appendsFrom(writer, evidence), 0);
  if (put === 0 || steps - evidence.ncalls < OFTEN * put)
    return refused(`${writeCount(steps)} steps over ${writeCount(put)} items: each was walked a few times at most`);
  return undefined;
}
