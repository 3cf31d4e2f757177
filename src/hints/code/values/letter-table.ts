import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName, methodCalled, resolve } from '../names.ts';
import { constantText } from './constant-text.ts';

/** `PAIR` of `PAIR[base]` and `PAIR.get(base, base)`, where all keys of that dict are single letters, and all values texts. */
export function letterTable(node: SyntaxNode, frame: FrameCode): NodeOf<'Name'> | undefined {
  const table = tableAsked(node, frame);
  if (table?.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(table.id, frame);
  const value = only?.binding.value;
  return value != null && others.length === 0 && isOfLetters(value, only?.frame ?? frame) ? table : undefined;
}

/** `ord(c)`, `PAIR[c]`: what is asked of single letters alone. */
export function failsForWords(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'Subscript') return letterTable(node, frame) !== undefined;
  if (node.nodeType !== 'Call' || node.args[0]?.nodeType === 'Constant') return false;
  return OF_LETTERS_ALONE.has(calledName(node, frame));
}

const OF_LETTERS_ALONE: ReadonlySet<string> = new Set(['ord', 'unicodedata.category']);

function tableAsked(node: SyntaxNode, frame: FrameCode): Expression | undefined {
  if (node.nodeType === 'Subscript') return node.slice.nodeType === 'Name' ? node.value : undefined;
  const method = node.nodeType === 'Call' && node.args[0]?.nodeType === 'Name' ? methodCalled(node, frame) : undefined;
  return method?.name === 'get' ? method.receiver : undefined;
}

/** `{'A': 'T', 'C': 'G'}`, `dict(zip('ACGT', 'TGCA'))` */
function isOfLetters(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Dict')
    return (
      value.keys.length > 1 &&
      value.keys.every((key) => key != null && constantText(key, frame)?.length === 1) &&
      value.values.every((one) => constantText(one, frame) !== undefined)
    );
  const [pairs] = value.nodeType === 'Call' && calledName(value, frame) === 'dict' ? value.args : [];
  if (pairs?.nodeType !== 'Call' || calledName(pairs, frame) !== 'zip') return false;
  return pairs.args.length === 2 && pairs.args.every((one) => constantText(one, frame) !== undefined);
}
