import { describe, expect, test } from 'vitest';
import { reload, takeOwn } from '../../../src/tui/replace-profile.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { openViewer, press, readTable } from '../press.ts';

const table = readTable('words-py311');

/** The keys and what they ask for. */
function pressAndDo(state: ViewerState, ...keys: readonly string[]): ViewerState {
  const pressed = press(state, ...keys);
  return pressed.effect?.kind === 'own' ? takeOwn(pressed, pressed.effect.files) : pressed;
}

/** The modules, the cursor on one of them. */
function onModule(name: string): ViewerState {
  let state = press(openViewer(table, 160, 60), '5');
  for (let tried = 0; tried < 40 && !isOn(state, name); tried++) state = press(state, 'down');
  expect(isOn(state, name)).toBe(true);
  return state;
}

function isOn(state: ViewerState, name: string): boolean {
  return textOf(state)
    .split('\n')
    .some((line) => line.startsWith('>') && line.endsWith(` ${name}`));
}

describe('the modules screen', () => {
  test('has what Python does to import in one line', () => {
    expect(textOf(press(openViewer(table, 160, 60), '5'))).toMatch(/^.* \d+ \(imports\)$/m);
  });

  test('says what counts as own code, and M changes it and takes it back', () => {
    const before = onModule('re');
    expect(textOf(before)).toMatch(/own code: (?!re\b).*; --mine changes it {3}\d+ functions: re/);
    const taken = pressAndDo(before, 'M');
    expect(taken.message).toMatch(/^Own code: .*\bre\b/);
    expect(isOn(taken, 're')).toBe(true);
    expect(textOf(press(taken, 'escape', 'm'))).toMatch(/only my code/);
    const back = pressAndDo(taken, 'M');
    expect(back.message).toMatch(/; --mine changes it$/);
    expect(back.message).not.toMatch(/\bre\b/);
  });

  test('says why nothing is left when the only own code is taken back, and how to get it again', () => {
    const own = press(openViewer(readTable('jsontool-py36'), 160, 60), '5', 'm');
    expect(textOf(own)).toContain('libraries, only my code');
    const none = pressAndDo(own, 'M');
    const reason = 'wn code: none is left, so all is hidden; m shows it, then M takes it again';
    expect(none.message).toBe(`O${reason}`);
    expect(textOf({ ...none, message: null })).toContain(`o${reason}`);
    expect(press(none, 'M').message).toBe('There is nothing to take: m shows what is hidden.');
    let shown = press(none, 'm');
    expect(textOf(shown)).toContain('own code: none is left; M takes a library, package or file for it');
    for (let tried = 0; tried < 40 && !isOn(shown, 'json'); tried++) shown = press(shown, 'down');
    expect(pressAndDo(shown, 'M').message).toBe('Own code: json; --mine changes it');
  });

  test('keeps what was taken when the file is read anew', () => {
    const taken = pressAndDo(onModule('re'), 'M');
    expect(textOf({ ...reload(taken, readTable('words-py311')), message: null })).toMatch(/own code: .*\bre\b/);
  });

  test('says why built-ins and imports cannot be taken', () => {
    expect(press(onModule('builtins'), 'M').message).toMatch(/nobody's own/);
    expect(press(onModule('(imports)'), 'M').message).toMatch(/all libraries/);
  });

  test('leaves out what is hidden, says where its time went, and shows it again', () => {
    const before = press(openViewer(table, 160, 60), '5');
    const hidden = press(before, 'm');
    expect(textOf(before)).toMatch(/^.* \d+ builtins$/m);
    expect(textOf(hidden)).not.toMatch(/^.* \d+ builtins$/m);
    expect(textOf(hidden)).toContain('libraries, only my code');
    expect(textOf(hidden)).toMatch(/^ \d+ hidden: [\d.]+ m?s charged to their callers/m);
    expect(textOf(press(hidden, '1'))).toContain('only my code');
    expect(textOf(press(hidden, 'm'))).toBe(textOf(before));
  });

  test('keeps the selected library selected while others are hidden, by H too', () => {
    const on = onModule('re');
    const less = press(on, 'H', 'enter', 'escape');
    expect(textOf(less)).toContain('libraries, no built-ins');
    expect(isOn(less, 're')).toBe(true);
  });
});

describe('the screen of one module', () => {
  test('goes through what * marked with n and N, round the end, and says where nothing of it is', () => {
    const selectedLine = (state: ViewerState): string | undefined =>
      textOf(state)
        .split('\n')
        .find((line) => line.startsWith('>'));
    const marked = press(onModule('re'), 'enter', '*');
    expect(marked.message).toMatch(/^Marked everywhere: /);
    const elsewhere = press(marked, 'down');
    expect(selectedLine(elsewhere)).not.toBe(selectedLine(marked));
    for (const key of ['n', 'N']) expect(selectedLine(press(elsewhere, key))).toBe(selectedLine(marked));
    expect(press(onModule('re'), 'enter', 'n').message).toBe(
      'Nothing has been searched for yet; * marks a name, / in Functions searches.',
    );
    const other = press(marked, 'escape', 'g', 'enter', 'n');
    expect(other.message).toMatch(/^No function that is shown matches /);
  });

  test('has the numbers of the list of functions, and says why they are not those of the dump', () => {
    const state = press(openViewer(table, 160, 60), 'm', '5', 'enter');
    expect(textOf(state)).toMatch(/hidden: .* charged to their callers/);
    const rows = textOf(state)
      .split('\n')
      .filter((line) => line.includes('.py:'));
    const listed = textOf(press(state, '1', 't'))
      .split('\n')
      .map((line) => line.slice(1));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows.slice(0, -1)) expect(listed).toContain(row.slice(1));
  });

  test('stays open when all of it is hidden, and says so', () => {
    const kinds = ['H', 'enter', 'down', 'enter', 'down', 'enter', 'down', 'enter', 'escape'];
    const hidden = press(press(onModule('re'), 'enter'), ...kinds);
    expect(textOf(hidden)).toContain('all its functions are hidden: H shows them');
    expect(textOf(press(hidden, 'm'))).toBe(textOf(press(onModule('re'), 'enter')));
  });
});
