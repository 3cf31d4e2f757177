import { UsageError } from '../../errors.ts';
import { changeName, type DiffReport, diffUnit, failureText, undecidedText } from '../../report/diff-words.ts';
import { GateError } from '../gate-error.ts';

/**
 * The output is written by now: what remains is the exit code, and why, for the log.
 *
 * @throws GateError
 */
export function reportFailures(report: DiffReport): void {
  const [worst, ...others] = report.gates.flatMap(({ failures }) => failures);
  if (worst === undefined) return;
  const name = worst.function === null ? 'the whole profile' : changeName(report, worst.function);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new GateError(`${worst.gate.text} does not hold: ${name} ${failureText(worst, diffUnit(report.view))}${more}.`);
}

/**
 * A gate that could not be decided must not look like one that held.
 *
 * @throws UsageError 'gate-undecided'
 */
export function reportUndecided({ gates, view }: DiffReport): void {
  const undecided = gates.filter(({ status }) => status === 'undecided').map(({ gate }) => gate.text);
  if (undecided.length === 0) return;
  const verb = undecided.length === 1 ? 'is' : 'are';
  throw new UsageError('gate-undecided', `${undecided.join(', ')} ${verb} not decided: ${undecidedText(view)}`);
}
