import { RowAdder } from './add-rows.ts';
import { type FunctionKeys, FunctionPool } from './function-keys.ts';
import { mapFunctions, mapStrings, sumOfTotals } from './merge.ts';
import { mixedNote, profilersIn } from './mixed-kinds.ts';
import type { ProfileNote } from './notes.ts';
import type { EdgeTable, ProfileTable, ProfileTotals } from './profile-table.ts';
import type { Profiler } from './profiler-names.ts';
import { finish, type MadeOnce, madeOnce } from './steps.ts';
import { StringPool } from './string-pool.ts';

/**
 * The sum of any number of profiles as `addProfiles` makes it, but without who called whom: nothing of a table stays once it
 * is added, and nothing of the sum is made anew.
 */
export class RunningSum {
  private readonly strings = new StringPool();
  private readonly functions = new FunctionPool('int32');
  private readonly rows: RowAdder;
  private readonly notes = new Map<string, ProfileNote>();
  private readonly profilers = new Set<Profiler>();
  private readonly kind: ProfileTable['kind'];
  private totals: ProfileTotals;

  private constructor(first: ProfileTable) {
    this.kind = first.kind;
    this.totals = first.totals;
    this.rows = new RowAdder(first.length, first.length);
    this.addRows(first);
  }

  static of([first, ...others]: readonly [ProfileTable, ...ProfileTable[]]): RunningSum {
    const sum = new RunningSum(first);
    for (const table of others) sum.add(table);
    return sum;
  }

  add(table: ProfileTable): void {
    this.totals = sumOfTotals(this.totals, table.totals);
    this.addRows(table);
  }

  finish(): ProfileTable {
    const { kind, strings, totals } = this;
    const { length } = this.functions;
    const notes = [...this.notes.values(), ...mixedNote(this.profilers)];
    const functions = this.functions.keys();
    return { kind, length, strings, functions, ...this.rows.finish(length), totals, notes, edges: NOT_KEPT };
  }

  private addRows(table: ProfileTable): void {
    const { functions, rows } = this;
    if (isWide(table.functions) && !isWide(functions)) functions.line = Float64Array.from(functions.line);
    const rowMap = finish(mapFunctions(table.functions, finish(mapStrings(table, this.strings)), functions));
    rows.reach(functions.length);
    rows.add(table, rowMap);
    for (const note of table.notes) if (note.code !== 'mixed-kinds') this.notes.set(note.text, note);
    for (const profiler of profilersIn(table)) this.profilers.add(profiler);
  }
}

function isWide({ line }: Pick<FunctionKeys, 'line'>): boolean {
  return line instanceof Float64Array;
}

const NOT_KEPT: MadeOnce<EdgeTable> = madeOnce(() => {
  throw new RangeError('who called whom was not kept');
});

/** Whether one may ask the table who called whom. */
export function keepsEdges({ edges }: ProfileTable): boolean {
  return edges !== NOT_KEPT;
}
