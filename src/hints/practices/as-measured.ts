import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { besideInLoop } from '../code/loops/beside-in-loop.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { PracticeSite } from '../practice.ts';

type PieceKind = 'whole' | 'sum' | 'call' | 'fstring';

const KINDS: ReadonlyMap<string, PieceKind> = new Map([
  ...['Name', 'Constant', 'Attribute', 'Subscript'].map((kind) => [kind, 'whole'] as const),
  ['BinOp', 'sum'],
  ['Call', 'call'],
  ['JoinedStr', 'fstring'],
]);

/**
 * What a loop puts somewhere, as the cases of bench/hints tell it apart: a value that is there (`whole`), or one that is
 * made for it. undefined where a call in it may take any time.
 */
export function pieceKind(piece: Expression): PieceKind | undefined {
  return callsIn(piece).some((call) => call !== piece) ? undefined : KINDS.get(piece.nodeType);
}

function callsIn(node: SyntaxNode): readonly SyntaxNode[] {
  return [...walkSyntax(node)].filter(({ nodeType }) => nodeType === 'Call');
}

/** Whether nothing is called for it but `str(number)`: what another call takes is no part of a figure. */
export function isCheap(node: SyntaxNode, frame: FrameCode): boolean {
  return callsIn(node).every((call) => isNumberText(call, frame));
}

/** `str(number)` */
export function isNumberText(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType !== 'Call' || node.func.nodeType !== 'Name' || !/^(str|repr)$/.test(node.func.id)) return false;
  const [only, ...others] = node.args;
  return only !== undefined && others.length === 0 && kindOf(only, frame) === 'number';
}

export type MeasuredForm = Pick<PracticeSite, 'figure' | 'isPart'>;

/** What was measured in a loop of nothing else is seen less where it does more. */
export function figureInLoop(figure: string, code: CodeNode): MeasuredForm {
  return { figure, isPart: besideInLoop(code) !== 'nothing' };
}
