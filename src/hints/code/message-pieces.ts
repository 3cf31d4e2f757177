import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { FrameCode } from './module-code.ts';
import { sourceText } from './source-text.ts';

export function isWrittenText(node: Expression): node is NodeOf<'Constant'> {
  return node.nodeType === 'Constant' && typeof node.value === 'string' && !/^[^'"]*b/i.test(node.quote_style ?? '');
}

/** What may stand in an f-string of any Python with them: no quote, brace or backslash. */
const PLAIN = /^[^'"{}\\\n]*$/;

/** A piece of an f-string; null where it cannot be written without thinking. */
export function pieceOf(operand: Expression, frame: FrameCode): string | null {
  const text = sourceText(operand, frame);
  if (isWrittenText(operand)) return /^(?:'[^'"{}\n]*'|"[^'"{}\n]*")$/.test(text) ? text.slice(1, -1) : null;
  const value = valueText(operand, frame);
  return PLAIN.test(value) && !/[:!=]/.test(value) ? `{${value}}` : null;
}

/** `str(number)` is what an f-string does by itself. */
function valueText(operand: Expression, frame: FrameCode): string {
  const isStr = operand.nodeType === 'Call' && operand.func.nodeType === 'Name' && operand.func.id === 'str';
  const [only, ...others] = isStr ? operand.args : [];
  return sourceText(only !== undefined && others.length === 0 ? only : operand, frame);
}
