import type { FunctionKeys } from '../profile/function-keys.ts';
import { isBuiltinPlace } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { alreadyMade } from '../profile/steps.ts';
import { StringPool } from '../profile/string-pool.ts';
import { isBuiltinOfPython, isNameOfPython } from '../select/python-names.ts';
import { type PlacedFile, placeFile } from './anonymous-file.ts';

/** How much of a profile has new names, and how many functions keep theirs. */
export type Anonymized = {
  readonly table: ProfileTable;
  readonly files: number;
  readonly names: number;
  readonly keptFunctions: number;
};

/**
 * The profile with the names of its program replaced: the same numbers, lines, callers and order of rows, and names that
 * are equal exactly where they were. Built-ins and standard modules keep theirs.
 *
 *     /home/lan/shop/cart.py:12(total)                     ->  /app/file3.py:12(f7)
 *     /home/lan/env/lib/python3.11/site-packages/x/y.py    ->  /python1/lib/python3.11/site-packages/package1/file9.py
 *     /home/lan/.pyenv/lib/python3.11/json/decoder.py      ->  /python2/lib/python3.11/json/decoder.py
 *
 * Files and names are numbered in their alphabetical order, whatever the order of rows: profiles with the same functions
 * get the same new names.
 */
export function anonymize(table: ProfileTable): Anonymized {
  const edges = table.edges();
  const { ghosts } = edges;
  const renamer = new Renamer(table.strings, [table.functions, ghosts]);
  const strings = new StringPool();
  const anonymous: ProfileTable = {
    kind: table.kind,
    length: table.length,
    strings,
    functions: renamer.renamed(table.functions, strings),
    ncalls: table.ncalls,
    primitiveCalls: table.primitiveCalls,
    tottime: table.tottime,
    cumtime: table.cumtime,
    totals: table.totals,
    notes: [],
    edges: alreadyMade({ ...edges, ghosts: renamer.renamed(ghosts, strings), notes: [] }),
  };
  const { files, names, keptFunctions } = renamer;
  return { table: anonymous, files, names, keptFunctions };
}

type FunctionText = { readonly file: string; readonly line: number; readonly name: string };

class Renamer {
  keptFunctions = 0;
  private readonly pool: StringPool;
  private readonly placeOf = new Map<string, PlacedFile>();
  private readonly newRoot: ReadonlyMap<string, string>;
  private readonly newPackage: ReadonlyMap<string, string>;
  private readonly newFile: ReadonlyMap<string, string>;
  private readonly newName: ReadonlyMap<string, string>;
  private readonly newBuiltin: ReadonlyMap<string, string>;

  constructor(pool: StringPool, lists: readonly FunctionKeys[]) {
    this.pool = pool;
    const all = lists.flatMap((keys) => Array.from({ length: keys.length }, (_, at) => this.textAt(keys, at)));
    for (const { file } of all) if (!this.placeOf.has(file)) this.placeOf.set(file, placeFile(file));
    const places = [...this.placeOf.values()];
    this.newRoot = numbered(
      'python',
      places.flatMap(({ root }) => root ?? []),
    );
    this.newPackage = numbered(
      'package',
      places.flatMap(({ library }) => library ?? []),
    );
    this.newFile = numbered(
      'file',
      places.flatMap((place) => (place.isKept ? [] : place.file)),
    );
    const replaced = all.filter((text) => !this.isKept(text));
    this.newName = numbered(
      'f',
      replaced.filter((text) => !isBuiltin(text)).map(({ name }) => name),
    );
    this.newBuiltin = numbered(
      'b',
      replaced.filter(isBuiltin).map(({ name }) => name),
    );
    this.keptFunctions = all.filter((text) => this.isKept(text) && this.placeOf.get(text.file)!.isKept).length;
  }

  get files(): number {
    return this.newFile.size;
  }

  get names(): number {
    return this.newName.size + this.newBuiltin.size;
  }

  renamed(keys: FunctionKeys, strings: StringPool): FunctionKeys {
    const texts = Array.from({ length: keys.length }, (_, at) => this.textAt(keys, at));
    return {
      length: keys.length,
      file: Int32Array.from(texts, ({ file }) => strings.intern(this.fileText(this.placeOf.get(file)!))),
      line: keys.line,
      name: Int32Array.from(texts, (text) => strings.intern(this.nameText(text))),
    };
  }

  private textAt({ file, line, name }: FunctionKeys, at: number): FunctionText {
    return { file: this.pool.text(file[at]!), line: line[at]!, name: this.pool.text(name[at]!) };
  }

  private isKept(text: FunctionText): boolean {
    if (isBuiltin(text)) return isBuiltinOfPython(text.name);
    return isNameOfPython(text.name) || (this.placeOf.get(text.file)!.isOfPython && /^[\w.<>]+$/.test(text.name));
  }

  private nameText(text: FunctionText): string {
    if (this.isKept(text)) return text.name;
    const builtin = this.newBuiltin.get(text.name);
    return isBuiltin(text) && builtin !== undefined ? `<built-in method ${builtin}>` : this.newName.get(text.name)!;
  }

  private fileText({ file, root, library, isKept, write }: PlacedFile): string {
    return write({
      root: root === null ? '' : this.newRoot.get(root)!,
      library: library === null ? '' : this.newPackage.get(library)!,
      file: isKept ? file : this.newFile.get(file)!,
    });
  }
}

function isBuiltin({ file, line }: FunctionText): boolean {
  return isBuiltinPlace(file, line);
}

/** Each distinct text with its number among them, in alphabetical order. */
function numbered(word: string, texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...new Set(texts)].toSorted().map((text, at) => [text, `${word}${at + 1}`]));
}
