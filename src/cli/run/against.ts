import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { type AgainstReport, againstDocument, QUANTITIES, type Quantity } from '../../report/against-document.ts';
import { documentText } from '../../report/document-text.ts';
import { type HeldSignals, holdSignals } from '../../run/hold-signals.ts';
import { FEWEST_PAIRS, type Pair, type PairedRatio, pairedRatio } from '../../views/paired-ratio.ts';
import { type ChildPlace, type Context, print } from '../context.ts';
import { reportNote } from '../output/report-notes.ts';
import { ProgramEnd } from '../program-end.ts';
import { type AgainstGate, judgeAgainst } from './against-gate.ts';
import { askProgram } from './ask-program.ts';
import { openSides, type RunSide, type RunSides } from './other-side.ts';
import { besideProfile, refuseUnwritable, withPlace } from './profile-place.ts';
import { howEnded, type Recorded, type RunTarget, recordProgram } from './record-program.ts';
import { refuseInputFile } from './repeat-runs.ts';
import { reportLeaks } from './report-leaks.ts';
import { type FactsPair, refuseSignal, runInTurn } from './runs-in-turn.ts';

export type AgainstOptions = {
  /** A revision or a folder. */
  readonly against: string;
  /** How many runs each; null for as many as there is time for. */
  readonly runs: number | null;
  readonly output: string | undefined;
  readonly fullPaths: boolean;
  readonly failOn: readonly AgainstGate[];
};

/**
 * Runs the program in two places in turn and says what it took in each, then compares its functions.
 *
 * @returns its exit status
 */
export async function runAgainst(program: RunTarget, options: AgainstOptions, context: Context): Promise<number> {
  refuseInputFile('--against');
  if (options.runs !== null && options.runs < FEWEST_PAIRS)
    reportNote(
      `${plural(options.runs, 'run')} on each side cannot show a difference; it takes at least ${FEWEST_PAIRS}`,
      context,
    );
  const signals = holdSignals();
  try {
    const sides = openSides(options.against);
    try {
      const sameProgram = located(program, sides);
      await setImmediate(); // a signal that came while git was asked is heard in the next turn
      refuseSignal(signals);
      return await withPlace(options.output, program.target, (after) => {
        const profiles = profilesBeside(after, options, program);
        return compareSides(sameProgram, { sides, profiles, options }, signals, context);
      });
    } finally {
      sides.remove();
    }
  } finally {
    signals.release();
  }
}

/** The same words in both places, with the Python itself in place of a launcher such as pyenv's. */
function located(program: RunTarget, { before, after }: RunSides): RunTarget {
  const python = askProgram(program.python, ['-c', 'import sys; print(sys.executable)']).said || program.python;
  if (program.kind === 'module') return { ...program, python };
  const target = isAbsolute(program.target) ? relative(after.folder, program.target) : program.target;
  if (isAbsolute(program.target) && !program.target.startsWith(after.root + sep))
    throw new UsageError('usage', `${program.target} is not below ${after.root}: both sides would run the same file`);
  if (existsSync(join(after.folder, target)) && !existsSync(join(before.folder, target)))
    throw new UsageError('usage', `${target} is not there in ${before.name}`);
  return { ...program, python, target };
}

type Comparison = { readonly sides: RunSides; readonly profiles: SideProfiles; readonly options: AgainstOptions };

async function compareSides(
  program: RunTarget,
  { sides, profiles: { before, after }, options }: Comparison,
  signals: HeldSignals,
  context: Context,
): Promise<number> {
  // the first runs also fill the caches of both
  const here = await recordSide(program, after, sides.after, 'no-input', context);
  refuseSignal(signals);
  const there = await recordSide(program, before, sides.before, 'no-output', context);
  refuseSignal(signals);
  refuseDifferentEnds(here, there, sides, context);
  await reportLeaks(before, sides, context);
  const pairs = await runInTurn(program, sides, { runs: options.runs, status: here.status }, signals, context);
  const ratios = ratiosOf(pairs);
  const names = { before: sides.before.name, after: sides.after.name };
  print(context.stdout, documentText(againstDocument({ names, ratios }), Number.POSITIVE_INFINITY));
  print(context.stdout, '\nFunction by function, one run each under the profiler:\n\n');
  const moved = [{ from: sides.before.root, to: sides.after.root }];
  const { printComparison } = await import('../output/compare-baseline.ts');
  await printComparison(before, [after], { fullPaths: options.fullPaths, force: true, moved }, context);
  reportNote(`the profiles are ${before} and ${after}`, context);
  judgeAgainst(options.failOn, ratios);
  return here.status;
}

type SideProfiles = { readonly before: string; readonly after: string };

/** @throws UsageError, FileError where they cannot be written */
function profilesBeside(after: string, { output }: AgainstOptions, { target }: RunTarget): SideProfiles {
  const before = besideProfile(after, '.before.prof');
  if (output !== undefined) for (const path of [after, before]) refuseUnwritable(path, [target]);
  return { after, before };
}

async function recordSide(
  program: RunTarget,
  calls: string,
  { folder, where }: RunSide,
  streams: NonNullable<ChildPlace['streams']>,
  context: Context,
): Promise<Recorded> {
  try {
    return await recordProgram(program, { calls: resolve(calls) }, context, { folder, streams });
  } catch (error) {
    if (error instanceof ProgramEnd) reportNote(`the run without a profile was the one ${where}`, context);
    throw error;
  }
}

/** @throws ProgramEnd where the two did different things */
function refuseDifferentEnds(here: Recorded, there: Recorded, { before, missing }: RunSides, context: Context): void {
  if (here.status === there.status) {
    if (here.status !== 0)
      reportNote(`the program ends with status ${here.status} in both places; it has no standard input`, context);
    return;
  }
  const ends = `${howEnded(there.ended)} in ${before.name} and ${howEnded(here.ended)} here`;
  const sentences = [`the program ended ${ends}, so there is nothing to compare.`, ...missing];
  print(context.stderr, `pyprof-view: ${sentences.join(' ')}\n`);
  throw new ProgramEnd(here.status === 0 ? there.status : here.status);
}

/**
 * One program in two folders has peaks that differ by 0.2 MiB (Python 3.13, 14 MiB, 5 runs in each of three folders): the
 * length of paths alone moves what lies where. An arena of Python is 1 MiB.
 */
const TINY: Readonly<Record<Quantity, number>> = { wall: 0, cpu: 0, memory: 2 ** 20 };

/** Windows tells the wall time alone. */
function ratiosOf(pairs: readonly FactsPair[]): AgainstReport['ratios'] {
  const ratios = QUANTITIES.map((quantity): [Quantity, PairedRatio | undefined] => {
    const numbers = pairs.map(({ before, after }) => ({ before: before[quantity], after: after[quantity] }));
    return [quantity, numbers.every(isPair) ? pairedRatio(numbers, TINY[quantity]) : undefined];
  });
  return Object.fromEntries(ratios);
}

function isPair(numbers: { readonly before: number | undefined; readonly after: number | undefined }): numbers is Pair {
  return numbers.before !== undefined && numbers.after !== undefined;
}
