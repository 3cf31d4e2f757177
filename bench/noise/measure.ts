import { Judge, SCENARIOS, type Scenario, type Scope, SIDES, type Tally } from './judge.ts';
import { PROGRAMS, type Program, type Work } from './programs.ts';

/** One cell: a program, a scenario, an amount of work and so many runs a side. */
export type Cell = {
  readonly program: Program;
  readonly scenario: Scenario;
  readonly work: Work;
  readonly side: number;
  readonly tally: Tally;
};

/** Decides `draws` comparisons for each cell. Of slowed functions no worst case is drawn: a gate that is red is right. */
export function measure(draws: number, seed: number): readonly Cell[] {
  return PROGRAMS.flatMap((program, at) => {
    const judge = new Judge(program);
    const started = performance.now();
    const cells = SCENARIOS.flatMap((scenario) =>
      SIDES.flatMap((side) =>
        worksOf(scenario).map((work): Cell => {
          const tally = judge.tally(scenario, work, side, draws, seed + at);
          return { program, scenario, work, side, tally };
        }),
      ),
    );
    process.stderr.write(`${program}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
    return cells;
  });
}

function worksOf(scenario: Scenario): readonly Work[] {
  return scenario === 'idle>busy' ? ['unchanged'] : ['unchanged', 'double', 'fifth'];
}

/** How many per cent of the comparisons of some cells were red, or named the function; and of the worst program. */
export type Rate = { readonly all: number; readonly worst: number };

export function rateOf(
  cells: readonly Cell[],
  pick: Pick<Cell, 'scenario' | 'work' | 'side'>,
  of: 'red' | 'named',
  scope: Scope,
  gate: string,
): Rate {
  const chosen = cells.filter(
    ({ scenario, work, side }) => scenario === pick.scenario && work === pick.work && side === pick.side,
  );
  const share = (some: readonly Cell[]): number => {
    const comparisons = some.reduce((sum, { tally }) => sum + tally.comparisons, 0);
    return (100 * some.reduce((sum, { tally }) => sum + (tally[of].get(`${scope} ${gate}`) ?? 0), 0)) / comparisons;
  };
  const each = chosen.map((cell) => share([cell]));
  return { all: share(chosen), worst: of === 'red' ? Math.max(...each) : Math.min(...each) };
}
