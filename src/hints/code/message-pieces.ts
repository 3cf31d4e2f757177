import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { FrameCode } from './module-code.ts';
import { mentions, sourceText } from './source-text.ts';
import { kindOf } from './values/value-kind.ts';

export function isWrittenText(node: Expression): node is NodeOf<'Constant'> {
  return node.nodeType === 'Constant' && typeof node.value === 'string' && !/^[^'"]*b/i.test(node.quote_style ?? '');
}

/** What may stand in an f-string of any Python with them: no quote, brace or backslash. */
const PLAIN = /^[^'"{}\\\n]*$/;

/** What an f-string makes of a text of an own class is for that class to say. */
export const OF_ENUMS = '; of an enum of texts the f-string may write the name.';

/** A piece of an f-string; null where it cannot be written without thinking. `isAsText`: `str()` of it is meant. */
export function pieceOf(operand: Expression, frame: FrameCode, isAsText: boolean = false): string | null {
  const text = sourceText(operand, frame);
  if (isWrittenText(operand)) return /^(?:'[^'"{}\n]*'|"[^'"{}\n]*")$/.test(text) ? text.slice(1, -1) : null;
  const given = givenToStr(operand);
  const value = given ?? operand;
  const inside = sourceText(value, frame);
  const conversion = (isAsText || given !== undefined) && !isAsItIs(value, frame) ? '!s' : '';
  return PLAIN.test(inside) && !/[:!=]/.test(inside) ? `{${inside}${conversion}}` : null;
}

/** Of a member of an enum, which may count as the text or number that it is made of, f'{color}' may be another text than str(color). */
function isAsItIs(value: Expression, frame: FrameCode): boolean {
  const { source } = frame.module;
  return /^(number|str)$/.test(kindOf(value, frame)) && !mentions('Enum', source) && !mentions('Flag', source);
}

/** `number` of `str(number)`. */
function givenToStr(operand: Expression): Expression | undefined {
  const isStr = operand.nodeType === 'Call' && operand.func.nodeType === 'Name' && operand.func.id === 'str';
  const [only, ...others] = isStr ? operand.args : [];
  return others.length === 0 ? only : undefined;
}
