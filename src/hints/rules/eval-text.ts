import type { NodeOf } from '../../source/syntax.ts';
import { mostValues } from '../code/few-values.ts';
import { callsNamed, loopThatRepeats } from '../code/invariance.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['eval', 'exec']);

/**
 * The same text compiled by eval() each time
 *
 * ## What it finds
 *
 * `eval(text)` and `exec(text)` in a loop, or in a function that is called in one, where the text is the same each time, or
 * one of a table that is written out.
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
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? 'eval';
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
  if (!isSame && (most === undefined || most > MOST_TEXTS)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
}

const MOST_TEXTS = 30;
