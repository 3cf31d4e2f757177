import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, type ModuleCode, nodesOf, placesOfAttribute } from '../module-code.ts';
import { calledName, methodCalled } from '../names.ts';
import { changersOfAttribute } from './changed-later.ts';
import { CHANGING } from './changing-methods.ts';
import { isKnownPure } from './known-pure.ts';
import { attributesSetLater, isMaking } from './set-later.ts';

/** By another name, or by a function that is given it: how is not looked at. */
export function isChangedElsehow(name: string, frame: FrameCode): boolean {
  const known = new Set((changesByName(frame.module).get(name) ?? []).map((change) => change.frame));
  return changersOfAttribute(name, frame).some((changer) => !known.has(changer));
}

/** `lots = self.lots`, `trim(self.lots)` where it is changed, `return self.lots` anywhere */
export function isNamedElsehow(held: string, changers: readonly FrameCode[], { module }: FrameCode): boolean {
  return placesOfAttribute(held, module).some(({ node, parent, frame: at }) => {
    const around = parent?.node;
    if (around === undefined || isMaking(at)) return false;
    if (around.nodeType === 'Return' || around.nodeType === 'Yield') return true;
    if (!changers.includes(at)) return false;
    if (around.nodeType === 'Call') return !isKnownPure(calledName(around, at));
    return around.nodeType === 'Assign' ? around.value === node : HANDING.has(around.nodeType);
  });
}

const HANDING: ReadonlySet<string> = new Set(['AnnAssign', 'Keyword', 'Tuple', 'List', 'Dict']);

type Change = { readonly method: string; readonly frame: FrameCode };

/** How anything in the file changes an attribute of each name by a method. */
export const changesByName: (module: ModuleCode) => ReadonlyMap<string, readonly Change[]> = oncePer(({ frames }) => {
  const changes = frames.flatMap((frame) =>
    nodesOf(frame, 'Call').flatMap(({ node }) => {
      const method = methodCalled(node, frame);
      if (method?.receiver.nodeType !== 'Attribute' || !CHANGING.has(method.name)) return [];
      return [{ name: method.receiver.attr, method: method.name, frame }];
    }),
  );
  return groupBy(changes, ({ name }) => [name]);
});

/** The attributes that the file sets outside of `__init__`, by whatever way, or an item of them: `order.lines = ...`, `order.lines[0] = ...`. */
export const attributesSetAnew: (module: ModuleCode) => ReadonlySet<string> = oncePer((module: ModuleCode) => {
  const items = module.frames.flatMap((frame) => nodesOf(frame, 'Subscript'));
  const filled = items.flatMap(({ node: { ctx, value } }) =>
    ctx.nodeType !== 'Load' && value.nodeType === 'Attribute' ? [value.attr] : [],
  );
  return new Set([...attributesSetLater(module), ...filled]);
});

/** Methods that put something into a container, and leave what is in it as it is. */
const ADDING: ReadonlySet<string> = new Set(['append', 'extend', 'add', 'insert', 'appendleft']);

/** Whether all that anything in the file does to an attribute after `__init__` is to put items in: those that are there stay as they are. */
export function onlyGetsItems(name: string, frame: FrameCode): boolean {
  const { module } = frame;
  const changes = changesByName(module).get(name) ?? [];
  return (
    !attributesSetAnew(module).has(name) &&
    changes.every(({ method }) => ADDING.has(method)) &&
    !isChangedElsehow(name, frame)
  );
}
