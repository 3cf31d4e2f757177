import type { Expression, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import {
  type CodeNode,
  type FrameCode,
  type LoopNode,
  type ModuleCode,
  nodesInLoop,
  nodesOf,
  placesOfAttribute,
  placesOfName,
} from '../module-code.ts';
import { bindingsOf, isElsewhere } from '../names.ts';
import { framesMeant, withCalled } from './pure-frame.ts';
import { isMaking } from './set-later.ts';

/**
 * Where the file gives a name or an attribute another list, or its list other items: `bus.events = log[tick]`, `rows.clear()`,
 * `rows[:] = page`. What an object begins with is none of them.
 */
export function renewalsOf(list: SyntaxNode, frame: FrameCode): readonly CodeNode[] {
  const { module } = frame;
  const attributes = attributesHeld(list, frame);
  const isShared = list.nodeType === 'Name' && (bindingsOf(list.id, frame).length === 0 || isElsewhere(list.id, frame));
  const named = isShared ? placesOfName(list.id, module).filter(isRenewed) : [];
  return [...named, ...attributes.flatMap((attribute) => renewalsOfAttribute(attribute, module))];
}

/** Whether what a loop calls does so: `self.turn()` of `for key in keys: self.turn(); find(self.rows, key)`. */
export function isRenewedByCalls(iterable: Expression, loop: LoopNode, frame: FrameCode): boolean {
  const lists = [...walkSyntax(iterable)].filter(({ nodeType }) => nodeType === 'Attribute' || nodeType === 'Name');
  const renewing = new Set(lists.flatMap((list) => renewalsOf(list, frame)).map((place) => place.frame));
  if (renewing.size === 0) return false;
  const called = nodesInLoop(loop, frame).flatMap(({ node }) =>
    node.nodeType === 'Call' ? framesMeant(node, frame) : [],
  );
  return called.flatMap(withCalled).some((callee) => renewing.has(callee));
}

function renewalsOfAttribute(attribute: string, module: ModuleCode): readonly CodeNode[] {
  const places = placesOfAttribute(attribute, module).filter(({ frame }) => !isMaking(frame));
  const aliases = module.frames
    .flatMap((frame) => nodesOf(frame, 'Name'))
    .filter((place) => isOfOtherItems(place) && attributesHeld(place.node, place.frame).includes(attribute));
  return [...places.filter(isRenewed), ...aliases];
}

/** `events` of `self.bus.events`, and of a name that is bound to that. */
export function attributesHeld(list: SyntaxNode, frame: FrameCode): readonly string[] {
  if (list.nodeType === 'Attribute') return [list.attr];
  if (list.nodeType !== 'Name') return [];
  return bindingsOf(list.id, frame).flatMap(({ binding: { value } }) =>
    value?.nodeType === 'Attribute' ? [value.attr] : [],
  );
}

function isRenewed(place: CodeNode): boolean {
  const { node, parent } = place;
  const isBound = 'ctx' in node && node.ctx.nodeType !== 'Load';
  return (isBound && parent?.node.nodeType !== 'AugAssign') || isOfOtherItems(place);
}

/** `rows.clear()`, `rows[:] = page` */
function isOfOtherItems({ node, parent }: CodeNode): boolean {
  const around: SyntaxNode | undefined = parent?.node;
  if (around?.nodeType === 'Attribute') return around.attr === 'clear';
  const isPart = around?.nodeType === 'Subscript' && around.value === node;
  return isPart && around.slice.nodeType === 'Slice' && around.ctx.nodeType !== 'Load';
}
