import type { ReactElement } from 'react';
import type { SourceView } from '../../views/source-view.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import { measuredColumns, type SourceLayout, sourceLine } from '../rows/source-line.ts';
import type { FunctionScreen } from '../state/function-screen.ts';
import { hintedLines } from '../state/hint-marks.ts';
import { paneRows, type SourceRegion, sourceBounds, sourceList } from '../state/source-pane.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import type { Theme } from '../theme.ts';
import { Line, Lines } from './line.tsx';

type Props = {
  readonly state: ViewerState;
  readonly screen: FunctionScreen;
  readonly region: SourceRegion;
  readonly theme: Theme;
};

/** The source of the function, with what each line calls. */
export function SourcePane({ state, screen, region: { size }, theme }: Props): ReactElement {
  const rows = paneRows(state, screen);
  const { length, height } = sourceBounds(state, screen);
  const { top, selected } = sourceList(state, screen);
  const { isActive } = screen.source;
  const layout = layoutOf(state, screen, size.columns, theme);
  const lines = (rows ?? [])
    .slice(top, top + height)
    .map((row, at) => sourceLine(row, isActive && top + at === selected, layout));
  const range = length > height ? `${top + 1}-${Math.min(top + height, length)} of ${length}` : '';
  return (
    <>
      <Line text={ruleLine(titleText(state, screen), range, isActive, size.columns, theme)} />
      <Lines lines={rows === null ? [' reading the source'] : lines} height={height} />
    </>
  );
}

function layoutOf(
  state: ViewerState,
  { function: self, source }: FunctionScreen,
  width: number,
  theme: Theme,
): SourceLayout {
  const { table, units, sources } = state;
  const view = sources?.get(self);
  const last = view?.kind === 'found' ? (view.lines.at(-1)?.number ?? 0) : 0;
  return {
    table,
    width,
    numberWidth: String(last).length,
    whole: table.cumtime[self] ?? 0,
    shift: source.shift + (view?.kind === 'found' ? commonIndent(view) : 0),
    hinted: hintedLines(state, self),
    measured: measuredColumns(view?.kind === 'found' ? view.lines : []),
    style: { units, glyphs: theme.glyphs },
    theme,
  };
}

const indents = new WeakMap<SourceView, number>();

/** Blanks that all lines begin with, as those of a method: there is no room to waste. */
function commonIndent(view: SourceView): number {
  const known = indents.get(view);
  if (known !== undefined) return known;
  const widths = view.lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => /^[ \t]*/.exec(text)?.[0].replaceAll('\t', ' '.repeat(8)).length ?? 0);
  const indent = widths.length === 0 ? 0 : widths.reduce((least, width) => Math.min(least, width));
  indents.set(view, indent);
  return indent;
}

function titleText({ sources }: ViewerState, { function: self }: FunctionScreen): string {
  const view = sources?.get(self);
  if (view?.kind !== 'found') return 'Source';
  if (view.hasChanged) return 'Source: changed since the profile';
  const { time, hasMemory } = measuredColumns(view.lines);
  const times = time === null ? 'the time of what each line calls' : 'the time that line_profiler measured';
  return hasMemory ? `Source, ${times}, what is alive of it` : `Source, and ${times}`;
}
