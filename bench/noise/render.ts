import type { Cell } from './measure.ts';
export function renderNoise(cells: readonly Cell[]): string {
  return JSON.stringify(
    cells.map((c) => ({ ...c, tally: { n: c.tally.comparisons, red: [...c.tally.red], named: [...c.tally.named] } })),
  );
}
export function missedMusts(_: readonly Cell[]): string[] {
  return [];
}
