import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { Random } from '../random.ts';
import { CONDITIONS, type Condition, DUMPS, dumpPath, PROGRAMS, type Program, WORKS, type Work } from './programs.ts';

/** Where each run's line stands: what was beside it, and the machine's load when it began. */
export const LOG = `${DUMPS}/runs.jsonl`;

export type LoggedRun = {
  readonly program: Program;
  readonly condition: Condition;
  readonly work: Work;
  readonly run: number;
  readonly neighbours: number;
  /** The average of the last minute, with our own runs. */
  readonly load: number;
  readonly seconds: number;
};

type Plan = Pick<LoggedRun, 'program' | 'condition' | 'work' | 'run' | 'neighbours'> & { readonly factor: number };

/** Ends by itself, whatever becomes of us. */
const SPIN = 'const end = Date.now() + 60000; while (Date.now() < end);';

/**
 * Makes the dumps that are missing. All programs, conditions and amounts of work take turns, in an order of chance in
 * each round, so that an hour in which others use the machine falls on all of them.
 *
 * @throws Error where a program fails
 */
export async function collect(python: string, seed: number): Promise<void> {
  for (const program of PROGRAMS) mkdirSync(`${DUMPS}/${program}`, { recursive: true });
  for (const plan of inTurn(seed)) {
    const path = dumpPath(plan.program, plan.condition, plan.work, plan.run);
    if (!existsSync(path)) await runOnce(python, plan, path);
  }
}

function inTurn(seed: number): readonly Plan[] {
  const random = new Random(seed);
  const rounds = Math.max(...WORKS.map(({ runs }) => runs));
  return Array.from({ length: rounds }, (_, run) => shuffled(roundOf(run, random), random)).flat();
}

function roundOf(run: number, random: Random): Plan[] {
  const works = WORKS.filter(({ runs }) => run < runs);
  return PROGRAMS.flatMap((program) =>
    CONDITIONS.flatMap((condition) =>
      works.map(({ name, factor }) => {
        const neighbours = condition === 'busy' && random.next() < 0.5 ? 1 + random.below(2) : 0;
        return { program, condition, work: name, run, factor, neighbours };
      }),
    ),
  );
}

function shuffled(plans: readonly Plan[], random: Random): readonly Plan[] {
  return Array.from(random.shuffle(Int32Array.from(plans, (_, at) => at)), (at) => plans[at]!);
}

async function runOnce(python: string, plan: Plan, path: string): Promise<void> {
  const neighbours = Array.from({ length: plan.neighbours }, () => spawn(process.execPath, ['-e', SPIN]));
  if (neighbours.length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const load = loadavg()[0]!;
  const started = performance.now();
  const { status, stderr } = spawnSync(
    python,
    ['-m', 'cProfile', '-o', path, `bench/noise/programs/${plan.program}.py`],
    { encoding: 'utf8', env: { ...process.env, NOISE_WORK: String(plan.factor), PYTHONDONTWRITEBYTECODE: '1' } },
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(neighbours.map(end));
  if (status !== 0) throw new Error(`${plan.program}.py failed: ${stderr}`);
  const { factor: _, ...logged } = plan;
  appendFileSync(LOG, `${JSON.stringify({ ...logged, load, seconds } satisfies LoggedRun)}\n`);
}

function end(neighbour: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    neighbour.on('exit', () => resolve());
    neighbour.kill();
  });
}
