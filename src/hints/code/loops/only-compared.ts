import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { attributeBindings, type BoundIn, bindingsOf, calledName, selfAttribute } from '../names.ts';
import type { ValueKind } from '../values/known-results.ts';
import { itemKindOf, kindOf } from '../values/value-kind.ts';
import { readsOf } from './consumption.ts';

/**
 * `json.dumps(a, sort_keys=True) != json.dumps(b, sort_keys=True)`, or by a name that is only compared, and kept for the next.
 * Without an order of the keys equal dicts may have different texts.
 */
export function isOnlyCompared({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const around = parent?.node;
  if (!isOrdered(node, frame)) return false;
  if (around?.nodeType === 'Compare') return isOfOrdered(around, frame);
  const [target] = around?.nodeType === 'Assign' && around.value === node ? around.targets : [];
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length > 1) return false;
  const uses = readsOf(target.id, frame).map((read) => read.parent?.node);
  const isKept = (use: SyntaxNode | undefined): boolean =>
    use?.nodeType === 'Assign' && use.targets.every(({ nodeType }) => nodeType === 'Attribute' || nodeType === 'Name');
  return (
    uses.some((use) => use?.nodeType === 'Compare') &&
    uses.every((use) => (use?.nodeType === 'Compare' ? isOfOrdered(use, frame) : isKept(use)))
  );
}

function isOfOrdered({ ops, left, comparators }: NodeOf<'Compare'>, frame: FrameCode): boolean {
  const isEquality = ops.every(({ nodeType }) => nodeType === 'Eq' || nodeType === 'NotEq');
  return isEquality && [left, ...comparators].every((side) => isOrderedText(side, frame, NEAR));
}

/** A name for a name for a text. */
const NEAR = 3;

/** Such a text itself, or a name or an attribute that is bound to nothing else, but to a constant at the start. */
function isOrderedText(side: Expression, frame: FrameCode, steps: number): boolean {
  if (side.nodeType === 'Call') return isOrdered(side, frame);
  if (side.nodeType === 'Constant') return true;
  const attribute = selfAttribute(side, frame);
  const bound: readonly BoundIn[] =
    side.nodeType === 'Name'
      ? bindingsOf(side.id, frame)
      : attribute === null
        ? []
        : attributeBindings(attribute, frame);
  const isText = ({ binding: { value }, frame: at }: BoundIn): boolean =>
    value !== null && isOrderedText(value, at, steps - 1);
  return steps > 0 && bound.length > 0 && bound.every(isText);
}

const PLAIN: ReadonlySet<ValueKind> = new Set(['str', 'number']);

function isOrdered(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (calledName(call, frame) !== 'json.dumps') return false;
  const order = call.keywords.find(({ arg }) => arg === 'sort_keys')?.value;
  if (order?.nodeType === 'Constant' && order.value === true) return true;
  const [value] = call.args;
  return value !== undefined && kindOf(value, frame) === 'list' && PLAIN.has(itemKindOf(value, frame));
}
