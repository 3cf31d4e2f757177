import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { calledName, namesOfAttributes } from './names.ts';

/** Whether the full name of a call is one of these. Hardly any call is looked at closer: its last name says that it is not. */
export function isCallNamed(names: ReadonlySet<string>, call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return mayBeCallNamed(names, lastName(call.func), frame.module) && names.has(calledName(call, frame));
}

/** Whether a call with a last name may have one of some full names: it is the last of one, or the file gives it to something else. */
export function mayBeCallNamed(names: ReadonlySet<string>, last: string, module: ModuleCode): boolean {
  return lastNames(names).has(last) || namesOfAttributes(module).has(last) || namesOfImports(module).has(last);
}

const lastNames = oncePer(
  (names: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...names].map((name) => name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1))),
);

/** `c` of `from re import compile as c`. */
const namesOfImports = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames
        .flatMap((frame) => [...nodesOf(frame, 'Import'), ...nodesOf(frame, 'ImportFrom')])
        .flatMap(({ node }) => node.names.flatMap(({ asname }) => asname ?? [])),
    ),
);
