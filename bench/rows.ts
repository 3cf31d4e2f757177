/** A figure; `failed` where it could not be measured; null where nobody asked for it. */
export type Figure = number | 'failed' | null;

/** What must hold: at most so much, or at most so much of what another side takes. Some hold on one line of Nodes only. */
export type Must = { readonly most: number; readonly of?: 'theirs' | 'before'; readonly onNode?: number };

/** One line of the result. */
export type Row = {
  readonly group: string;
  readonly name: string;
  /** The version of the Node that ran ours. */
  readonly node: string;
  readonly unit: string;
  readonly ours: Figure;
  /** An older tree of ours. */
  readonly before: Figure;
  /** pstats, or the tool that the row names. */
  readonly theirs: Figure;
  readonly musts: readonly Must[];
};

/** How far above its must a row may be before `--check` fails: shared machines vary so much. */
const SLACK = 1.3;

type Verdict = 'yes' | 'no' | 'failed';

/** Whether a row holds; null where nothing must. What could not be measured has failed, whatever must hold. */
export function verdictOf(row: Row, slack = 1): Verdict | null {
  if (!isMeasured(row.ours)) return 'failed';
  const verdicts = mustsOf(row).map((must) => verdictOn(row, must, slack));
  if (verdicts.length === 0) return null;
  return verdicts.find((verdict) => verdict !== 'yes') ?? 'yes';
}

/** The musts of a row on its Node, against the sides that were asked for. */
export function mustsOf({ musts, node, ...sides }: Row): readonly Must[] {
  const line = Number.parseInt(node, 10);
  return musts
    .filter(({ onNode }) => onNode === undefined || onNode === line)
    .filter(({ of }) => of === undefined || sides[of] !== null);
}

function verdictOn(row: Row, { most, of }: Must, slack: number): Verdict {
  const ratio = of === undefined ? row.ours : ratioOf(row.ours, row[of]);
  if (!isMeasured(ratio)) return 'failed';
  return ratio <= most * slack ? 'yes' : 'no';
}

/** Null where one of the two was not measured. */
export function ratioOf(ours: Figure, other: Figure): number | null {
  return isMeasured(ours) && isMeasured(other) ? ours / other : null;
}

function isMeasured(figure: Figure): figure is number {
  return typeof figure === 'number' && Number.isFinite(figure);
}

/** A sentence for each row for which `--check` fails. */
export function missedIn(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const verdict = verdictOf(row, SLACK);
    if (verdict === null || verdict === 'yes') return [];
    const what = `${row.group}, ${row.name}, Node ${row.node}`;
    return [verdict === 'failed' ? `could not be measured: ${what}` : `missed by more than 30 %: ${what}`];
  });
}

/** Why `--check` fails: what has not been measured has not been shown to hold. */
export function reasonsToFail(
  rows: readonly Row[],
  others: readonly string[],
  python: string | null,
): readonly string[] {
  const noPython = 'no Python was found to compare with: name one in BENCH_PYTHON';
  return [...missedIn(rows), ...others, ...(python === null ? [noPython] : [])];
}
