import type { ReactElement } from 'react';
import { plural } from '../../profile/notes.ts';
import { FOREIGN_ORIGINS, ORIGINS } from '../../select/function-origin.ts';
import { padCellsEnd } from '../../text/display.ts';
import { formatFixed3 } from '../../text/fixed3.ts';
import { originSizes } from '../../views/hiding.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { ruleLine } from '../rows/plain-lines.ts';
import { wanted } from '../state/functions-screen.ts';
import type { HideMenuOverlay } from '../state/overlay.ts';
import { currentScreen, type ViewerState } from '../state/viewer-state.ts';
import { overlayHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly overlay: HideMenuOverlay; readonly theme: Theme };

/** What is not one's own code, a line each. */
export function HideMenu({ state, overlay, theme }: Props): ReactElement {
  const { selected } = overlay.list;
  const { columns } = state.size;
  const lines = menuLines(state).map((text, at) =>
    at === selected ? theme.paint('selected', padCellsEnd(`> ${text}`, columns)) : `  ${text}`,
  );
  return (
    <Frame
      state={state}
      theme={theme}
      heading=""
      position={`kind ${selected + 1} of ${FOREIGN_ORIGINS.length}`}
      summary={['x is hidden; its time is charged to the nearest shown callers', '']}
      status={ASSUMPTION}
    >
      <Line text={ruleLine('Hide functions', '', true, columns, theme)} />
      <Lines lines={lines} height={overlayHeight(state.size)} />
    </Frame>
  );
}

/** What is measured and what is not: see chargeHidden. */
const ASSUMPTION = '~ estimated: time below a hidden function is shared out among its callers';

function menuLines(state: ViewerState): readonly string[] {
  const screen = currentScreen(state);
  const hidden = screen.kind === 'functions' ? wanted(screen).hidden : [];
  const sizes = originSizes(state.table);
  const widest = Math.max(...FOREIGN_ORIGINS.map(({ title }) => title.length));
  return FOREIGN_ORIGINS.map(({ origin, title }) => {
    const { functions, tottime } = sizes[ORIGINS.indexOf(origin)] ?? { functions: 0, tottime: 0 };
    const mark = hidden.includes(origin) ? '[x]' : '[ ]';
    return `${mark} ${title.padEnd(widest)}  ${plural(functions, 'function')}, ${formatFixed3(tottime)} s`;
  });
}
