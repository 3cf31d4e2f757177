import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { calledName } from '../names.ts';
import { isOfItsOwn } from '../values/own-values.ts';
import { framesThatReach } from './pure-frame.ts';

/** They read whatever attributes the object has that they are given first. */
const READERS: ReadonlySet<string> = new Set(['vars', 'getattr', 'dir', 'dataclasses.asdict', 'dataclasses.astuple']);

/**
 * Whether a function, or one that it calls, reads attributes that it does not name, as `self.__dict__` and `vars(self)` do:
 * who sets one of whatever name changes what it gives.
 */
export function readsUnnamed(frame: FrameCode): boolean {
  return unnamedReaders(frame.module).has(frame);
}

const unnamedReaders = oncePer((_: ModuleCode) =>
  framesThatReach((frame) => asksForAll(frame) || setsContext(frame.module)),
);

/** With `decimal.getcontext().prec = places` in a function a sum is another after it. */
const setsContext = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some(
    (frame) => frame.parent !== null && nodesOf(frame, 'Call').some(({ node }) => CONTEXT.has(calledName(node, frame))),
  ),
);

const CONTEXT: ReadonlySet<string> = new Set(['decimal.getcontext', 'decimal.setcontext', 'decimal.localcontext']);

function asksForAll(frame: FrameCode): boolean {
  const dicts = nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === '__dict__');
  const readers = nodesOf(frame, 'Call').filter(({ node }) => READERS.has(calledName(node, frame)));
  const asked = [...dicts.map(({ node }) => node.value), ...readers.flatMap(({ node }) => node.args[0] ?? [])];
  return asked.some((one) => !isOfItsOwn(one, frame));
}
