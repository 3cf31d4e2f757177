import { distinctStrings } from '../../profile/distinct-strings.ts';
import type { FunctionKeys } from '../../profile/function-keys.ts';
import { builtinTest } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish, inSlices, inSlicesOf, type Steps } from '../../profile/steps.ts';
import type { StringId } from '../../profile/string-pool.ts';
import { ORIGINS, originOfFile } from '../../select/function-origin.ts';
import { originSteps } from '../../select/whose-code.ts';
import { recentSteps } from '../recent-steps.ts';
import { type ModuleNames, namesOfBuiltin, namesOfFile, type OwnFolders, ownRoot, withFile } from './module-names.ts';

/** What functions are put together by: a file, its package (`django.db.models`), or that one's library (`django`). */
export type Grouping = keyof ModuleNames;

/** Index of a group in {@link Groups}. */
export type GroupIndex = number;

/** The groups of all functions. */
export type Groups = {
  /** In the order in which the dump first has a function of each. */
  readonly names: readonly string[];
  /** The group of each row. */
  readonly ofRow: Int32Array;
  /** The group of a ghost, a new one perhaps: it then has an index from `names.length` on. */
  readonly ofGhosts: (ghosts: FunctionKeys) => Int32Array;
  /** The files whose functions belong to a group, but for those that only import. */
  readonly filesOf: (name: string) => readonly string[];
};

const recentGroups = recentSteps<Groups>(3);

export function moduleGroups(table: ProfileTable, by: Grouping): Groups {
  return finish(groupSteps(table, by));
}

/** {@link moduleGroups} in slices. */
export function groupSteps(table: ProfileTable, by: Grouping): Steps<Groups> {
  return recentGroups(table, by, function* () {
    const codes = by === 'library' ? yield* originSteps(table) : null;
    const grouper = new Grouper(table, by);
    yield* grouper.nameFiles();
    const ofRow = yield* grouper.groups(table.functions, codes);
    return {
      names: grouper.names.slice(),
      ofRow,
      ofGhosts: (ghosts) => finish(grouper.groups(ghosts, null)),
      filesOf: (name) => grouper.filesOf(name),
    };
  });
}

const IMPORT = ORIGINS.indexOf('import');

/** What Python does to import, and the bodies of library modules: by library alone, elsewhere they stand with their files. */
export const IMPORTS: ModuleNames = { file: '(imports)', package: '(imports)', library: '(imports)' };

/** Each file, and each name of a built-in, is looked at once; those of callers without a row when they are grouped. */
class Grouper {
  readonly names: string[] = [];
  private readonly table: ProfileTable;
  private readonly by: Grouping;
  private root = '';
  private readonly nameOfFile = new Map<StringId, string>();
  private readonly filesByName = new Map<string, StringId[]>();
  private readonly isBuiltin: (file: number, line: number) => boolean;
  private readonly indexes = new Map<string, GroupIndex>();
  private readonly ofFile = new Map<StringId, GroupIndex>();
  private readonly ofBuiltin = new Map<StringId, GroupIndex>();

  constructor(table: ProfileTable, by: Grouping) {
    this.table = table;
    this.by = by;
    this.isBuiltin = builtinTest(table.strings);
  }

  *nameFiles(): Steps<void> {
    const { functions, strings } = this.table;
    const files = distinctStrings(functions.file, strings);
    yield;
    let folders: OwnFolders = null;
    yield* inSlicesOf(files, (file) => {
      folders = withFile(folders, strings.text(file));
    });
    this.root = ownRoot(folders);
    yield* inSlicesOf(files, (file) => {
      const name = this.nameOf(strings.text(file));
      const others = this.filesByName.get(name);
      this.nameOfFile.set(file, name);
      if (others === undefined) this.filesByName.set(name, [file]);
      else others.push(file);
    });
  }

  /** `codes`: where the functions come from, if those that import have a group of their own. */
  *groups({ file, line, name, length }: FunctionKeys, codes: Uint8Array | null): Steps<Int32Array> {
    const groups = new Int32Array(length);
    yield* inSlices(length, (from, to) => {
      for (let at = from; at < to; at++) {
        if (codes?.[at] === IMPORT) groups[at] = this.intern(IMPORTS[this.by]);
        else if (this.isBuiltin(file[at]!, line[at]!)) groups[at] = this.groupOfBuiltin(name[at]!);
        else groups[at] = this.groupOfFile(file[at]!);
      }
    });
    return groups;
  }

  filesOf(name: string): readonly string[] {
    return (this.filesByName.get(name) ?? []).map((file) => this.table.strings.text(file));
  }

  private groupOfFile(file: StringId): GroupIndex {
    const group =
      this.ofFile.get(file) ?? this.intern(this.nameOfFile.get(file) ?? this.nameOf(this.table.strings.text(file)));
    this.ofFile.set(file, group);
    return group;
  }

  private nameOf(file: string): string {
    const names = this.by === 'library' && originOfFile(file) === 'import' ? IMPORTS : namesOfFile(file, this.root);
    return names[this.by];
  }

  private groupOfBuiltin(name: StringId): GroupIndex {
    const group = this.ofBuiltin.get(name) ?? this.intern(namesOfBuiltin(this.table.strings.text(name))[this.by]);
    this.ofBuiltin.set(name, group);
    return group;
  }

  private intern(name: string): GroupIndex {
    const group = this.indexes.get(name) ?? this.names.push(name) - 1;
    this.indexes.set(name, group);
    return group;
  }
}
