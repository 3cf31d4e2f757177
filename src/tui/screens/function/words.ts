import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { plural } from '../../../profile/notes.ts';
import { callsWithoutCaller } from '../../../views/function-view.ts';
import { type Hiding, isChargedByEstimate, isHiddenBy } from '../../../views/hiding.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { hidingOf } from '../../hiding.ts';
import { percentCell, type TimeStyle, timeInText } from '../../number.ts';
import type { ViewerState } from '../../viewer.ts';
import { hasSummary } from '../../window.ts';
import { callsOf, type FunctionScreen } from './panes.ts';
import { whyNoSource } from './source.ts';

/** What the numbers of a function are shown with: one that is hidden itself is shown as it is in the dump. */
export function hidingFor(state: ViewerState, self: FunctionIndex): Hiding | null {
  const hiding = hidingOf(state);
  return isHiddenBy(hiding, self) ? null : hiding;
}

/** `3 callers, 12 callees, 34.5% of 4.84 s, 1 call without a caller` */
export function relationsText(state: ViewerState, self: number, style: TimeStyle): string {
  const { table } = state;
  const { calls, hidden } = callsOf(state, self, 'callers');
  const callers = plural(calls.length, 'caller');
  const callees = plural(callsOf(state, self, 'callees').calls.length, 'callee');
  const percent = percentCell(shareOf(table.cumtime[self]!, table.totals.tottime));
  const share = percent === '' ? '' : `, ${percent} of ${timeInText(table.totals.tottime, style)}`;
  const uncalled = calls.length + hidden === 0 ? 0 : callsWithoutCaller(table, self);
  const rest = uncalled === 0 ? '' : `, ${plural(uncalled, 'call')} without a caller`;
  return `${callers}, ${callees}${share}${rest}`;
}

type Note = (style: TimeStyle) => string;

/** The lines below callers and callees: why numbers are not those of the dump, and why there is no source. */
export function notesOf(state: ViewerState, screen: FunctionScreen): readonly Note[] {
  const hiding = hasSummary(state.size) ? hidingNotes(state, screen) : [];
  const reason = whyNoSource(state, screen);
  return [...hiding, ...(reason === null ? [] : [() => reason])];
}

/** A line each: beside a source there is no room for both in one. */
function hidingNotes(state: ViewerState, { function: self }: FunctionScreen): readonly Note[] {
  const hiding = hidingOf(state);
  if (hiding === null) return [];
  if (isHiddenBy(hiding, self)) return [() => 'It is hidden itself: its calls and numbers are those of the dump.'];
  const charged = hiding.table.tottime[self]! - state.table.tottime[self]!;
  const mark = isChargedByEstimate(hiding, self) ? '~' : '';
  const passedOver = passedOverText(state, self);
  return [
    ...(charged > 0
      ? [(style: TimeStyle) => `${mark}${timeInText(charged, style)} of its tottime comes from hidden functions`]
      : []),
    ...(passedOver === '' ? [] : [() => passedOver]),
  ];
}

/** `passed over: 1 hidden caller, 12 hidden callees` */
function passedOverText(state: ViewerState, self: FunctionIndex): string {
  const callers = callsOf(state, self, 'callers').hidden;
  const callees = callsOf(state, self, 'callees').hidden;
  const counts = [
    ...(callers === 0 ? [] : [plural(callers, 'hidden caller')]),
    ...(callees === 0 ? [] : [plural(callees, 'hidden callee')]),
  ];
  return counts.length === 0 ? '' : `passed over: ${counts.join(', ')}`;
}
