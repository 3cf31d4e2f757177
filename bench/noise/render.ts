import { cpus } from 'node:os';
import type { LoggedRun } from './collect.ts';
import { ANY_RECOMMENDED, RECOMMENDED, SCENARIOS, SCOPES, type Scenario, type Scope, SIDES } from './judge.ts';
import { type Cell, rateOf } from './measure.ts';
import { CONDITIONS, PROGRAMS, WORKS, type Work } from './programs.ts';

/** What must hold, in per cent: all programs together, and the worst of them (of false alarms). */
const MUSTS = [
  { work: 'unchanged', side: 8, most: 2, worst: 8 },
  { work: 'unchanged', side: 5, most: 5, worst: 8 },
  { work: 'double', side: 8, least: 90 },
  { work: 'double', side: 5, least: 90 },
] as const;

/** These are what docs/ci.md asks for. A baseline from a better hour (`idle>busy`) is what it warns of. */
const ADVISED: readonly Scenario[] = ['idle', 'busy', 'in turn'];

const SCENARIO_WORDS: Readonly<Record<Scenario, string>> = {
  idle: 'alone',
  busy: 'neighbours',
  'in turn': 'in turn',
  'idle>busy': 'alone, then neighbours',
};

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  own: 'Gates that look at the own functions of the program:',
  all: 'Gates that look at all functions:',
};

/** The whole page. */
export function renderNoise(cells: readonly Cell[], runs: readonly LoggedRun[], python: string): string {
  const gates = [...RECOMMENDED, ANY_RECOMMENDED, 'calls>0', 'total>10%', 'tottime(crunch)>25%'];
  const parts = [
    '# How often gates are wrong\n\nMade by `npm run bench:noise`; bench/README.md says how.',
    loads(runs, python),
    '## Red on unchanged programs\n\nPer cent of comparisons; in parentheses the worst program.',
    ...SCOPES.map((scope) => `${SCOPE_WORDS[scope]}\n\n${table(cells, gates, 'unchanged', 'red', SCENARIOS, scope)}`),
    '## A function with a tenth of the time becomes twice as slow\n\nPer cent of comparisons in which the gate names it; in parentheses the worst program.',
    table(cells, [...RECOMMENDED.slice(1), ANY_RECOMMENDED, 'tottime(crunch)>25%'], 'double', 'named', ADVISED, 'own'),
    '## The same function becomes 20 % slower\n\nAs above. Nothing finds it by wall time.',
    table(cells, [...RECOMMENDED.slice(1), ANY_RECOMMENDED, 'tottime(crunch)>10%'], 'fifth', 'named', ADVISED, 'own'),
    '## Each program\n\nThe three gates together: red on unchanged, and the slowed function named.',
    programs(cells),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What was missed, a line each. */
export function missedMusts(cells: readonly Cell[]): readonly string[] {
  return ADVISED.flatMap((scenario) =>
    MUSTS.flatMap((must) => {
      const of = must.work === 'unchanged' ? 'red' : 'named';
      const { all, worst } = rateOf(cells, { scenario, work: must.work, side: must.side }, of, 'own', ANY_RECOMMENDED);
      const isMet = must.work === 'double' ? all >= must.least : all <= must.most && worst <= must.worst;
      const what = `${scenario}, ${must.work}, ${must.side} a side`;
      return isMet ? [] : [`missed: ${what}: ${all.toFixed(1)} % (worst program ${worst.toFixed(0)} %)`];
    }),
  );
}

function table(
  cells: readonly Cell[],
  gates: readonly string[],
  work: Work,
  of: 'red' | 'named',
  scenarios: readonly Scenario[],
  scope: Scope,
): string {
  const columns = scenarios.flatMap((scenario) => SIDES.map((side) => ({ scenario, side })));
  const heading = ['gate', ...columns.map(({ scenario, side }) => `${SCENARIO_WORDS[scenario]}, ${side} a side`)];
  const rows = gates.map((gate) => [
    RECOMMENDED.some((text) => text === gate) || gate.includes('>') ? `\`${gate}\`` : gate,
    ...columns.map((pick) => rateText(rateOf(cells, { ...pick, work }, of, scope, gate))),
  ]);
  return markdown(heading, rows);
}

function programs(cells: readonly Cell[]): string {
  const columns = ADVISED.flatMap((scenario) => SIDES.map((side) => ({ scenario, side })));
  const heading = ['program', ...columns.map(({ scenario, side }) => `${SCENARIO_WORDS[scenario]}, ${side} a side`)];
  const rows = PROGRAMS.map((program) => {
    const own = cells.filter((cell) => cell.program === program);
    const rate = (pick: (typeof columns)[number], work: Work, of: 'red' | 'named'): string =>
      rateOf(own, { ...pick, work }, of, 'own', ANY_RECOMMENDED).all.toFixed(0);
    return [
      `\`${program}\``,
      ...columns.map((pick) => `${rate(pick, 'unchanged', 'red')} / ${rate(pick, 'double', 'named')}`),
    ];
  });
  return markdown(heading, rows);
}

function rateText({ all, worst }: { readonly all: number; readonly worst: number }): string {
  return `${all.toFixed(1)} (${worst.toFixed(0)})`;
}

function markdown(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = line(heading.map((_, at) => (at === 0 ? ':--' : '--:')));
  return [line(heading), rule, ...rows.map(line)].join('\n');
}

/** No machine is idle: what it did beside is in the load, and shows in how the runs of one program differ. */
function loads(runs: readonly LoggedRun[], python: string): string {
  const count = WORKS.map(({ name, runs: each }) => `${each} of ${name}`).join(', ');
  const rows = PROGRAMS.map((program) => [
    `\`${program}\``,
    ...CONDITIONS.flatMap((condition) => {
      const own = runs.filter((run) => run.program === program && run.condition === condition);
      const seconds = own.filter(({ work }) => work === 'unchanged').map((run) => run.seconds);
      const load = own.map((run) => run.load);
      return [`${quantile(seconds, 0.5).toFixed(2)} (${spread(seconds)})`, range(load)];
    }),
  ]);
  const heading = ['program', 'seconds alone', 'load', 'seconds with neighbours', 'load'];
  return [
    `${python}, ${cpus().length} cores. For each program and condition runs ${count}, all in turn in an order of chance.`,
    'Seconds of a whole run under cProfile: the median (coefficient of variation). Load: the least, median and greatest average of a minute when a run began.',
    '',
    markdown(heading, rows),
  ].join('\n');
}

function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return `${((100 * Math.sqrt(variance)) / mean).toFixed(0)} %`;
}

function range(values: readonly number[]): string {
  return [0, 0.5, 1].map((part) => quantile(values, part).toFixed(1)).join(', ');
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
}
