import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { newName } from '../free-name.ts';
import { codeAt, type FrameCode, type LoopNode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { clauseText, operandText, sourceText } from '../source-text.ts';
import { importLine } from '../values/made-at.ts';
import { isEverChanged } from './growing-walk.ts';
import type { SearchLoop } from './search-loop.ts';

/** A search as it stands, and what asks a table in its place; neither where it cannot be written down as it is. */
type Forms = { readonly before: string; readonly after: string };

/** `any(order.number == number for order in orders)`: a set of the numbers answers it. */
export function anyByKey(
  { loop, list, name, part, item, wanted }: SearchLoop,
  asked: NodeOf<'GeneratorExp'>,
  frame: FrameCode,
): Forms | undefined {
  const call = codeAt(loop, frame)?.parent?.node;
  const [clause] = asked.generators;
  if (call === undefined || clause === undefined || clause.ifs.length > 0) return undefined;
  const [key, target] = [part, item].map((node) => sourceText(node, frame));
  const walked = clauseText(clause.iter, frame);
  const all = key === target ? `set(${walked})` : `{${key} for ${target} in ${walked}}`;
  const keys = newName(`${name}_keys`, frame);
  return {
    before: sourceText(call, frame),
    after: `${keys} = ${all}  # ${whenMade(list, frame)}\n${operandText(wanted, frame)} in ${keys}`,
  };
}

/** In the function itself it would be made at each call: of a list of the object, or one that callers give, above all. */
function whenMade(list: Expression, frame: FrameCode): string {
  const of = sourceText(list, frame);
  const once = isMadeElsewhere(list, frame) ? `once, where ${of} is made` : 'once';
  return getsOtherItems(list, frame) ? `${once}; then it gets and loses what ${of} gets and loses` : once;
}

function isMadeElsewhere(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType !== 'Name') return list.nodeType === 'Attribute';
  return bindingsOf(list.id, frame).every(({ binding: { kind } }) => kind === 'argument');
}

/** The same search in the list of those items alone. */
export function searchByKey(search: SearchLoop, frame: FrameCode): Forms | undefined {
  const { loop, name, part, item, wanted, walked } = search;
  if (walked === undefined) return undefined;
  const [key, target, asked] = [part, item, wanted].map((node) => sourceText(node, frame));
  const table = newName(`${name}_by_key`, frame);
  const forms = formsOf(loop, `${table}.get(${asked}, [])`, target ?? '', frame);
  if (forms === undefined) return undefined;
  const value = item.nodeType === 'Tuple' ? `(${target})` : target;
  const lines = [
    `${importLine('collections', frame)}${table} = collections.defaultdict(list)  # ${whenMade(search.list, frame)}`,
    `for ${target} in ${sourceText(walked, frame)}:`,
    `    ${table}[${key}].append(${value})`,
    forms.after,
  ];
  return { before: forms.before, after: lines.join('\n') };
}

/** A loop with its test, and as it is without the test over the items that pass it. */
function formsOf(loop: LoopNode, items: string, target: string, frame: FrameCode): Forms | undefined {
  if (loop.nodeType === 'For') {
    const [test] = loop.body;
    if (test?.nodeType !== 'If') return undefined;
    const head = `for ${target} in ${sourceText(loop.iter, frame)}:\n    if ${sourceText(test.test, frame)}:\n`;
    const isPassing = test.body[0]?.nodeType === 'Continue';
    const rest = isPassing ? '        continue\n    ...' : '        ...';
    return { before: `${head}${rest}`, after: `for ${target} in ${items}:\n    ...` };
  }
  if (!isComprehension(loop)) return undefined;
  const [clause] = loop.generators;
  const before = sourceText(loop, frame);
  const isOneLine = clause !== undefined && clause.ifs.length === 1 && !before.includes('\n');
  const [condition] = clause?.ifs ?? [];
  if (!isOneLine || condition === undefined) return undefined;
  const walk = before.lastIndexOf(` in ${sourceText(clause.iter, frame)}`);
  const closing = before.slice(before.lastIndexOf(sourceText(condition, frame)) + sourceText(condition, frame).length);
  return walk < 0 ? undefined : { before, after: `${before.slice(0, walk)} in ${items}${closing}` };
}

/** A dict that is made once would not have what comes later. */
function getsOtherItems(list: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(list)].some(
    (node) => (node.nodeType === 'Name' || node.nodeType === 'Attribute') && isEverChanged(node, frame),
  );
}
