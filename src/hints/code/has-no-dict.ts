import { lastName } from '../../source/dotted-text.ts';
import type { FrameCode } from './module-code.ts';
import { bindingsOf } from './names.ts';

/** Whether the objects of a class have no dict: `__slots__`, a `NamedTuple`, `@dataclass(slots=True)` */
export function hasNoDict(owner: FrameCode): boolean {
  if (bindingsOf('__slots__', owner).length > 0 || owner.node.nodeType !== 'ClassDef') return true;
  const isTuple = owner.node.bases.some((base) => lastName(base) === 'NamedTuple');
  return (
    isTuple ||
    owner.node.decorator_list.some(
      (one) =>
        one.nodeType === 'Call' &&
        one.keywords.some(({ arg, value }) => arg === 'slots' && value.nodeType === 'Constant' && value.value === true),
    )
  );
}
