import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf, isElsewhere } from '../names.ts';
import { isChangedLater } from '../steady/changed-later.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';

const DEEPEST = 4;

/**
 * The names from which a name gets its value, if that is all that decides it: `index` of `low, high = BOUNDS[index]`, where
 * BOUNDS never changes. Else the name itself.
 */
export function rootsBehind(name: NodeOf<'Name'>, frame: FrameCode, depth: number = 0): readonly NodeOf<'Name'>[] {
  const value = depth < DEEPEST ? valueAssigned(name, frame) : undefined;
  const parts = value === undefined ? [] : [...walkSyntax(value)];
  if (value === undefined || !parts.every((part) => isPlain(part, frame))) return [name];
  return parts.flatMap((part) =>
    part.nodeType === 'Name' && !isSameInEveryCall(part, frame) ? rootsBehind(part, frame, depth + 1) : [],
  );
}

/** Bound once, and by an assignment. */
function valueAssigned({ id }: NodeOf<'Name'>, frame: FrameCode): Expression | undefined {
  const [only, ...others] = bindingsOf(id, frame);
  if (only === undefined || others.length > 0 || isElsewhere(id, frame)) return undefined;
  const { kind, node } = only.binding;
  return kind === 'assignment' && node.nodeType === 'Assign' ? node.value : undefined;
}

/** Names, numbers and entries of tables that never change. */
function isPlain(part: SyntaxNode, frame: FrameCode): boolean {
  if (part.nodeType === 'Subscript') {
    const { value } = part;
    return value.nodeType === 'Name' && isSameInEveryCall(value, frame) && !isChangedLater(value, frame);
  }
  return PLAIN.has(part.nodeType);
}

const PLAIN: ReadonlySet<string> = new Set('Name Constant Tuple BinOp UnaryOp'.split(' '));
