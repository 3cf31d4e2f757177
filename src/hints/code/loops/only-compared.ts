import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { readsOf } from './consumption.ts';

/** `json.dumps(a) != json.dumps(b)`, or by a name that is only compared, and kept for the next. */
export function isOnlyCompared({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Compare') {
    return isEquality(around) && [around.left, ...around.comparators].every((side) => isText(side, frame));
  }
  const [target] = around?.nodeType === 'Assign' && around.value === node ? around.targets : [];
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length > 1) return false;
  const uses = readsOf(target.id, frame).map((read) => read.parent?.node);
  const isKept = (use: SyntaxNode | undefined): boolean =>
    use?.nodeType === 'Assign' && use.targets.every(({ nodeType }) => nodeType === 'Attribute' || nodeType === 'Name');
  return (
    uses.some((use) => use?.nodeType === 'Compare') &&
    uses.every((use) => (use?.nodeType === 'Compare' ? isEquality(use) : isKept(use)))
  );
}

function isEquality({ ops }: NodeOf<'Compare'>): boolean {
  return ops.every(({ nodeType }) => nodeType === 'Eq' || nodeType === 'NotEq');
}

function isText(side: Expression, frame: FrameCode): boolean {
  return side.nodeType === 'Call' && calledName(side, frame) === 'json.dumps';
}
