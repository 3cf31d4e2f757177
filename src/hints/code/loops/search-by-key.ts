import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { newName } from '../free-name.ts';
import { codeAt, type FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { blockText, clauseText, givenText, operandText, sourceText } from '../source-text.ts';
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
  const { name, part, item, wanted, walked } = search;
  if (walked === undefined) return undefined;
  const [key, target, asked] = [part, item, wanted].map((node) => sourceText(node, frame));
  const table = newName(`${name}_by_key`, frame);
  const forms = formsOf(search, `${table}.get(${asked}, [])`, target ?? '', frame);
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

/** A loop with its test, and as it is without that test over the items that pass it. */
function formsOf({ loop, part }: SearchLoop, items: string, target: string, frame: FrameCode): Forms | undefined {
  if (loop.nodeType === 'For') {
    const [test] = loop.body;
    const rest = test?.nodeType === 'If' ? testsLeft(test.test, part, frame) : undefined;
    if (test?.nodeType !== 'If' || rest === undefined) return undefined;
    const head = `for ${target} in ${sourceText(loop.iter, frame)}:\n    if ${sourceText(test.test, frame)}:\n`;
    const isPassing = test.body[0]?.nodeType === 'Continue';
    const steps = isPassing ? '        continue\n    ...' : '        ...';
    const left = rest === '' ? '    ...' : `    if ${rest}:\n        ...`;
    return { before: `${head}${steps}`, after: `for ${target} in ${items}:\n${left}` };
  }
  if (!isComprehension(loop)) return undefined;
  const [clause] = loop.generators;
  const [condition, ...others] = clause?.ifs ?? [];
  const rest = condition === undefined ? undefined : testsLeft(condition, part, frame);
  if (clause === undefined || rest === undefined || others.length > 0) return undefined;
  const before = blockText(loop, frame);
  const [opening = '', closing] = [before[0], before.at(-1)];
  if (CLOSING.get(opening) !== closing) return undefined;
  const kept = loop.nodeType === 'DictComp' ? [loop.key, loop.value] : [loop.elt];
  const what = kept.map((one) => givenText(one, frame)).join(': ');
  return { before, after: `${opening}${what} for ${target} in ${items}${rest && ` if ${rest}`}${closing}` };
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
]);

/** What is asked beside the part; undefined where a test before it may see to it that an item has that part at all. */
function testsLeft(condition: Expression, part: Expression, frame: FrameCode): string | undefined {
  if (condition.nodeType !== 'BoolOp') return '';
  const at = condition.values.findIndex(
    (one) => one.nodeType === 'Compare' && [one.left, ...one.comparators].includes(part),
  );
  const isGuarded = condition.values
    .slice(0, at)
    .some((one) => one.nodeType !== 'Compare' || one.ops[0]?.nodeType !== 'Eq');
  if (condition.op.nodeType !== 'And' || at < 0 || isGuarded) return undefined;
  const left = condition.values.filter((_, index) => index !== at);
  return left
    .map((one) => (one.nodeType === 'BoolOp' ? `(${sourceText(one, frame)})` : clauseText(one, frame)))
    .join(' and ');
}

/** A dict that is made once would not have what comes later. */
function getsOtherItems(list: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(list)].some(
    (node) => (node.nodeType === 'Name' || node.nodeType === 'Attribute') && isEverChanged(node, frame),
  );
}
