import type { FunctionKeys } from '../../profile/function-keys.ts';
import { builtinTest } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { ORIGINS, originOfFile } from '../../select/function-origin.ts';
import { originCodes } from '../../select/whose-code.ts';
import { recentResults } from '../recent-results.ts';
import { type ModuleNames, namesOfBuiltin, namesOfFile, ownRoot } from './module-names.ts';

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

const recentGroups = recentResults<Groups>(3);

export function moduleGroups(table: ProfileTable, by: Grouping): Groups {
  return recentGroups(table, by, () => {
    const grouper = new Grouper(table, by);
    const ofRow = grouper.groups(table.functions, by === 'library' ? originCodes(table) : null);
    return {
      names: grouper.names.slice(),
      ofRow,
      ofGhosts: (ghosts) => grouper.groups(ghosts, null),
      filesOf: (name) => grouper.filesOf(name),
    };
  });
}

const IMPORT = ORIGINS.indexOf('import');

/** What Python does to import, and the bodies of library modules: by library alone, elsewhere they stand with their files. */
export const IMPORTS: ModuleNames = { file: '(imports)', package: '(imports)', library: '(imports)' };

/** Each file, and each name of a built-in, is looked at once. */
class Grouper {
  readonly names: string[] = [];
  private readonly table: ProfileTable;
  private readonly by: Grouping;
  private readonly root: string;
  private readonly isBuiltin: (file: number, line: number) => boolean;
  private readonly indexes = new Map<string, GroupIndex>();
  private readonly ofFile = new Map<number, GroupIndex>();
  private readonly ofBuiltin = new Map<number, GroupIndex>();

  constructor(table: ProfileTable, by: Grouping) {
    this.table = table;
    this.by = by;
    this.isBuiltin = builtinTest(table.strings);
    const files = new Set(table.functions.file);
    this.root = ownRoot(Array.from(files, (file) => table.strings.text(file)));
  }

  /** `codes`: where the functions come from, if those that import have a group of their own. */
  groups({ file, line, name, length }: FunctionKeys, codes: Uint8Array | null): Int32Array {
    const groups = new Int32Array(length);
    for (let at = 0; at < length; at++) {
      if (codes?.[at] === IMPORT) {
        groups[at] = this.intern(IMPORTS);
        continue;
      }
      groups[at] = this.isBuiltin(file[at]!, line[at]!) ? this.groupOfBuiltin(name[at]!) : this.groupOfFile(file[at]!);
    }
    return groups;
  }

  filesOf(name: string): readonly string[] {
    const files = Array.from(new Set(this.table.functions.file), (file) => this.table.strings.text(file));
    return files.filter((file) => this.namesOf(file)[this.by] === name);
  }

  private groupOfFile(file: number): GroupIndex {
    const group = this.ofFile.get(file) ?? this.intern(this.namesOf(this.table.strings.text(file)));
    this.ofFile.set(file, group);
    return group;
  }

  private namesOf(file: string): ModuleNames {
    return this.by === 'library' && originOfFile(file) === 'import' ? IMPORTS : namesOfFile(file, this.root);
  }

  private groupOfBuiltin(name: number): GroupIndex {
    const group = this.ofBuiltin.get(name) ?? this.intern(namesOfBuiltin(this.table.strings.text(name)));
    this.ofBuiltin.set(name, group);
    return group;
  }

  private intern(names: ModuleNames): GroupIndex {
    const name = names[this.by];
    const group = this.indexes.get(name) ?? this.names.push(name) - 1;
    this.indexes.set(name, group);
    return group;
  }
}
