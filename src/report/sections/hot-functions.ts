import { plural } from '../../profile/notes.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import { type HotChain, rankChains } from '../../views/hot-chains.ts';
import { shareOf } from '../../views/line-numbers.ts';
import {
  type RankedFunction,
  type RankedFunctions,
  type RankOptions,
  rankFunctions,
  rankRows,
} from '../../views/report-view.ts';
import { type Document, type Heading, heading, left, right, type TableRow } from '../document.ts';
import { countJson } from '../function-json.ts';
import { functionsJson } from '../functions-json.ts';
import type { JsonValue } from '../json-text.ts';
import { code, type Phrase } from '../phrase.ts';
import type { Report } from '../report.ts';
import { shareCell } from '../share-bar.ts';
import { functionName } from '../short-name.ts';
import { callsText, countedCalls, percentText, timeOrBlank, timePerCall, timeWithUnit } from '../time-unit.ts';

type Shown = 'cumtime' | 'tottime';

/** One list where it has every function; else, as in the Markdown, the two lists of hot functions. */
export function hotFunctionsData({ table, sort, top }: Report): JsonValue {
  const keys = top < table.length ? ['cumulative', 'tottime'] : ['cumulative'];
  const orders = sort === null ? keys.map((key) => ({ order: resolveSortOrder([key]), reverse: false })) : [sort];
  return orders.map(({ order, reverse }) => {
    const { orderedBy, rows, hidden } = rankRows(table, { sort: order, reverse, top });
    return {
      orderedBy,
      rows: functionsJson(table, rows),
      hidden: { functions: hidden.functions, calls: countJson(hidden.ncalls), tottime: hidden.tottime },
    };
  });
}

/** The hot functions by cumtime and by tottime, or in the one order that was asked for. */
export function hotFunctionsSection(report: Report): Document {
  const { sort } = report;
  if (sort === null) {
    return [...chainList(report), ...hotList(report, 'tottime', 'tottime')];
  }
  const first = sort.order?.fields[0]?.column;
  const shown = first === 'tottime' || first === 'tottimePerCall' ? 'tottime' : 'cumtime';
  const ranked = rankFunctions(report.table, { sort: sort.order, reverse: sort.reverse, top: report.top });
  const order = ranked.orderedBy === null ? 'in the order of the dump' : `by ${ranked.orderedBy}`;
  return listBlocks(report, `Functions ${order}`, shown, ranked);
}

const TITLES: Readonly<Record<Shown, string>> = {
  cumtime: 'Hot functions by cumtime (with all that they call)',
  tottime: 'Hot functions by tottime (in themselves)',
};

/** By cumtime, whole pages are functions that only call the next one: each such chain is one row. */
function chainList(report: Report): Document {
  return listBlocks(report, TITLES.cumtime, 'cumtime', rankChains(report.table, report.top));
}

function hotList(report: Report, shown: Shown, key: string): Document {
  const options: RankOptions = { sort: resolveSortOrder([key]), reverse: false, top: report.top };
  return listBlocks(report, TITLES[shown], shown, rankFunctions(report.table, options));
}

type Listed = Pick<RankedFunctions, 'hidden'> & {
  readonly rows: readonly (RankedFunction & Partial<Pick<HotChain, 'end' | 'machinery'>>)[];
};

function listBlocks(report: Report, title: string, shown: Shown, ranked: Listed): Document {
  return [
    heading(title),
    {
      kind: 'table',
      headings: headings(report, shown),
      rows: ranked.rows.map((row) => cells(report, shown, row)),
      rest: hiddenWords(report, ranked),
    },
  ];
}

/** The time that the list is about comes first, with its share. */
function headings({ table, unit }: Report, shown: Shown): readonly Heading[] {
  const isTraced = table.kind === 'traced';
  const other = shown === 'cumtime' ? 'tottime' : 'cumtime';
  return [
    right(`${shown} (${unit})`),
    left('of total'),
    right(`${other} (${unit})`),
    right(isTraced ? 'calls' : 'samples'),
    right(`${shown} per ${isTraced ? 'call' : 'sample'}`),
    left('function'),
  ];
}

function cells(
  report: Report,
  shown: Shown,
  { row, numbers, selfShare, totalShare, end, machinery = 0 }: Listed['rows'][number],
): TableRow {
  const { unit } = report;
  const { ncalls, primitiveCalls } = numbers;
  const share = shown === 'cumtime' ? totalShare : selfShare;
  const perCall = shown === 'cumtime' ? numbers.cumtimePerCall : numbers.tottimePerCall;
  return [
    timeOrBlank(numbers[shown], unit),
    shareCell(share),
    timeOrBlank(numbers[shown === 'cumtime' ? 'tottime' : 'cumtime'], unit),
    callsText(ncalls, primitiveCalls),
    timePerCall(perCall),
    [code(functionName(report, row)), ...endPhrase(report, end ?? null), machineryText(machinery)],
  ];
}

/** ` -> 12 more -> b (65.4 %)`: the share is that of the last one. */
function endPhrase(report: Report, end: HotChain['end']): Phrase {
  if (end === null) return [];
  const share = percentText(shareOf(end.seconds, report.table.totals.tottime));
  return [` -> ${end.between} more -> `, code(functionName(report, end.row)), share === '' ? '' : ` (${share})`];
}

function machineryText(others: number): string {
  return others === 0 ? '' : ` and ${others} more of the import machinery`;
}

function hiddenWords({ table, unit }: Report, { hidden }: Listed): string {
  if (hidden.functions === 0) return '';
  const what = `${plural(hidden.functions, 'more function')} of ${table.length}`;
  return `${what}: ${timeWithUnit(hidden.tottime, unit)} of tottime, ${countedCalls(table.kind, hidden.ncalls)} together`;
}
