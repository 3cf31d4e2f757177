import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { operandText, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/**
 * A copy made by writing and reading a text
 *
 * ## What it finds
 *
 * `json.loads(json.dumps(record))` and `pickle.loads(pickle.dumps(record))` in a loop, or in a function that is called in one,
 * also over two lines.
 *
 * ## Why it costs
 *
 * Every value of the record is written as text and read again, to get an object that is equal to the first.
 *
 * ## Example
 *
 *     for record in records:
 *         line = json.loads(json.dumps(record))
 *         line['price'] *= rate
 *
 * ## Instead
 *
 *     for record in records:
 *         line = {**record, 'price': record['price'] * rate}
 *
 * `dict(record)` and `list(rows)` copy one level: enough where only that level is changed. Of what is changed below it, copy
 * that alone: `{**record, 'tags': [*record['tags']]}`.
 *
 * ## When it does not matter
 *
 * Where all levels are changed. Through JSON, keys become texts and tuples lists; a copy keeps them.
 */
export const jsonCopy: HintRule = {
  id: 'json-copy',
  title: 'a copy made by writing and reading a text',
  article: 'beyond',
  priority: 2,
  fix: 'Copy the levels that are changed: {**record}, [*rows].',
  callees: ['json.loads', 'json.dumps', 'pickle.loads', 'pickle.dumps'],
  time: 'callees',
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const loads = site.variant ?? 'json.loads';
    const dumps = READERS.get(loads) ?? '';
    return weighEdge(site, evidence, {
      callees: [loads],
      called: loads,
      time: 'whole',
      leastCalls: 50,
      gain: 'json-copy',
      alsoCost: () => sumCallsTo(evidence, [dumps]).cumtime,
    });
  },
};

/** What reads again, and what it is given. */
const READERS: ReadonlyMap<string, string> = new Map([
  ['json.loads', 'json.dumps'],
  ['pickle.loads', 'pickle.dumps'],
]);

const MATCHED: ReadonlySet<string> = new Set(READERS.keys());

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const loads = calledName(code.node, frame);
  const [text] = code.node.args;
  const written = text === undefined ? undefined : writtenBy(text, frame);
  if (written?.nodeType !== 'Call' || calledName(written, frame) !== READERS.get(loads)) return undefined;
  const [record] = written.args;
  if (record === undefined) return undefined;
  const subject = shortText(code.node, frame);
  return { code, subject, variant: loads, fix: fixOf(code, record, frame) };
}

/** How one level of what is copied is written. */
const COPIES: ReadonlyMap<ValueKind, (copied: string) => string> = new Map([
  ['dict', (copied) => `{**${copied}}`],
  ['list', (copied) => `[*${copied}]`],
]);

function fixOf(code: CodeNode<NodeOf<'Call'>>, record: Expression, frame: FrameCode): Fix {
  const before = sourceText(code.node, frame);
  const copied = sourceText(record, frame);
  if (DISPLAYS.has(record.nodeType)) {
    const isShared = [...walkSyntax(record)].some(({ nodeType }) => nodeType === 'Name');
    const text = `Leave the copy out: the ${kindOf(record, frame)} is made here.`;
    return { text, before, after: isShared ? `${copied}${SHARED}` : copied };
  }
  const text = `Copy one level: {**${copied}} of a dict, [*${copied}] of a list. What is inside is then shared: copy what you change of it too.`;
  const copy = COPIES.get(kindOf(record, frame));
  return copy === undefined ? { text } : { text, before, after: `${copy(operandText(record, frame))}${SHARED}` };
}

const SHARED = '  # what is inside is shared';

/** What makes a new object each time it is asked for. */
const DISPLAYS: ReadonlySet<string> = new Set(['Dict', 'DictComp', 'List', 'ListComp']);

/** The text itself, or what a name is bound to that is bound once. */
function writtenBy(text: Expression, frame: FrameCode): Expression | undefined {
  if (text.nodeType !== 'Name') return text;
  const [only, ...others] = bindingsOf(text.id, frame);
  return others.length > 0 ? undefined : (only?.binding.value ?? undefined);
}
