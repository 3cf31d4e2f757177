import { type Figure, type Must, mustsOf, type Row, ratioOf, verdictOf } from './rows.ts';

/** The rows as a table of Markdown. */
export function tableOf(rows: readonly Row[]): string {
  return [
    '| what | on | Node | ours | before | theirs | unit | ours / before | ours / theirs | must | holds |',
    '| --- | --- | --- | --: | --: | --: | --- | --: | --: | --: | --- |',
    ...rows.map(lineOf),
  ].join('\n');
}

const VERDICTS = { yes: 'yes', no: '**no**', failed: '**failed**' };

function lineOf(row: Row): string {
  const verdict = verdictOf(row);
  const cells = [
    row.group,
    row.name,
    row.node,
    figureText(row.ours, row.unit),
    figureText(row.before, row.unit),
    figureText(row.theirs, row.unit),
    row.unit,
    ratioText(ratioOf(row.ours, row.before)),
    ratioText(ratioOf(row.ours, row.theirs)),
    mustsOf(row).map(mustText).join('; '),
    verdict === null ? '' : VERDICTS[verdict],
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Ratios and powers are small numbers, page faults large ones. */
function figureText(figure: Figure, unit: string): string {
  if (figure === null) return '';
  if (figure === 'failed' || !Number.isFinite(figure)) return 'failed';
  if (unit === 'ms' || unit === 'MiB') return figure.toFixed(1);
  return figure.toFixed(unit === 'faults' ? 0 : 2);
}

function mustText({ most, of }: Must): string {
  if (of === undefined) return `${most}`;
  return of === 'before' ? `${ratioText(most)} of before` : ratioText(most);
}

function ratioText(ratio: number | null): string {
  if (ratio === null) return '';
  return ratio < 0.2 ? `1/${(1 / ratio).toFixed(1)}` : ratio.toFixed(2);
}
