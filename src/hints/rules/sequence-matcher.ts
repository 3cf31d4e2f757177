import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed, isInvariantIn } from '../code/steady/invariance.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * A SequenceMatcher that is made again for each comparison
 *
 * ## What it finds
 *
 * `difflib.SequenceMatcher(None, word, name)` in a loop where one of the two sequences is the same in each pass.
 *
 * ## Why it costs
 *
 * A matcher writes an index of its second sequence before it compares anything. It keeps that index while only the first
 * sequence changes.
 *
 * ## Example
 *
 *     for name in names:
 *         score = difflib.SequenceMatcher(None, word, name).ratio()
 *
 * ## Instead
 *
 *     matcher = difflib.SequenceMatcher(b=word)
 *     for name in names:
 *         matcher.set_seq1(name)
 *         score = matcher.ratio()
 *
 * Ask `real_quick_ratio()` and `quick_ratio()` before `ratio()` where only good scores count, as
 * `difflib.get_close_matches` does.
 *
 * ## When it does not matter
 *
 * Where `ratio()` itself takes most of the time. It may differ a little if the sequences change places.
 */
export const sequenceMatcher: HintRule = {
  id: 'sequence-matcher',
  title: 'a SequenceMatcher that is made again for each comparison',
  article: 'evaluations-outside-loop',
  priority: 3,
  fix: 'Make it once with the sequence that stays as the second, and change the first with set_seq1().',
  callees: ['difflib.__init__'],
  match: (frame) => callsNamed(frame, MATCHER).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: ['difflib.__init__'],
      called: 'difflib.SequenceMatcher',
      time: 'whole',
      leastCalls: 50,
      gain: 'sequence-matcher/made',
    }),
};

const MATCHER: ReadonlySet<string> = new Set(['difflib.SequenceMatcher']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [first, second] = [givenAs('a', 1, code.node), givenAs('b', 2, code.node)];
  if (first === undefined || second === undefined) return undefined;
  const isSame = (one: Expression): boolean => code.loops.some((loop) => isInvariantIn(one, loop, frame));
  const steady = [second, first].find(isSame);
  if (steady === undefined) return undefined;
  const other = sourceText(steady === second ? first : second, frame);
  const before = shortText(code.node, frame);
  const after = `matcher = difflib.SequenceMatcher(b=${sourceText(steady, frame)})  # before the loop\nmatcher.set_seq1(${other})`;
  return { code, subject: before, fix: { text: 'Make it once, before the loop.', before, after } };
}

function givenAs(name: string, at: number, { args, keywords }: NodeOf<'Call'>): Expression | undefined {
  return keywords.find(({ arg }) => arg === name)?.value ?? args[at];
}
