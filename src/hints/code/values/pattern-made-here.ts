import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';

/** Whether a pattern is put together where it stands, of a text and of what varies: a bare name may be a pattern that somebody wrote. */
export function isPutTogether(pattern: Expression, frame: FrameCode): boolean {
  switch (pattern.nodeType) {
    case 'JoinedStr':
      return pattern.values.some(({ nodeType }) => nodeType === 'FormattedValue');
    case 'BinOp':
      return pattern.op.nodeType === 'Add' || pattern.op.nodeType === 'Mod';
    case 'Call':
      return FORMATTING.has(calledName(pattern, frame));
    case 'Name':
      return isBoundToOne(pattern, frame);
    default:
      return false;
  }
}

const FORMATTING: ReadonlySet<string> = new Set(['.format', 're.escape']);

/** `needle` after `needle = 'id="%s"' % key` */
function isBoundToOne({ id }: NodeOf<'Name'>, frame: FrameCode): boolean {
  const [only, ...others] = bindingsOf(id, frame);
  if (only?.binding.kind !== 'assignment' || others.length > 0) return false;
  const { value } = only.binding;
  return value !== null && value.nodeType !== 'Name' && isPutTogether(value, frame);
}

/** A compiled pattern that is neither kept nor handed on: only its methods are called, and in no loop of their own. */
export function isUsedHereOnly(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const around = code.parent?.node;
  if (around?.nodeType === 'Attribute') return true;
  const [target, ...others] = around?.nodeType === 'Assign' ? around.targets : [];
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length !== 1) return false;
  return nodesOf(frame, 'Name')
    .filter(({ node }) => node.id === target.id && node.ctx.nodeType === 'Load')
    .every((used) => used.parent?.node.nodeType === 'Attribute' && used.loops.at(-1) === code.loops.at(-1));
}
