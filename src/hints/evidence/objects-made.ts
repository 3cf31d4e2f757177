import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, groupBy, type ModuleCode, methodsOf, nodesOf } from '../code/module-code.ts';
import { attributesNamed, classesOf } from '../code/names.ts';
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

/** The same of the only class of the file that has an attribute of that name; 0 where there are several or none. */
export function mostObjectsWith(attribute: string, evidence: FrameEvidence): number {
  const { code } = evidence;
  const bound = attributesNamed(attribute, code).map(({ frame: at }) =>
    at.node.nodeType === 'ClassDef' ? at : at.parent,
  );
  const [owner, ...others] = new Set([...bound, ...(classesByField(code.module).get(attribute) ?? [])]);
  return owner == null || others.length > 0 ? 0 : mostObjectsMade(owner, evidence);
}

/** `needs: tuple` in the body of a class. */
const classesByField = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.filter(({ node }) => node.nodeType === 'ClassDef'),
    (owner) =>
      nodesOf(owner, 'AnnAssign').flatMap(({ node: { target } }) => (target.nodeType === 'Name' ? [target.id] : [])),
  ),
);

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
