import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { CODE_WORDS } from '../../../views/icicle/frame-words.ts';
import { lineNumbers, shareOf } from '../../../views/line-numbers.ts';
import { callsTable, type ListedCalls } from '../../calls-table.ts';
import { countedCalls, groupedDigits, percentText, signedTime, timeWithUnit } from '../../time-unit.ts';
import { CHANGE_WORDS, changeOfTime, deltaOf } from './changes.ts';
import { button, element } from './element.ts';
import { linkTo } from './links.ts';
import { groupOf, wholeName } from './page-model.ts';
import { phraseNodes } from './phrase-element.ts';
import type { PageProfile } from './read-profile.ts';
import { rove, stopAtFirst } from './rove.ts';

const MOST_CALLS = 200;

/** One function: its numbers, who calls it and what it calls. All of it is exact. */
export function functionSection(profile: PageProfile, row: FunctionIndex, showPicture: () => void): HTMLElement {
  const close = element('a', { href: '#all-functions' }, 'Close');
  return element(
    'section',
    { id: 'function' },
    element('h2', { tabindex: '-1' }, 'Function ', element('code', {}, wholeName(profile, row))),
    element('p', {}, numbersText(profile, row)),
    element('p', { class: 'tools' }, button('Picture of this function', showPicture), close),
    ...(['callers', 'callees'] as const).map((direction) => {
      const listed = callsTable({ ...profile.facts, table: profile.table }, row, direction, MOST_CALLS);
      const title = direction === 'callers' ? 'Callers' : 'Callees';
      if (listed === null) return element('p', {}, `${title}: none in this profile.`);
      return element('div', {}, element('h3', {}, title), callsElement(profile, listed, title));
    }),
  );
}

function numbersText(profile: PageProfile, row: FunctionIndex): string {
  const { table, facts } = profile;
  const { ncalls, primitiveCalls } = lineNumbers(table, row, true);
  const time = (name: 'tottime' | 'cumtime'): string => {
    const share = percentText(shareOf(table[name][row]!, table.totals.tottime));
    return `${name} ${timeWithUnit(table[name][row]!, facts.unit)}${share === '' ? '' : ` (${share})`}`;
  };
  const recursion = primitiveCalls === null ? '' : `, ${groupedDigits(primitiveCalls)} not by recursion`;
  const group = CODE_WORDS[groupOf(profile, row)];
  return `${time('cumtime')}, ${time('tottime')}, ${countedCalls(table.kind, ncalls)}${recursion}; ${group}.${changeText(profile, row)}`;
}

/** In a comparison, how the function compares with before. */
function changeText(profile: PageProfile, row: FunctionIndex): string {
  const { before, facts } = profile;
  if (before === null) return '';
  if (before.isThere[row] === 0) return ' It is a new function.';
  const change = (name: 'tottime' | 'cumtime'): string =>
    `${name} ${signedTime(deltaOf(profile, name, row) ?? 0, facts.unit)} ${facts.unit}`;
  return ` Against the profile before: ${change('cumtime')}, ${change('tottime')}; ${CHANGE_WORDS[changeOfTime(profile, row)]}.`;
}

function callsElement(profile: PageProfile, { table, others }: ListedCalls, title: string): HTMLElement {
  const { headings, rows, rest = '' } = table;
  const head = headings.map(({ title, align }) =>
    element('th', { scope: 'col', class: align === 'right' ? 'n' : '' }, title),
  );
  const lines = rows.map((row, at) => {
    const other = others[at]!;
    const cells = row.map((cell, column) => {
      if (column < row.length - 1) return element('td', { class: 'n' }, ...phraseNodes(cell));
      const name = phraseNodes(cell);
      const isRow = other < profile.table.length; // a caller without a row has no numbers of its own
      return element(
        'th',
        { scope: 'row' },
        ...(isRow ? [element('a', { href: linkTo(profile, other) }, ...name)] : name),
      );
    });
    return element('tr', {}, ...cells);
  });
  const body = element('tbody', {}, ...lines);
  rove(body, 'a');
  stopAtFirst(body, 'a');
  return element(
    'div',
    { class: 'wide', role: 'group', 'aria-label': title },
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), body),
    ...(rest === '' ? [] : [element('p', { class: 'rest' }, `${rest}.`)]),
  );
}
