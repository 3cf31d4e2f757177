import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type CodeNode, classAround, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { methodCalled, resolve, selfAttribute } from '../names.ts';

/** A method that is called on a list: `seen.append(key)`. */
export type MethodCall = {
  readonly method: string;
  readonly receiver: Expression;
  readonly code: CodeNode<NodeOf<'Call'>>;
};

/**
 * The methods that the file calls on a list: of a name where it means the same variable, of an attribute on whatever object
 * has one of that name, for `self.done` of a method is `queue.done` elsewhere; `self.done` of another class is another.
 */
export function methodCallsOn(list: Expression, frame: FrameCode): readonly MethodCall[] {
  const name = lastNameOf(list);
  return name === undefined ? NO_CALLS : callsOn(name, frame);
}

/** The methods that the file calls on what a dict or list holds: `hits[user].append(now)`, `hits.setdefault(user, []).append(now)`. */
export function methodCallsOnItems(holder: Expression, frame: FrameCode): readonly MethodCall[] {
  return callsOnItems(frame.module).get(lastNameOf(holder) ?? '') ?? NO_CALLS;
}

const callsOnItems = oncePer((module: ModuleCode) =>
  groupBy(methodCalls(module), ({ receiver }) => {
    const asked = receiver.nodeType === 'Call' && receiver.func.nodeType === 'Attribute' ? receiver.func : receiver;
    const isItem = asked.nodeType === 'Subscript' || (asked !== receiver && asked.nodeType === 'Attribute');
    return isItem ? [lastNameOf(asked.value) ?? ''] : [];
  }),
);

const NO_CALLS: readonly MethodCall[] = [];

/** The same array each time, so that what is asked of it can be kept. */
const callsOn = oncePerName((name, frame: FrameCode): readonly MethodCall[] => {
  const calls = callsByReceiver(frame.module).get(name) ?? NO_CALLS;
  if (!name.startsWith('.')) return calls.filter(({ code }) => isSameVariable(name, code.frame, frame));
  const owner = classAround(frame);
  return calls.filter(
    ({ receiver, code }) => selfAttribute(receiver, code.frame) === null || classAround(code.frame) === owner,
  );
});

/** Whether the file sorts it where it lies, which a deque cannot. */
export function sortsItself(list: Expression, frame: FrameCode): boolean {
  return hasSort(methodCallsOn(list, frame));
}

const hasSort = oncePer((calls: readonly MethodCall[]) => calls.some(({ method }) => method === 'sort'));

/** Whether the file takes a slice of it, which a deque has not. */
export function isSliced(list: Expression, frame: FrameCode): boolean {
  const name = lastNameOf(list);
  const slices = name === undefined ? [] : (slicesByOwner(frame.module).get(name) ?? []);
  return slices.some((code) => name?.startsWith('.') === true || isSameVariable(name ?? '', code.frame, frame));
}

const slicesByOwner = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) => nodesOf(frame, 'Subscript').filter(({ node }) => node.slice.nodeType === 'Slice')),
    ({ node }) => [lastNameOf(node.value) ?? ''],
  ),
);

/** `done` of a name, `.done` of an attribute. */
function lastNameOf(list: Expression): string | undefined {
  if (list.nodeType === 'Name') return list.id;
  return list.nodeType === 'Attribute' ? `.${list.attr}` : undefined;
}

const callsByReceiver = oncePer((module: ModuleCode) =>
  groupBy(methodCalls(module), ({ receiver }) => {
    const name = lastNameOf(receiver);
    return name === undefined ? [] : [name];
  }),
);

const methodCalls = oncePer(({ frames }: ModuleCode) =>
  frames.flatMap((frame) => nodesOf(frame, 'Call').flatMap((code) => methodCallOf(code) ?? [])),
);

function methodCallOf(code: CodeNode<NodeOf<'Call'>>): MethodCall | undefined {
  const called = methodCalled(code.node, code.frame);
  return called === undefined ? undefined : { method: called.name, receiver: called.receiver, code };
}

function isSameVariable(name: string, one: FrameCode, other: FrameCode): boolean {
  return one === other || resolve(name, one)[0]?.binding === resolve(name, other)[0]?.binding;
}
