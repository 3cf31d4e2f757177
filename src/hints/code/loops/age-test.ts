import type { Expression, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isOrderTest } from '../orders.ts';
import { attributesSetLater } from '../steady/set-later.ts';

/** `now - hit < 60`, `event.time > now - window`: a part of the item that nothing sets later, held against what is another one each time. */
export function isAge(test: Expression, items: ReadonlySet<string>, frame: FrameCode): boolean {
  if (!isOrderTest(test)) return false;
  const later = attributesSetLater(frame.module);
  const nodes = [...walkSyntax(test)];
  const isPlain = nodes.every(
    (node) =>
      node.nodeType !== 'Call' && (node.nodeType !== 'Attribute' || node.attr === 'now' || !later.has(node.attr)),
  );
  const names = nodes.flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
  const hasAge = nodes.some((node) => isDifference(node) || (node.nodeType === 'Name' && isSince(node.id, frame)));
  return isPlain && hasAge && names.some((name) => items.has(name)) && names.some((name) => !items.has(name));
}

function isDifference(node: SyntaxNode): boolean {
  return node.nodeType === 'BinOp' && node.op.nodeType === 'Sub';
}

/** Best scores less some margin are no time. */
function isSpan(value: Expression): boolean {
  const nodes = isDifference(value) ? [...walkSyntax(value)] : [];
  const names = nodes.map((node) =>
    node.nodeType === 'Name' ? node.id : node.nodeType === 'Attribute' ? node.attr : '',
  );
  return names.some((name) => OF_TIME.test(name));
}

/** What is called so is a time, most likely. */
const OF_TIME = /(^|_)(now|today|date|tick|clock|ts|when|seconds?|minutes?|hours?|days?|age)(_|$)|time|stamp/i;

/** `since = now - window` */
function isSince(name: string, frame: FrameCode): boolean {
  const bound = bindingsOf(name, frame);
  return bound.length === 1 && bound.every(({ binding: { value } }) => value !== null && isSpan(value));
}

/** `now - session.last > GAP`, `entry.expires <= now`, where what the item says may be set later: when it was last used. */
export function isExpiry(test: Expression, items: ReadonlySet<string>, frame: FrameCode): boolean {
  if (!isOrderTest(test)) return false;
  const sides = [test.left, ...test.comparators].map((side) => [...walkSyntax(side)]);
  const nodes = sides.flat();
  const isOfItem = (side: readonly SyntaxNode[]): boolean =>
    side.some((node) => node.nodeType === 'Name' && items.has(node.id));
  const isClock = (side: readonly SyntaxNode[]): boolean =>
    !isOfItem(side) && side.some((node) => node.nodeType === 'Name' && (NOW.test(node.id) || isSince(node.id, frame)));
  return (
    nodes.some(isNamedTime) && (nodes.some(isDifference) || sides.some(isClock)) && sides.filter(isOfItem).length === 1
  );
}

const NOW = /(^|_)now(_|$)|^(when|today|clock|cutoff|horizon)$|time|stamp/i;

function isNamedTime(node: SyntaxNode): boolean {
  return (
    (node.nodeType === 'Name' && OF_TIME.test(node.id)) || (node.nodeType === 'Attribute' && OF_TIME.test(node.attr))
  );
}
