import { describe, expect, test } from 'vitest';
import { GateError } from '../../../src/cli/gate-error.ts';
import { judgeAgainst, parseAgainstGate } from '../../../src/cli/run/against-gate.ts';
import type { AgainstReport } from '../../../src/report/against-document.ts';
import { pairedRatio } from '../../../src/views/paired-ratio.ts';

/** What is measured of a program that takes so many times as much in each of several pairs. */
function measured(factor: number, { pairs = 10, tiny = 0 } = {}) {
  return pairedRatio(Array(pairs).fill({ before: 100, after: 100 * factor }), tiny);
}

function judge(gates: readonly string[], ratios: AgainstReport['ratios']): void {
  judgeAgainst(gates.map(parseAgainstGate), ratios);
}

describe('a gate on what a program takes', () => {
  test('holds up to its limit, and fails above', () => {
    expect(() => judge(['wall>10%'], { wall: measured(1.09) })).not.toThrow();
    expect(() => judge(['wall>10%'], { wall: measured(1.2) })).toThrow(GateError);
  });

  test('fails on nothing that the report calls no difference', () => {
    expect(() => judge(['memory>0%'], { memory: measured(1.01, { tiny: 2 }) })).not.toThrow();
    expect(() => judge(['memory>0%'], { memory: measured(1.05, { tiny: 2 }) })).toThrow(
      /^memory>0% does not hold: 5\.0 %/,
    );
  });

  test('is named with each other that fails', () => {
    const ratios = { wall: measured(1.5), cpu: measured(1.5), memory: measured(1) };
    expect(() => judge(['wall>5%', 'memory>5%', 'cpu>5%'], ratios)).toThrow(
      /^wall>5% does not hold: 50 % slower .*; cpu>5% does not hold: 50 % slower .*\.$/,
    );
  });

  test('that nothing decides is an error, unless another fails', () => {
    expect(() => judge(['cpu>5%'], {})).toThrow(/^cpu>5% is not decided: this system does not report it/);
    expect(() => judge(['cpu>5%', 'wall>5%'], { wall: measured(2) })).toThrow(GateError);
    expect(() => judge(['wall>5%'], { wall: measured(2, { pairs: 5 }) })).toThrow(/is not decided: too few runs/);
  });
});
