import { type FrameCode, methodsOf } from '../code/module-code.ts';
import { classesOf } from '../code/names.ts';
import type { FrameEvidence } from './frame-evidence.ts';

/** Where `dataclasses` has the text of the `__init__` that it makes. */
const MADE_TEXT = '<string>';

/**
 * How many objects of a class were made at most: how often its `__init__`, or that of the nearest base in the file, was
 * called. The one that `dataclass` makes has a name that says nothing of its class: then those of all dataclasses
 * together. 0 where no call tells it.
 */
export function mostObjectsMade(owner: FrameCode, evidence: FrameEvidence): number {
  for (const each of classesOf(owner)) {
    const init = methodsOf(each).find(({ scope }) => scope.name === '__init__');
    if (init !== undefined)
      return callsOfInit(evidence, ({ file, line }) => file === ownFile(evidence) && line === init.scope.firstLine);
    if (isDataclass(each)) return callsOfInit(evidence, ({ file }) => evidence.table.strings.text(file) === MADE_TEXT);
  }
  return 0;
}

function ownFile({ table, row }: FrameEvidence): number {
  return table.functions.file[row] ?? -1;
}

function callsOfInit({ table }: FrameEvidence, test: (place: { file: number; line: number }) => boolean): number {
  const { functions, ncalls, strings } = table;
  let calls = 0;
  for (let at = 0; at < table.length; at++) {
    if (!test({ file: functions.file[at] ?? -1, line: functions.line[at] ?? 0 })) continue;
    if (strings.text(functions.name[at] ?? 0) === '__init__') calls += ncalls.values[at] ?? 0;
  }
  return calls;
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
