import type { ReactElement } from 'react';
import { percentText, savingText } from '../../hints/amounts.ts';
import type { Hint } from '../../hints/hint.ts';
import { nearestPath } from '../../report/memory-words.ts';
import { cutEnd, displayWidth, padCellsEnd } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { shownText } from '../rows/function-text.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import { foundHints } from '../state/hint-marks.ts';
import type { HintsScreen as HintsState } from '../state/hints-screen.ts';
import { hintsBounds, selectedHint, shownHints } from '../state/reduce-hints.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: HintsState; readonly theme: Theme };

const LABEL_WIDTH = 12;
const LEVEL_WIDTH = 10;
const SHARE_WIDTH = 6;

/** What to change, ranked, and below it all that is known of the selected hint. */
export function HintsScreen({ state, screen, theme }: Props): ReactElement {
  const hints = shownHints(state);
  const hint = selectedHint(state, screen);
  const place = `${hints.length === 0 ? 0 : screen.list.selected + 1} of ${hints.length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading="hints"
      position={place}
      summary={[summaryText(state), 'the surest first']}
      status={hint === undefined ? '' : shownText(`${hint.file}:${hint.line} in ${hint.qualname}`)}
    >
      {hint === undefined ? (
        <Empty state={state} />
      ) : (
        <Ranked state={state} screen={screen} theme={theme} hint={hint} />
      )}
    </Frame>
  );
}

function summaryText(state: ViewerState): string {
  const view = foundHints(state)?.view;
  if (view == null) return '';
  const { confirmed, likely, possible } = view.counts;
  return `${confirmed} confirmed, ${likely} likely; ${possible} possible`;
}

/** Why there is nothing: not looked for yet, nobody can, nothing found. */
function Empty({ state }: { readonly state: ViewerState }): ReactElement {
  const { columns } = state.size;
  const lines = emptySentences(state).flatMap((text) => wrapWords(shownText(text), columns - 4));
  return <Lines lines={lines.map((line) => `  ${line}`)} height={functionsHeight(state.size) + 1} />;
}

function emptySentences(state: ViewerState): readonly string[] {
  const found = foundHints(state);
  if (found === null) return [state.findsHints ? 'Reading the sources ...' : 'Nobody looks for hints here.'];
  if (found.view === null) return [found.failure ?? 'The hints could not be looked for.'];
  return ['Nothing that the profile confirms or makes likely.', ...found.view.notes.map((note) => `Note: ${note}`)];
}

function Ranked({ state, screen, theme, hint }: Props & { readonly hint: Hint }): ReactElement {
  const { columns } = state.size;
  const { height } = hintsBounds(state);
  const { top, selected } = screen.list;
  const rows = shownHints(state)
    .slice(top, top + height)
    .map((one, at) => rowText(one, top + at === selected, columns, theme));
  const detail = detailLines(hint, columns - 2).map((line) => cutEnd(`  ${line}`, columns, theme.glyphs.ellipsis));
  const room = Math.max(0, functionsHeight(state.size) - height);
  const hidden = detail.length > room ? `${detail.length - room} more lines` : '';
  return (
    <>
      <Lines lines={rows} height={height} />
      <Line text={ruleLine(hint.title, hidden, false, columns, theme)} />
      <Lines lines={detail} height={room} />
    </>
  );
}

function rowText(hint: Hint, isSelected: boolean, columns: number, theme: Theme): string {
  const { ellipsis } = theme.glyphs;
  const start = `${isSelected ? '>' : ' '} ${hint.level.padEnd(LEVEL_WIDTH)}${percentText(hint.share).padStart(SHARE_WIDTH)}  ${hint.rule.padEnd(16)} `;
  const place = shownText(`${nearestPath(hint.file)}:${hint.line} ${hint.qualname}`);
  const line = start + cutEnd(place, Math.max(0, columns - displayWidth(start)), ellipsis);
  return isSelected ? theme.paint('selected', padCellsEnd(line, columns)) : line;
}

function detailLines(hint: Hint, width: number): readonly string[] {
  const { before, after, text } = hint.fix;
  return [
    ...hint.evidence.flatMap(({ kind, text: evidence }) => labelled(kind, evidence, width)),
    ...labelled('saving', savingText(hint.saving), width),
    ...labelled('instead', text, width),
    ...codeLines('-', before ?? hint.found),
    ...(after === undefined ? [] : codeLines('+', after)),
    ...labelled('more', hint.documentation, width),
  ];
}

function labelled(label: string, text: string, width: number): readonly string[] {
  const lines = wrapWords(shownText(text), Math.max(10, width - LABEL_WIDTH));
  return lines.map((line, at) => (at === 0 ? label : '').padEnd(LABEL_WIDTH) + line);
}

function codeLines(mark: string, code: string): readonly string[] {
  return code.split('\n').map((line) => `  ${mark} ${shownText(line.replaceAll('\t', '    '))}`);
}
