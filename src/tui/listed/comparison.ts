import { rowStandardName } from '../../profile/function-name.ts';
import { KIND_WORDS } from '../../report/diff-words.ts';
import { type ListedTable, NUMBER_COLUMNS, numberCells } from '../../report/list-markdown.ts';
import { codeCell, type Heading } from '../../report/markdown-text.ts';
import { signedCount, signedTime } from '../../report/time-unit.ts';
import type { FunctionChange } from '../../views/function-change.ts';
import { lineNumbers } from '../../views/line-numbers.ts';
import type { ComparisonScreen } from '../state/comparison-screen.ts';
import { comparisonList, placeOfChange } from '../state/reduce-comparison.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { MOST_LINES } from './most-lines.ts';

/** Every number has its change behind it; whole functions that came or went are said so in a column. */
const COLUMNS: readonly Heading[] = [
  ...NUMBER_COLUMNS.slice(0, 3).flatMap((column): readonly Heading[] => [column, { title: 'change', align: 'right' }]),
  { title: '', align: 'left' },
  { title: 'function', align: 'left' },
];

/** What changed since the baseline, in the columns of the screen; of a function that is gone, what it was. */
export function comparisonTable(state: ViewerState, screen: ComparisonScreen): readonly ListedTable[] {
  const changes = comparisonList(state, screen);
  return [
    {
      heading: `Changes since the baseline by change of ${screen.sort}${screen.isReversed ? ', reversed' : ''}`,
      columns: COLUMNS,
      rows: changes.slice(0, MOST_LINES).map((change) => cells(state, change)),
      total: changes.length,
    },
  ];
}

function cells(state: ViewerState, change: FunctionChange): readonly string[] {
  const { table, row } = placeOfChange(state, change);
  const [calls = '', tottime = '', cumtime = ''] = numberCells({ numbers: lineNumbers(table, row, true), share: null });
  const { ncalls, tottime: own, cumtime: all } = change;
  return [
    ...[calls, signedCount(ncalls.delta), tottime, signedTime(own.delta, 's'), cumtime, signedTime(all.delta, 's')],
    KIND_WORDS[change.kind],
    codeCell(rowStandardName(table, row)),
  ];
}
