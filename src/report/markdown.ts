import { formatCount } from '../profile/count-column.ts';
import { standardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import type { ReportRow, ReportView } from '../views/report-view.ts';
import { codeText } from './markdown-text.ts';

const HEADINGS = {
  traced: ['ncalls', 'tottime', 'percall', 'cumtime', 'percall', 'self', 'total', 'function'],
  sampled: ['nsamples', 'tottime', 'persample', 'cumtime', 'persample', 'self', 'total', 'function'],
} as const;

/** A report as Markdown (GitHub's tables). `names`: the files, as the user called them. */
export function renderMarkdownReport(view: ReportView, names: readonly string[]): string {
  const sections = [`# Profile of ${names.map(codeText).join(', ')}`, summary(view), notes(view), hotFunctions(view)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summary({ kind, functions, totals }: ReportView): string {
  const calls = formatCount(totals.ncalls);
  const primitive = formatCount(totals.primitiveCalls);
  const isTraced = kind === 'traced';
  return [
    `- ${isTraced ? 'Total time' : 'Sampled time'}: ${formatFixed3(totals.tottime)} s`,
    `- Functions: ${functions}`,
    isTraced ? `- Calls: ${calls}${calls === primitive ? '' : ` (${primitive} primitive)`}` : `- Samples: ${primitive}`,
    ...(isTraced ? [] : ['- Kind: sampled; the counts are samples, not calls']),
  ].join('\n');
}

function notes({ notes }: ReportView): string {
  return notes.map((note) => `> Note: ${note.text}.`).join('\n>\n');
}

function hotFunctions(view: ReportView): string {
  const order = view.orderedBy === null ? 'in the order of the dump' : `by ${view.orderedBy}`;
  const table = [
    row(HEADINGS[view.kind]),
    '| --: | --: | --: | --: | --: | --: | --: | :-- |',
    ...view.rows.map((item) => functionRow(view.table, item)),
  ];
  return [`## Functions ${order}`, table.join('\n'), remainder(view)].filter((part) => part !== '').join('\n\n');
}

function functionRow(table: ProfileTable, { row: at, numbers, selfShare, totalShare }: ReportRow): string {
  const { ncalls, primitiveCalls, tottime, tottimePerCall, cumtime, cumtimePerCall } = numbers;
  return row([
    primitiveCalls === null ? ncalls : `${ncalls}/${primitiveCalls}`,
    ...[tottime, tottimePerCall, cumtime, cumtimePerCall].map(seconds),
    percent(selfShare),
    percent(totalShare),
    codeText(standardName(table, at)),
  ]);
}

function remainder({ hidden, table }: ReportView): string {
  if (hidden.functions === 0) return '';
  const time = `${formatFixed3(hidden.tottime)} s of their own`;
  return `${plural(hidden.functions, 'more function')} of ${table.length} with ${time} (\`--top ${table.length}\` lists all).`;
}

function seconds(value: Seconds | null): string {
  return value === null ? '' : formatFixed3(value);
}

/** Above the whole: a function that several threads or a recursion counted more than once. */
function percent(share: number | null): string {
  if (share === null) return '';
  return share > 1.0005 ? '>100 %' : `${(share * 100).toFixed(1)} %`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
