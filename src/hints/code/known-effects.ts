import type { SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { FrameCode, ModuleCode } from './module-code.ts';
import { calledName, methodCalled } from './names.ts';
import { CHANGING } from './steady/changing-methods.ts';
import { callsOneOf, framesThatReach, isOwnAttribute } from './steady/pure-frame.ts';
import { isOfItsOwn } from './values/own-values.ts';

/** They read or write what the next call finds otherwise. */
const EFFECTS: ReadonlySet<string> = new Set(
  'print input next open setattr delattr .write .writelines .readline .read .send .recv .sendall .execute .commit'.split(
    ' ',
  ),
);

/** Whether an expression is sure to change something: itself, or by a function of the file, however many calls away. */
export function hasKnownEffect(expression: SyntaxNode, frame: FrameCode): boolean {
  const changers = framesThatChange(frame.module);
  return [...walkSyntax(expression)].some(
    (node) => node.nodeType === 'Call' && (isEffect(node, frame) || callsOneOf(changers, node, frame)),
  );
}

/** The functions that are sure to change something which outlives the call, themselves or by those that they call. */
const framesThatChange = oncePer((_: ModuleCode) =>
  framesThatReach((frame) => frame.nodes.some(({ node }) => isEffect(node, frame))),
);

function isEffect(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'Global' || node.nodeType === 'Nonlocal') return true;
  if (node.nodeType === 'Subscript') return node.ctx.nodeType !== 'Load' && !isOfItsOwn(node.value, frame);
  if (node.nodeType === 'Attribute') return node.ctx.nodeType !== 'Load' && !isOwnAttribute(node, frame);
  if (node.nodeType !== 'Call') return false;
  const method = methodCalled(node, frame);
  const isChanging = method !== undefined && CHANGING.has(method.name) && !isOfItsOwn(method.receiver, frame);
  return isChanging || EFFECTS.has(calledName(node, frame));
}
