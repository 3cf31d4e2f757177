import type { ReactElement } from 'react';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import { cutStart } from '../../text/display.ts';
import type { Contribution } from '../../views/contributions.ts';
import { profileContributions } from '../../views/contributions.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { HEADINGS } from '../rows/columns.ts';
import { countedHeading, countedName } from '../rows/counted-name.ts';
import { shownText } from '../rows/function-text.ts';
import { profilesLayout } from '../rows/list-layouts.ts';
import { NO_NUMBERS } from '../rows/no-numbers.ts';
import { directionMark } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import type { ProfilesScreen as ProfilesState } from '../state/profiles-screen.ts';
import { contributionsOf, timeOf } from '../state/reduce-profiles.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: ProfilesState; readonly theme: Theme };

/** What each of the merged profiles brought: in all, or to one function. */
export function ProfilesScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const rows = contributionsOf(state, screen);
  const place = `${screen.list.selected + 1} of ${rows.length}`;
  const order = screen.sort === 'given' ? 'as given' : `by ${screen.sort} ${markOf(screen, theme)}`;
  const about =
    screen.function === null ? 'what each profile brought' : shownText(standardName(table, screen.function));
  return (
    <Frame
      state={state}
      theme={theme}
      heading={screen.function === null ? 'profiles' : 'in each profile'}
      position={hasSummary(size) ? `profile ${place}` : place}
      summary={[about, order]}
      status={statusText(state, screen, rows[screen.list.selected])}
    >
      <ProfilesTable state={state} screen={screen} theme={theme} rows={rows} />
    </Frame>
  );
}

function markOf({ isReversed }: ProfilesState, theme: Theme): string {
  return directionMark('desc', isReversed, theme.glyphs);
}

/** `25 functions, 3 only here: a.prof` */
function statusText({ table }: ViewerState, screen: ProfilesState, selected: Contribution | undefined): string {
  if (selected === undefined) return '';
  const name = shownText(selected.name);
  if (screen.function !== null) return selected.numbers === null ? `not in ${name}` : name;
  const whole = profileContributions(table).find((part) => part.name === selected.name);
  return whole === undefined ? name : `${plural(whole.functions, 'function')}, ${whole.onlyHere} only here: ${name}`;
}

function ProfilesTable({
  state,
  screen,
  theme,
  rows,
}: Props & { readonly rows: readonly Contribution[] }): ReactElement {
  const layout = profilesLayout(state, screen);
  const isWhole = screen.function === null;
  const whole = isWhole ? profileContributions(state.table) : [];
  const functionsIn = new Map(whole.map(({ name, functions }) => [name, functions]));
  const height = functionsHeight(state.size);
  const { top, selected } = screen.list;
  const lines = rows.slice(top, top + height).map(({ name, numbers, share }, at) => {
    const functions = functionsIn.get(name);
    const text =
      functions === undefined
        ? cutStart(shownText(name), layout.nameWidth, theme.glyphs.ellipsis)
        : countedName(functions, name, layout.nameWidth, theme.glyphs.ellipsis);
    const kind = top + at === selected ? 'selected' : 'plain';
    return rowLine({ numbers: numbers ?? NO_NUMBERS, share, name: text }, kind, layout, theme);
  });
  const ofTottime = isWhole || timeOf(screen.sort) === 'tottime';
  const headings = {
    ...HEADINGS[state.table.kind],
    percent: ofTottime ? 'tot%' : 'cum%',
    name: isWhole ? countedHeading('profile', layout.nameWidth) : 'profile',
  };
  const sorted = { column: screen.sort === 'given' ? null : screen.sort, mark: markOf(screen, theme) };
  return (
    <>
      <Line text={headingLine(headings, sorted, layout, theme)} />
      <Lines lines={lines} height={height} />
    </>
  );
}
