import { describe, expect, test } from 'vitest';
import type { Estimates } from '../../src/report/list-markdown.ts';
import { type ColumnId, FUNCTION_COLUMNS, type FunctionCells } from '../../src/tui/function-columns.ts';
import { makeTheme } from '../../src/tui/theme.ts';
import { changeOf, type FunctionChange } from '../../src/views/function-change.ts';

const CHANGE: FunctionChange = {
  beforeRow: 0,
  afterRow: 0,
  kind: 'changed',
  tottime: changeOf(1, 2),
  cumtime: changeOf(3, 4),
  ncalls: changeOf(5, 6),
  tottimePerCall: changeOf(1, 2),
  cumtimePerCall: changeOf(1, 2),
  isNoise: { tottime: false, cumtime: false, ncalls: false, tottimePerCall: false, cumtimePerCall: false },
};

const NUMBERS: FunctionCells['numbers'] = {
  ncalls: '6',
  primitiveCalls: null,
  tottime: 2,
  tottimePerCall: 0.33,
  cumtime: 4,
  cumtimePerCall: 0.66,
};

const rowWith = (estimates: Estimates): FunctionCells => ({
  numbers: NUMBERS,
  share: 0.25,
  estimates,
  change: CHANGE,
  before: NUMBERS,
  memory: { size: 2048, blocks: 7 },
});

/** Why a column has no `~`, however much of its row is an estimate. A column that is not named here has to have it. */
const WITHOUT_MARK: Partial<Record<ColumnId, string>> = {
  ncallsBefore: 'nothing is hidden in a comparison',
  tottimeBefore: 'nothing is hidden in a comparison',
  cumtimeBefore: 'nothing is hidden in a comparison',
  ncallsChange: 'counted in both profiles, whatever is hidden',
  tottimeChange: 'not shown while functions are hidden',
  cumtimeChange: 'measured in both profiles, whatever is hidden',
  memory: 'the snapshot has it',
  memoryBlocks: 'the snapshot has it',
  percent: 'repeats the time beside it, which has the mark',
  bar: 'repeats the time beside it, which has the mark',
};

describe('a column of functions', () => {
  const { glyphs } = makeTheme({ color: false, ascii: true });

  test.each(FUNCTION_COLUMNS)('$id marks what is an estimate, or is made of one', ({ id, cell }) => {
    const [exact, estimate] = (['none', 'all'] as const).map((estimates) =>
      cell(rowWith(estimates), 12, { units: 'adapting', glyphs }),
    );
    expect(exact).toMatch(/[^~]/);
    expect(estimate).toBe(id in WITHOUT_MARK ? exact : `~${exact}`);
  });

  test('that is divided out of an estimate is one, whatever the other time is', () => {
    const perCalls = FUNCTION_COLUMNS.filter(({ id }) => id === 'tottimePerCall' || id === 'cumtimePerCall');
    const cells = perCalls.map(({ cell }) => cell(rowWith('tottime'), 12, { units: 'adapting', glyphs }));
    expect(cells).toEqual(['~330 ms', '660 ms']);
  });
});
