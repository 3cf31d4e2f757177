import { functionKey } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import { isOwn } from '../../select/whose-code.ts';
import { OUTSIDE } from '../../source/source-files.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { rankRows } from '../../views/report-view.ts';
import type { SourceView } from '../../views/source-view.ts';
import { type Block, type Document, heading } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import { code, type Phrase, quoting } from '../phrase.ts';
import type { Report } from '../report.ts';
import { functionName } from '../short-name.ts';
import { sourceJson } from '../source-json.ts';
import { sourceLines } from '../source-text.ts';
import { percentText, timeWithUnit } from '../time-unit.ts';

/** At most this many functions are shown, with at most this many lines of each: those around the costliest. */
const MOST_FUNCTIONS = 5;
const MOST_LINES = 60;

/** At most this many functions are looked at, since finding sources takes time. */
const MOST_LOOKED_AT = 60;

const HOW_TO_READ: Phrase = [
  'The numbers before a line are of what it calls: time, and how many calls. ',
  code('~'),
  ' marks lines that share calls. They are inferred, since cProfile has no lines; the own time of a function cannot be attributed to a line.',
];

/** The source of the user's own hot functions, with the time of what each line calls. */
export function sourceSection(report: Report): Document {
  const { views, outside } = hotViews(report, Math.min(MOST_FUNCTIONS, report.top));
  if (views.length + outside === 0) return [];
  return [
    heading('Source of the hot functions'),
    { kind: 'sentences', phrases: [...(views.length === 0 ? [] : [HOW_TO_READ]), ...outsideSentence(outside)] },
    ...views.map((view) => fold(report, view)),
  ];
}

function outsideSentence(outside: number): readonly Phrase[] {
  if (outside === 0) return [];
  const what = `The source of ${plural(outside, 'hot function')}`;
  return [[`${what} is left out, since it is ${OUTSIDE}: `, code('--sources any'), ' includes it.']];
}

/** Every line of them; null where sources are not looked for. */
export function sourceData(report: Report): JsonValue {
  const { table, sources, top } = report;
  if (sources === null) return null;
  const { views } = hotViews(report, Number.isFinite(top) ? top : MOST_FUNCTIONS);
  return views.map((view) => sourceJson(table, view));
}

type HotViews = {
  readonly views: readonly SourceView[];
  /** How many functions were passed over because their source may not be read. */
  readonly outside: number;
};

/**
 * Functions of the program itself, which a reader of the report can change. A module's own lines are its definitions.
 */
function hotViews({ table, sources }: Report, most: number): HotViews {
  if (sources === null) return { views: [], outside: 0 };
  const sort = resolveSortOrder(['cumulative']);
  const { rows } = rankRows(table, { sort, reverse: false, top: Math.max(most, MOST_LOOKED_AT) });
  const views: SourceView[] = [];
  let outside = 0;
  for (const row of rows) {
    if (views.length === most) break;
    if (!isOwnFunction(table, row)) continue;
    const view = sources(row);
    if (view.kind === 'found') views.push(view);
    else if (view.isOutside === true) outside++;
  }
  return { views, outside };
}

function isOwnFunction(table: ProfileTable, row: number): boolean {
  return isOwn(table, row) && table.strings.text(functionKey(table, row).name) !== '<module>';
}

function fold(report: Report, view: SourceView): Block {
  const { table, unit } = report;
  const cumtime = table.cumtime[view.row] ?? 0;
  const share = percentText(shareOf(cumtime, table.totals.tottime));
  const times = [
    `${timeWithUnit(cumtime, unit)}${share === '' ? '' : ` (${share})`}`,
    `${timeWithUnit(view.ownTime, unit)} of it its own`,
  ];
  const shown = aroundHottest(view);
  const left = view.lines.length - shown.length;
  return {
    kind: 'fold',
    title: [code(functionName(report, view.row)), `: ${times.join(', ')}`],
    blocks: [
      { kind: 'notes', phrases: view.notes.map((note) => [quoting(note)]) },
      { kind: 'code', language: 'text', lines: sourceLines({ ...view, lines: shown }, unit, { hasColor: false }) },
      { kind: 'list', items: sharedCalls(report, view) },
      { kind: 'sentences', phrases: left === 0 ? [] : [[`${left} more lines of it are not shown.`]] },
    ],
  };
}

/** At most this many of the calls that several lines share are listed. */
const MOST_SHARED = 3;

function sharedCalls(report: Report, { lines }: SourceView): readonly Phrase[] {
  const calls = [...new Set(lines.flatMap(({ cost }) => cost?.shared ?? []))];
  return calls
    .sort((a, b) => (b.cumtime ?? 0) - (a.cumtime ?? 0))
    .slice(0, MOST_SHARED)
    .map((call) => {
      const time = call.cumtime === null ? '' : `, ${timeWithUnit(call.cumtime, report.unit)} together`;
      const name = code(functionName(report, call.callee));
      return [name, `: shared by ${call.lines.length} lines (${call.lines.join(', ')})${time}.`];
    });
}

function aroundHottest({ lines, hottest }: SourceView): SourceView['lines'] {
  const from = Math.max(0, Math.min(hottest - (MOST_LINES >> 1), lines.length - MOST_LINES));
  return lines.slice(from, from + MOST_LINES);
}
