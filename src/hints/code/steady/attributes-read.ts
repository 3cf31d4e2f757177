import type { NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf, selfAttribute, selfName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { withCalled } from './pure-frame.ts';

/** The attributes of its object that a method reads, without its methods; also by another name of it: `node = self`. */
export function attributesRead(frame: FrameCode): readonly string[] {
  return nodesOf(frame, 'Attribute').flatMap(({ node, parent }) => {
    const call = parent?.node;
    const isMethod = call?.nodeType === 'Call' && call.func === node && ownCallee(call, frame) !== undefined;
    const isRead = node.ctx.nodeType === 'Load' && !isMethod;
    return isRead ? (selfAttribute(node, frame) ?? attributeOfAlias(node, frame) ?? []) : [];
  });
}

function attributeOfAlias({ attr, value }: NodeOf<'Attribute'>, frame: FrameCode): string | undefined {
  const bound = value.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  const isSelf = bound.some(
    ({ binding }) => binding.value?.nodeType === 'Name' && binding.value.id === selfName(frame),
  );
  return isSelf ? attr : undefined;
}

/** `self.lookup(scope)`, which reads what is another in each object. */
export function isMethodOfState(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const callee = selfAttribute(call.func, frame) === null ? undefined : ownCallee(call, frame);
  return callee !== undefined && readsObject(callee);
}

/** Whether a method, or what it calls of its object, reads what that holds. */
export const readsObject: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) =>
  withCalled(callee).some((one) => attributesRead(one).length > 0),
);
