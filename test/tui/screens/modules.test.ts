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

  test('says what counts as own code, and m changes it and takes it back', () => {
    const before = onModule('re');
    expect(textOf(before)).toMatch(/own code: (?!re\b).*; --mine changes it {3}\d+ functions: re/);
    const taken = pressAndDo(before, 'm');
    expect(taken.message).toMatch(/^Own code: .*\bre\b/);
    expect(isOn(taken, 're')).toBe(true);
    expect(textOf(press(taken, 'escape', 'm'))).toMatch(/only my code/);
    const back = pressAndDo(taken, 'm');
    expect(back.message).toMatch(/; --mine changes it$/);
    expect(back.message).not.toMatch(/\bre\b/);
  });

  test('keeps what was taken when the file is read anew', () => {
    const taken = pressAndDo(onModule('re'), 'm');
    expect(textOf({ ...reload(taken, readTable('words-py311')), message: null })).toMatch(/own code: .*\bre\b/);
  });

  test('says why built-ins and imports cannot be taken', () => {
    expect(press(onModule('builtins'), 'm').message).toMatch(/nobody's own/);
    expect(press(onModule('(imports)'), 'm').message).toMatch(/all libraries/);
  });
});
