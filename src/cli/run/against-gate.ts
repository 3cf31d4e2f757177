import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { type AgainstReport, changeText, QUANTITIES, type Quantity } from '../../report/against-document.ts';
import type { PairedRatio } from '../../views/paired-ratio.ts';
import { GateError } from '../gate-error.ts';
import type { Word } from '../options/program-option.ts';

/** `wall>5%`: that the program takes more than so much more, and surely so. */
export type AgainstGate = { readonly text: string; readonly quantity: Quantity; readonly limit: number };

/** The beginnings of gates, for the help. */
export const AGAINST_GATE_WORDS: readonly Word[] = [
  { word: 'wall', meaning: 'the time from its start to its end' },
  { word: 'cpu', meaning: 'the CPU time of the program and of the processes that it waited for' },
  { word: 'memory', meaning: 'the peak memory of the largest of these processes' },
];

export function parseAgainstGate(text: string): AgainstGate {
  const [, name, percent] = /^(\w+)>(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const quantity = QUANTITIES.find((known) => known === name);
  if (quantity === undefined)
    throw new InvalidArgumentError(
      `It must be one of ${QUANTITIES.join(', ')} with a limit and in quotes, such as 'wall>5%'.`,
    );
  return { text, quantity, limit: Number(percent) / 100 };
}

/**
 * A gate fails where all of the range is above its limit, and the report calls that a difference: what chance can explain
 * fails nothing.
 *
 * @throws GateError, and UsageError where too little was measured to tell
 */
export function judgeAgainst(gates: readonly AgainstGate[], ratios: AgainstReport['ratios']): void {
  const failures = gates.flatMap(({ text, quantity, limit }) => {
    const measured = ratios[quantity];
    if (measured?.ratio == null || !measured.isDifference || measured.ratio.low <= 1 + limit) return [];
    return [`${text} does not hold: ${changeText(quantity, measured)}`];
  });
  if (failures.length > 0) throw new GateError(`${failures.join('; ')}.`);
  for (const { text, quantity } of gates) refuseUndecided(text, quantity, ratios[quantity]);
}

function refuseUndecided(gate: string, quantity: Quantity, measured: PairedRatio | undefined): void {
  if (measured?.ratio != null) return;
  const why = measured === undefined ? 'this system does not report it' : changeText(quantity, measured);
  throw new UsageError('usage', `${gate} is not decided: ${why}`);
}
