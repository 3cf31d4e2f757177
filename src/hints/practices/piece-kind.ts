import type { Expression } from '../../source/syntax.ts';

type PieceKind = 'whole' | 'sum' | 'call' | 'fstring';

const KINDS: ReadonlyMap<string, PieceKind> = new Map([
  ...['Name', 'Constant', 'Attribute', 'Subscript'].map((kind) => [kind, 'whole'] as const),
  ['BinOp', 'sum'],
  ['Call', 'call'],
  ['JoinedStr', 'fstring'],
]);

/** What a loop puts somewhere, as the cases of bench/hints tell it apart: a value that is there (`whole`), or one that is made for it. */
export function pieceKind({ nodeType }: Expression): PieceKind | undefined {
  return KINDS.get(nodeType);
}
