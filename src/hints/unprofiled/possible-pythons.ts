import { distinctStrings } from '../../profile/distinct-strings.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { type PythonVersion, pythonOf, pythonSteps, pythonVersionOf } from '../../profile/python-version.ts';
import type { Steps } from '../../profile/steps.ts';
import { oncePer } from '../../text/lazily.ts';
import { OVERHEADS, type Overheads } from './overheads.ts';

/** What the paths of a dump say of the Python that made it. */
export type ToldPython = PythonVersion | 'none' | 'several' | 'pypy';

/** A dump that was merged of several Pythons has the paths of each; PyPy says in its paths that it is none of CPython's. */
export const toldPython: (table: ProfileTable) => ToldPython = oncePer((table: ProfileTable) => {
  const { functions, strings } = table;
  const paths = distinctStrings(functions.file, strings).map((file) => strings.text(file));
  if (paths.some((path) => /[\\/](?:lib[_-])?pypy|[\\/]lib-python[\\/]|^<builtin>/.test(path))) return 'pypy';
  const known = pythonOf(table);
  if (known !== null) return known;
  const versions = new Map<string, PythonVersion>();
  for (const path of paths) {
    const version = pythonVersionOf([path]);
    if (version !== null) versions.set(`${version.major}.${version.minor}`, version);
  }
  const [only] = versions.values();
  return only === undefined ? 'none' : versions.size > 1 ? 'several' : only;
});

/** Names that only some Pythons write, and the minor versions that do. */
const MARKS: readonly { readonly name: string; readonly from: number; readonly to: number }[] = [
  { name: '<listcomp>', from: 0, to: 11 }, // inlined since 3.12
  { name: '<dictcomp>', from: 0, to: 11 },
  { name: '<setcomp>', from: 0, to: 11 },
  { name: '<built-in method io.open>', from: 0, to: 11 }, // `_io` since 3.12
  { name: '<built-in method _io.open>', from: 12, to: Number.POSITIVE_INFINITY },
];

/**
 * Files that only some Pythons write: since 3.11 what a start needs is frozen, and has no path that would tell the version.
 * Seen in dumps of CPython 3.8 to 3.13.
 */
const FROZEN: ReadonlySet<string> = new Set(
  'abc codecs genericpath io ntpath os posixpath site stat'.split(' ').map((name) => `<frozen ${name}>`),
);

type Minors = { readonly from: number; readonly to: number };

/** The minor versions of Python 3 that can have made a dump whose paths do not tell it. Asked for by each function. */
export const possibleMinors: (table: ProfileTable) => Minors = oncePer((table: ProfileTable): Minors => {
  const marks: readonly Minors[] = MARKS.filter(({ name }) => isName(table, name));
  const isFrozen = [...new Set(table.functions.file)].some((file) => FROZEN.has(table.strings.text(file)));
  const all = isFrozen ? [...marks, { from: 11, to: Number.POSITIVE_INFINITY }] : marks;
  return {
    from: all.reduce((most, { from }) => Math.max(most, from), 0),
    to: all.reduce((least, { to }) => Math.min(least, to), Number.POSITIVE_INFINITY),
  };
});

/** The rows of {@link OVERHEADS} for the Pythons that can have made a dump: one if its paths tell it. */
export function possibleOverheads(table: ProfileTable, told: PythonVersion | 'none'): readonly Overheads[] {
  if (told !== 'none') {
    return OVERHEADS.filter(({ from, to }) => told.major === 3 && told.minor >= from && told.minor <= to);
  }
  const { from, to } = possibleMinors(table);
  return OVERHEADS.filter((one) => one.from <= to && one.to >= from);
}

function isName({ functions, strings }: ProfileTable, name: string): boolean {
  const id = strings.find(name);
  return id >= 0 && functions.name.includes(id);
}

/** 11 for Python 3.11, told by the paths of its library or by names that it alone writes; null where nothing tells it. */
export function* minorVersion(table: ProfileTable): Steps<number | null> {
  const version = yield* pythonSteps(table);
  if (version !== null) return version.major === 3 ? version.minor : null;
  yield;
  if (toldPython(table) !== 'none') return null;
  yield;
  const { from, to } = possibleMinors(table);
  return from === to ? from : null;
}
