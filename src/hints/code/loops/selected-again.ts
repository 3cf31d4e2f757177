import type { Expression } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { methodMeant, propertyMeant } from '../method-meant.ts';
import { type FrameCode, nodesOf } from '../module-code.ts';
import { isChangedLater } from '../steady/changed-later.ts';
import { isPureExpression } from '../steady/pure-frame.ts';
import { isSameList } from '../steady/same-list.ts';
import { kindOf } from '../values/value-kind.ts';
import { copiedBy } from './copied-whole.ts';
import { isChangedPart } from './walk-parts.ts';

/** `self.open_orders()`, or the property `self.open_orders`, which selects from `self.orders` each time. */
export function isSelectedAgain(list: Expression, frame: FrameCode): boolean {
  const isBare = list.nodeType === 'Call' && list.args.length + list.keywords.length === 0;
  const asked = isBare ? list.func : list;
  if (asked.nodeType !== 'Attribute' || kindOf(asked.value, frame) !== 'unknown') return false;
  const method = isBare ? methodMeant(asked, frame) : propertyMeant(asked, frame);
  const [only, ...others] = method === undefined ? [] : nodesOf(method, 'Return');
  if (method === undefined || only?.node.value == null || others.length > 0) return false;
  return isSameList(selectedFrom(only.node.value, method), only, method);
}

/** `rows` of `[row for row in rows if row.is_open]`, `[(row, row.price * 2) for row in rows]`, `list(rows)` and `rows` itself. */
function selectedFrom(value: Expression, frame: FrameCode): Expression {
  if (value.nodeType !== 'ListComp' && value.nodeType !== 'GeneratorExp') return copiedBy(value) ?? value;
  const [clause, ...others] = value.generators;
  const isSelection = clause !== undefined && others.length === 0 && staysAsItIs(value.elt, frame);
  return isSelection ? clause.iter : value;
}

/** An item itself, or what stays as it is: `(order.number, order.state)` is another once the state is set. */
function staysAsItIs(made: Expression, frame: FrameCode): boolean {
  if (made.nodeType === 'Name') return true;
  const isChanged = isChangedLater(made, frame) || [...walkSyntax(made)].some((node) => isChangedPart(node, frame));
  return !isChanged && isPureExpression(made, frame);
}
