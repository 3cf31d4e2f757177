import { statSync } from 'node:fs';
import { addProfiles, mergeSteps, pstatsOrder } from '../../profile/merge.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { RunningSum } from '../../profile/running-sum.ts';
import type { Steps } from '../../profile/steps.ts';

export type PileOptions = {
  /**
   * How many bytes of files stay in memory; none if it is left out. Beyond it those that were read are added up, and
   * nobody can ask any more what each brought.
   */
  readonly mostKept?: number;
  /**
   * Asked of the first profiles whether who called whom is wanted of them; if it is left out it is. Where it is not, the sum
   * of many files comes without (`keepsEdges`) if they can be read again.
   */
  readonly wantsEdges?: (table: ProfileTable) => boolean;
};

/** Of so many bytes of files one may ask what each brought, even where a sum without who called whom is enough. */
const FEW_BYTES = 2 ** 20;

/** Profiles that become one. */
export class Pile {
  /** How many bytes the profiles had that are not added up. */
  bytes = 0;
  private tables: ProfileTable[] = [];
  private sum: RunningSum | null = null;
  private readonly paths: readonly string[];
  private readonly mostKept: number;
  /** Null once they are. */
  private wantsEdges: ((table: ProfileTable) => boolean) | null;

  /** @param paths of the profiles, as given */
  constructor(paths: readonly string[], { mostKept = Number.POSITIVE_INFINITY, wantsEdges }: PileOptions) {
    this.paths = paths;
    this.mostKept = mostKept;
    this.wantsEdges = wantsEdges ?? null;
  }

  /** Takes the next profile, in the order of `pstatsOrder`. */
  add(table: ProfileTable): void {
    const [first, ...others] = this.tables;
    if (first !== undefined && others.length > 0) this.letGo([first, ...others]);
    if (this.sum === null) this.tables.push(table);
    else this.sum.add(table);
  }

  *sumSteps(): Steps<ProfileTable> {
    const [first, ...others] = this.tables;
    if (this.sum !== null) return this.sum.finish();
    if (first === undefined) throw new RangeError('no profile to load');
    return yield* mergeSteps([first, ...others], pstatsOrder(this.paths));
  }

  /** Adds up what there is, if it is much. */
  private letGo(tables: readonly [ProfileTable, ...ProfileTable[]]): void {
    const { wantsEdges, mostKept, bytes } = this;
    if (wantsEdges !== null && bytes > Math.min(FEW_BYTES, mostKept)) {
      if (!tables.some(wantsEdges) && this.paths.every(isPlainFile)) {
        this.sum = RunningSum.of(tables);
        this.tables = [];
        return;
      }
      this.wantsEdges = null;
    }
    if (bytes <= mostKept) return;
    this.tables = [addProfiles(tables)];
    this.bytes = 0;
  }
}

/** What comes through a pipe comes once. */
function isPlainFile(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
