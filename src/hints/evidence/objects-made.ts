import { type FrameCode, methodsOf } from '../code/module-code.ts';
import { classesOf } from '../code/names.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { sumOfCalls, timesCalled } from './times-called.ts';

/** Where `dataclasses` has the text of the `__init__` that it makes. */
export const MADE_TEXT = '<string>';

/**
 * How many objects of a class were made at most: how often its `__init__`, or that of the nearest base in the file, was
 * called. The one that `dataclass` makes has a name that says nothing of its class: then those of all dataclasses
 * together. 0 where no call tells it.
 */
export function mostObjectsMade(owner: FrameCode, evidence: FrameEvidence): number {
  for (const each of classesOf(owner)) {
    const init = methodsOf(each).find(({ scope }) => scope.name === '__init__');
    if (init !== undefined) return timesCalled(init, evidence);
    if (isDataclass(each)) return callsOfMadeInits(evidence);
  }
  return 0;
}

function callsOfMadeInits(evidence: FrameEvidence): number {
  const { functions, strings } = evidence.table;
  const name = strings.find('__init__');
  const file = strings.find(MADE_TEXT);
  return sumOfCalls(evidence, (at) => functions.name[at] === name && functions.file[at] === file);
}

/** `@dataclass`, `@dataclasses.dataclass(frozen=True)` */
export function isDataclass({ node }: FrameCode): boolean {
  if (node.nodeType !== 'ClassDef') return false;
  return node.decorator_list.some((one) => {
    const named = one.nodeType === 'Call' ? one.func : one;
    return (
      (named.nodeType === 'Name' && named.id === 'dataclass') ||
      (named.nodeType === 'Attribute' && named.attr === 'dataclass')
    );
  });
}
