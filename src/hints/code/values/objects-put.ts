import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, isCalled, type ModuleCode, nodesOf } from '../module-code.ts';
import { calledName, methodCalled } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { type Key, keysChanged } from '../steady/keys-changed.ts';
import type { Source } from './call-arguments.ts';

type Put = Source & { readonly into: Expression };

/** What anything in the file puts into a container, by any of its names: `job` of `mine.append(job)` after `mine = self.jobs`. */
export function objectsPut(key: Key, module: ModuleCode): readonly Source[] {
  return putsByKey(module).get(key) ?? NOTHING;
}

const NOTHING: readonly Source[] = [];

/** Whether what puts into it is handed on: `fill(pen, pen.pigs.append)`. */
export function isPutUnseen(key: Key, module: ModuleCode): boolean {
  return keysHandedOn(module).has(key);
}

const keysHandedOn = oncePer(({ frames }: ModuleCode): ReadonlySet<Key> => new Set(frames.flatMap(methodsHandedOn)));

function methodsHandedOn(frame: FrameCode): readonly Key[] {
  const handed = nodesOf(frame, 'Attribute').filter((code) => CHANGING.has(code.node.attr) && !isCalled(code));
  return handed.flatMap(({ node }) => [...keysChanged(frame)(node.value)]);
}

const putsByKey = oncePer(
  ({ frames }: ModuleCode): ReadonlyMap<Key, readonly Put[]> =>
    groupBy(frames.flatMap(putsIn), ({ into, frame }) => [...keysChanged(frame)(into)]),
);

function putsIn(frame: FrameCode): readonly Put[] {
  const called = nodesOf(frame, 'Call').flatMap(({ node }) => putBy(node, frame));
  const assigned = nodesOf(frame, 'Assign').flatMap(({ node: { targets, value } }) =>
    targets.map((to) => ({ to, value })),
  );
  const added = nodesOf(frame, 'AugAssign').map(({ node: { target, value } }) => ({ to: target, value }));
  const stored = [...assigned, ...added].flatMap(({ to, value }) =>
    to.nodeType === 'Subscript' ? [{ into: to.value, value, frame }] : [],
  );
  return [...called, ...stored];
}

/** `jobs.append(job)`, `jobs.extend(others)`, `heapq.heappush(jobs, job)` */
function putBy(call: NodeOf<'Call'>, frame: FrameCode): readonly Put[] {
  const [first, ...others] = call.args;
  if (FUNCTIONS.test(calledName(call, frame)) && first !== undefined)
    return others.map((value) => ({ into: first, value, frame }));
  const method = methodCalled(call, frame);
  if (method === undefined || !CHANGING.has(method.name)) return [];
  return call.args.map((value) => ({ into: method.receiver, value, frame }));
}

const FUNCTIONS = /^(heapq|bisect)\./;
