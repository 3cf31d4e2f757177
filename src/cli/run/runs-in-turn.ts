import { constants } from 'node:os';
import { join } from 'node:path';
import type { HeldSignals } from '../../run/hold-signals.ts';
import { exitStatusOf } from '../../run/run-child.ts';
import { FEWEST_PAIRS } from '../../views/paired-ratio.ts';
import type { Context } from '../context.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { ProgramEnd } from '../program-end.ts';
import { type Facts, withFacts } from './facts-file.ts';
import type { RunSide, RunSides } from './other-side.ts';
import { howEnded, type RunTarget, startPython } from './record-program.ts';

/** What a run before and one after took. */
export type FactsPair = { readonly before: Facts; readonly after: Facts };

const DEFAULT_RUNS = 10;

/** If the number of runs is not given, no pair begins later than this, once there are enough to tell a difference. */
const MOST_SECONDS = 300;

/**
 * Runs the program without the profiler, once in each place and then again, so that both have what the machine does in
 * that minute. The one that goes first changes from pair to pair.
 *
 * @param runs how many each; null for as many as there is time for
 * @param status how a run ends that counts
 * @throws ProgramEnd where a signal ended it
 */
export async function runInTurn(
  program: RunTarget,
  { before, after }: RunSides,
  { runs, status }: { readonly runs: number | null; readonly status: number },
  signals: HeldSignals,
  context: Context,
): Promise<readonly FactsPair[]> {
  const pairs: FactsPair[] = [];
  const progress = progressOn(context);
  const begin = performance.now();
  const isLate = (): boolean => runs === null && performance.now() - begin > MOST_SECONDS * 1000;
  for (let pair = 0; pair < (runs ?? DEFAULT_RUNS) && !(pair >= FEWEST_PAIRS && isLate()); pair++) {
    const first = await measure(program, pair % 2 === 0 ? before : after, status, signals, context);
    const second = await measure(program, pair % 2 === 0 ? after : before, status, signals, context);
    if (first !== null && second !== null)
      pairs.push(pair % 2 === 0 ? { before: first, after: second } : { before: second, after: first });
    progress.report('running in turn', (pair + 1) / (runs ?? DEFAULT_RUNS));
  }
  progress.end();
  if (runs === null && isLate() && pairs.length < DEFAULT_RUNS)
    reportNote(
      `stopped after ${MOST_SECONDS / 60} minutes with ${pairs.length} runs each; --repeat sets how many there are`,
      context,
    );
  return pairs;
}

/** @throws ProgramEnd as a shell says it, after a signal */
export function refuseSignal(signals: HeldSignals): void {
  const signal = signals.came();
  if (signal !== null) throw new ProgramEnd(128 + constants.signals[signal]);
}

/**
 * Null where it did not end as it should.
 *
 * @throws ProgramEnd where a signal ended it
 */
async function measure(
  { python, kind, target, args }: RunTarget,
  { folder, where }: RunSide,
  status: number,
  signals: HeldSignals,
  context: Context,
): Promise<Facts | null> {
  const measurer = join(context.packageFolder, 'bin', 'measure_program.py');
  return withFacts(async (path, read) => {
    const program = [python, ...(kind === 'module' ? ['-m'] : []), target, ...args];
    const ended = await startPython(python, ['-I', '-S', measurer, path, ...program], context, {
      folder,
      streams: 'silent',
    });
    refuseSignal(signals);
    const facts = exitStatusOf(ended) === status ? read() : null;
    if (facts === null)
      reportNote(`a run ${where} is not counted: it ended ${howEnded(ended)}, not with status ${status}`, context);
    return facts;
  });
}
