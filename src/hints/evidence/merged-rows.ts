import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { lastName } from '../../source/dotted-text.ts';
import type { PythonSource } from '../../source/python-source.ts';
import type { Scope } from '../../source/scope.ts';
import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, groupByOne, type ModuleCode } from '../code/module-code.ts';
import { fullName } from '../code/names.ts';

/** Where `dataclasses` has the text of the `__init__` that it makes. */
export const MADE_TEXT = '<string>';

/**
 * What `dataclass` and `NamedTuple` write for each class, and the function of `dataclasses` that does. Named tuples are
 * written by the dozen while the library is imported, and hardly ever made.
 */
const WRITERS: readonly {
  readonly maker: Maker;
  readonly writer: string | null;
  readonly isOwner: (frame: FrameCode) => boolean;
}[] = [
  { maker: '__init__', writer: '_process_class', isOwner: isDataclass },
  { maker: '<lambda>', writer: null, isOwner: isNamedTuple },
];

export type Maker = '__init__' | '<lambda>';

/** What makes the objects of a class that has no `__init__` of its own. */
export function makerOf(owner: FrameCode): Maker | undefined {
  return WRITERS.find(({ isOwner }) => isOwner(owner))?.maker;
}

/**
 * Two functions of one file, line and name share a key, and cProfile writes only the last of them: `snapshot_stats` does
 * `self.stats[func] = ...` for each. Such a row is believed by nobody, whichever of them it is.
 */
export function isMergedScope({ name, firstLine, kind }: Scope, { scopes }: PythonSource): boolean {
  if (kind === 'module') return false;
  return (scopesByLine(scopes).get(firstLine) ?? []).filter((one) => one.name === name).length > 1;
}

const scopesByLine = oncePer((scopes: PythonSource['scopes']) => groupByOne(scopes, ({ firstLine }) => firstLine));

/** Whether what the library writes for one class may be that of another in the profile, as it has one key for all. */
export function isMergedMaker(maker: Maker, module: ModuleCode, table: ProfileTable): boolean {
  return (ownersByMaker(module).get(maker) ?? 0) > 1 || (timesWritten(table).get(maker) ?? 0) > 1;
}

const ownersByMaker = oncePer(
  ({ frames }: ModuleCode): ReadonlyMap<Maker, number> =>
    new Map(WRITERS.map(({ maker, isOwner }) => [maker, frames.filter((frame) => isOwner(frame)).length])),
);

/** How many were written while the profiler ran: those of all files, and of the library. */
const timesWritten = oncePer(({ functions, strings, ncalls, length }: ProfileTable): ReadonlyMap<Maker, number> => {
  const ids = new Map(WRITERS.flatMap(({ maker, writer }) => (writer ? [[strings.find(writer), maker] as const] : [])));
  const found = new Map<Maker, number>();
  for (let row = 0; row < length; row++) {
    const maker = ids.get(functions.name[row] ?? 0);
    if (maker !== undefined) found.set(maker, (found.get(maker) ?? 0) + (ncalls.values[row] ?? 0));
  }
  return found;
});

/** Whether a row of what a function calls may be any of several: of its file, or of what is written for classes. */
export function isMergedCallee(
  callee: FunctionIndex,
  row: FunctionIndex,
  module: ModuleCode,
  table: ProfileTable,
): boolean {
  const { functions, strings } = table;
  const name = functions.name[callee] ?? 0;
  const file = functions.file[callee] ?? 0;
  if (file === functions.file[row]) {
    const scopes = scopesByLine(module.source.scopes).get(functions.line[callee] ?? 0) ?? [];
    return scopes.length > 1 && scopes.filter((one) => one.name === strings.text(name)).length > 1;
  }
  if (file !== strings.find(MADE_TEXT)) return false;
  const text = strings.text(name);
  const maker = text.startsWith('__') ? '__init__' : text; // `__eq__` and the like are written with the `__init__`
  return WRITERS.some((one) => one.maker === maker && isMergedMaker(one.maker, module, table));
}

function isNamedTuple(owner: FrameCode): boolean {
  const { node } = owner;
  return (
    node.nodeType === 'ClassDef' &&
    node.bases.some((base) => fullName(base, owner.parent ?? owner) === 'typing.NamedTuple')
  );
}

/** `@dataclass`, `@dataclasses.dataclass(frozen=True)` */
export function isDataclass({ node }: FrameCode): boolean {
  if (node.nodeType !== 'ClassDef') return false;
  return node.decorator_list.some((one) => lastName(one.nodeType === 'Call' ? one.func : one) === 'dataclass');
}
