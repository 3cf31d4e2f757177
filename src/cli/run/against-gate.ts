import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { type AgainstReport, changeText, QUANTITIES, type Quantity } from '../../report/against-document.ts';
import { GateError } from '../gate-error.ts';
import type { Word } from '../program-option.ts';

/** `wall>5%`: that the program takes more than so much more, and surely so. */
export type AgainstGate = { readonly text: string; readonly quantity: Quantity; readonly limit: number };

/** The beginnings of gates, for the help. */
export const AGAINST_GATE_WORDS: readonly Word[] = [
  { word: 'wall', meaning: 'the time that one waits for the program' },
  { word: 'cpu', meaning: 'the CPU time of it and of the processes that it waited for' },
  { word: 'memory', meaning: 'the most memory that any one of these processes had' },
];

export function parseAgainstGate(text: string): AgainstGate {
  const [, name, percent] = /^(\w+)>(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const quantity = QUANTITIES.find((known) => known === name);
  if (quantity === undefined)
    throw new InvalidArgumentError(`It is not ${QUANTITIES.join(', ')} and a limit, as wall>5%.`);
  return { text, quantity, limit: Number(percent) / 100 };
}

/**
 * A gate fails where all of the range is above its limit: what chance can explain fails nothing.
 *
 * @throws GateError, and UsageError where too little was measured to tell
 */
export function judgeAgainst(gates: readonly AgainstGate[], ratios: AgainstReport['ratios']): void {
  for (const { text, quantity, limit } of gates) {
    const measured = ratios[quantity];
    if (measured?.ratio == null) {
      const why = measured === undefined ? 'this system does not tell it' : changeText(quantity, measured);
      throw new UsageError('usage', `${text} is not decided: ${why}`);
    }
    if (measured.ratio.low > 1 + limit)
      throw new GateError(`${text} does not hold: ${changeText(quantity, measured)}.`);
  }
}
