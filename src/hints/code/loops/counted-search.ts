import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, codeAt, type FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isConstant } from './consumption.ts';

/** A `while` loop that counts the places of a list, from 0 on, until the item there passes a test. */
export type CountedSearch = { readonly at: string; readonly op: 'Eq' | 'NotEq' };

/**
 * The place that a loop counts, if a comparison decides alone where it ends: `while rows[at].key != key: at += 1`, or
 * `if rows[at].key == key: return at` before `at += 1`.
 */
export function countedSearch(
  { node, parent }: CodeNode,
  loop: NodeOf<'While'>,
  frame: FrameCode,
): CountedSearch | undefined {
  const step = loop.body.at(-1);
  const at = step === undefined ? undefined : nameCounted(step);
  if (at === undefined || loop.orelse.length > 0 || !beginsAtFirst(at, loop, frame)) return undefined;
  if (loop.body.length === 1) return isPartOfTest(node, parent?.node, loop) ? { at, op: 'NotEq' } : undefined;
  const [only, ...others] = loop.body.slice(0, -1);
  if (only?.nodeType !== 'If' || only.test !== node || others.length + only.orelse.length > 0) return undefined;
  return LEAVING.has(only.body.at(-1)?.nodeType ?? '') ? { at, op: 'Eq' } : undefined;
}

const LEAVING: ReadonlySet<string> = new Set(['Return', 'Break']);

/** `at` of `at += 1`. */
export function nameCounted(step: SyntaxNode): string | undefined {
  const isStep = step.nodeType === 'AugAssign' && step.op.nodeType === 'Add' && isConstant(step.value, 1);
  return isStep && step.target.nodeType === 'Name' ? step.target.id : undefined;
}

function isPartOfTest(node: SyntaxNode, around: SyntaxNode | undefined, { test }: NodeOf<'While'>): boolean {
  return node === test || (around === test && around.nodeType === 'BoolOp' && around.op.nodeType === 'And');
}

/** The place is set to 0 before each search, and nowhere else: no search goes on where the last one ended. */
export function beginsAtFirst(name: string, loop: NodeOf<'While'>, frame: FrameCode): boolean {
  const starts = bindingsOf(name, frame).filter(({ binding }) => binding.kind !== 'augmented');
  const [only, ...others] = starts;
  const value = only?.binding.value ?? undefined;
  if (value === undefined || others.length > 0 || !isConstant(value, 0)) return false;
  return codeAt(value, frame)?.loops.length === codeAt(loop, frame)?.loops.length;
}

/** `rows` of `rows[at].key`. */
export function listCounted(part: Expression, at: string): Expression | undefined {
  for (const node of walkSyntax(part)) {
    if (node.nodeType === 'Subscript' && node.slice.nodeType === 'Name' && node.slice.id === at) return node.value;
  }
  return undefined;
}
