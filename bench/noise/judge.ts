import { readFileSync } from 'node:fs';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { compareProfiles } from '../../src/profile/compare.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { makeRunSet } from '../../src/profile/run-set.ts';
import { buildDiffView, type DiffView } from '../../src/views/diff-view.ts';
import type { FunctionChange } from '../../src/views/function-change.ts';
import { type Gate, parseGate } from '../../src/views/gate.ts';
import { type GateResult, judgeGates } from '../../src/views/judge-gates.ts';
import { Random } from '../random.ts';
import { type Condition, dumpPath, type Program, WORKS, type Work } from './programs.ts';

/** What is held against each other. `idle>busy`: all runs before without neighbours, all runs after with and without. */
export const SCENARIOS = ['idle', 'busy', 'idle>busy', 'in turn'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** How many runs a side. */
export const SIDES = [5, 8] as const;

/** The gates of docs/ci.md: red where any of them is. */
export const RECOMMENDED = ['total-calls>1%', 'tottime>25%', 'cumtime>25%'] as const;

/** And what one might take instead. */
const GATES: readonly Gate[] = [
  ...RECOMMENDED,
  'calls>0',
  'tottime(crunch)>25%',
  'tottime(crunch)>10%',
  'total>10%',
].map(parseGate);

/** All recommended gates together, in a tally. */
export const ANY_RECOMMENDED = 'the three together';

/** Whether gates look at the program's own functions or at all. */
export const SCOPES = ['own', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** Of so many comparisons: in how many each gate was red, and in how many it named the function that was changed. */
export type Tally = {
  readonly comparisons: number;
  readonly red: ReadonlyMap<TallyKey, number>;
  readonly named: ReadonlyMap<TallyKey, number>;
};

type TallyKey = `${Scope} ${string}`;

type Counts = { readonly red: Map<TallyKey, number>; readonly named: Map<TallyKey, number> };

/** The function of programs/planted.py. */
const PLANTED = 'crunch';

type Runs = readonly [ProfileTable, ...ProfileTable[]];
type Sides = { readonly before: Runs; readonly after: Runs };

/** The dumps of one program, each read once. */
export class Judge {
  private readonly program: Program;
  private readonly tables = new Map<string, ProfileTable>();

  constructor(program: Program) {
    this.program = program;
  }

  /** Comparisons with runs that are drawn at random; `in turn`: all stretches of runs as they were made, b a b a. */
  tally(scenario: Scenario, work: Work, side: number, draws: number, seed: number): Tally {
    const random = new Random(seed);
    const chosen =
      scenario === 'in turn'
        ? this.stretches(work, side)
        : Array.from({ length: draws }, () => this.draw(scenario, work, side, random));
    const counts: Counts = { red: new Map(), named: new Map() };
    for (const sides of chosen) count(sides, counts);
    return { comparisons: chosen.length, ...counts };
  }

  private draw(scenario: 'idle' | 'busy' | 'idle>busy', work: Work, side: number, random: Random): Sides {
    const [first, second]: readonly [Condition, Condition] =
      scenario === 'idle>busy' ? ['idle', 'busy'] : [scenario, scenario];
    const left = shuffled(this.runsOf(first, 'unchanged'), random);
    if (first === second && work === 'unchanged') return sidesOf(left.slice(0, side), left.slice(side, 2 * side));
    return sidesOf(left.slice(0, side), shuffled(this.runsOf(second, work), random).slice(0, side));
  }

  /** Round by round both sides were run within one shuffled round, so that a stretch of rounds is runs in turn. */
  private stretches(work: Work, side: number): readonly Sides[] {
    const conditions: readonly Condition[] = ['idle', 'busy'];
    return conditions.flatMap((condition) => {
      const [unchanged, other] = [this.runsOf(condition, 'unchanged'), this.runsOf(condition, work)];
      const length = work === 'unchanged' ? 2 * side : side;
      const starts = Array.from({ length: other.length - length + 1 }, (_, at) => at);
      return starts.map((start) => {
        const stretch = other.slice(start, start + length);
        if (work !== 'unchanged') return sidesOf(unchanged.slice(start, start + length), stretch);
        const [even, odd] = [0, 1].map((half) => stretch.filter((_, at) => at % 2 === half));
        return sidesOf(even ?? [], odd ?? []);
      });
    });
  }

  private runsOf(condition: Condition, work: Work): readonly ProfileTable[] {
    const { runs = 0 } = WORKS.find(({ name }) => name === work) ?? {};
    return Array.from({ length: runs }, (_, run) => this.read(dumpPath(this.program, condition, work, run)));
  }

  private read(path: string): ProfileTable {
    const table = this.tables.get(path) ?? decodeProfile(readFileSync(path));
    this.tables.set(path, table);
    return table;
  }
}

function sidesOf(before: readonly ProfileTable[], after: readonly ProfileTable[]): Sides {
  const [[firstBefore, ...moreBefore], [firstAfter, ...moreAfter]] = [before, after];
  if (firstBefore === undefined || firstAfter === undefined) throw new RangeError('a side without a run');
  return { before: [firstBefore, ...moreBefore], after: [firstAfter, ...moreAfter] };
}

function shuffled(runs: readonly ProfileTable[], random: Random): readonly ProfileTable[] {
  return Array.from(random.shuffle(Int32Array.from(runs, (_, at) => at)), (at) => runs[at]!);
}

/** As the command decides, with its own defaults. */
function count({ before, after }: Sides, tally: Counts): void {
  const [left, right] = [makeRunSet(before), makeRunSet(after)];
  const view = buildDiffView(compareProfiles(left.table, right.table), left, right, {
    sort: 'tottime',
    only: null,
    restrictions: [],
    top: 1,
    tolerance: left.table.totals.tottime / 100,
  });
  for (const scope of SCOPES) {
    const isGatedFile = scope === 'own' ? isOfProgram : undefined;
    const results = judgeGates(GATES, { ...view, options: { ...view.options, isGatedFile } });
    const red = results.filter(({ status }) => status === 'failed');
    const named = red.filter(({ failures }) => failures.some(({ function: item }) => nameOf(view, item) === PLANTED));
    addTo(tally.red, scope, red);
    addTo(tally.named, scope, named);
  }
}

function isOfProgram(file: string): boolean {
  return file.includes('bench/noise/programs');
}

function addTo(counts: Map<TallyKey, number>, scope: Scope, results: readonly GateResult[]): void {
  for (const gate of withTogether(results)) {
    const key: TallyKey = `${scope} ${gate}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

function withTogether(results: readonly GateResult[]): readonly string[] {
  const texts = results.map(({ gate }) => gate.text);
  return texts.some((text) => RECOMMENDED.some((gate) => gate === text)) ? [...texts, ANY_RECOMMENDED] : texts;
}

function nameOf({ comparison: { after } }: DiffView, item: FunctionChange | null): string {
  return item === null ? '' : after.strings.text(after.functions.name[item.afterRow]!);
}
