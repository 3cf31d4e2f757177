import type { ReactElement } from 'react';
import { padCellsEnd } from '../../text/display.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { ruleLine } from '../rows/plain-lines.ts';
import type { SortMenuOverlay } from '../state/overlay.ts';
import { frontScreen } from '../state/screens.ts';
import type { SortChoice } from '../state/sort-choices.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { overlayHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly overlay: SortMenuOverlay; readonly theme: Theme };

/** Every sort key of the screen that it lies over. */
export function SortMenu({ state, overlay, theme }: Props): ReactElement {
  const { what, choices, current } = frontScreen(state).sortMenu();
  const { top, selected } = overlay.list;
  const { columns } = state.size;
  const height = overlayHeight(state.size);
  const widest = Math.max(...choices.map(({ words }) => words.join(', ').length));
  const lines = choices.slice(top, top + height).map((choice, at) => {
    const isSelected = top + at === selected;
    const text = `${isSelected ? '>' : ' '} ${choiceText(choice, widest, top + at === current)}`;
    return isSelected ? theme.paint('selected', padCellsEnd(text, columns)) : text;
  });
  return (
    <Frame
      state={state}
      theme={theme}
      heading=""
      position={`key ${selected + 1} of ${choices.length}`}
      summary={['* is the key in use', '']}
      status=""
    >
      <Line text={ruleLine(`Sort ${what} by`, '', true, columns, theme)} />
      <Lines lines={lines} height={height} />
    </Frame>
  );
}

function choiceText({ words, title }: SortChoice, width: number, isCurrent: boolean): string {
  return `${isCurrent ? '*' : ' '} ${words.join(', ').padEnd(width)}  ${title}`;
}
