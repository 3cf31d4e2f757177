import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['json.dump']);

/**
 * json.dump() in place of dumps()
 *
 * ## What it finds
 *
 * `json.dump(value, file)` without `indent`, where it takes time.
 *
 * ## Why it costs
 *
 * `dump` encodes by a generator in Python, a piece at a time, and writes each piece (a comma, a number) by a call of
 * `write`. `dumps` encodes in C.
 *
 * ## Example
 *
 *     json.dump(rows, file)
 *
 * ## Instead
 *
 *     file.write(json.dumps(rows))
 *
 * ## When it does not matter
 *
 * For small values, and with `indent`, for which both encode in Python. The whole text is in memory at once; if encoding
 * fails half-way, nothing has been written.
 */
export const jsonDump: HintRule = {
  id: 'json-dump',
  title: 'json.dump() in place of dumps()',
  article: 'built-ins',
  priority: 2,
  fix: 'Write the text of json.dumps, which encodes in C.',
  callees: [...NAMES],
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: [...NAMES],
      called: 'json.dump',
      time: 'whole',
      leastCalls: 1,
      leastPerCall: 8e-6,
      gain: 'json-dump',
    }),
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args, keywords } = code.node;
  const given = (name: string): Expression | undefined => keywords.find(({ arg }) => arg === name)?.value;
  const [value = given('obj'), file, ...others] = args;
  // with **options nobody knows whether indent is among them
  if (value === undefined || others.length > 0 || keywords.some(({ arg }) => arg == null || arg === 'indent'))
    return undefined;
  const subject = shortText(code.node, frame);
  const isPlain = file !== undefined && keywords.every(({ arg }) => arg !== 'fp');
  if (!isPlain) return { code, subject };
  const options = keywords.map((keyword) => `, ${keyword.arg ?? ''}=${sourceText(keyword.value, frame)}`).join('');
  const after = `${sourceText(file, frame)}.write(json.dumps(${sourceText(value, frame)}${options}))`;
  const text = 'Encode it in C and write it at once (the whole text is in memory then).';
  return { code, subject, fix: { text, before: sourceText(code.node, frame), after } };
}
