import { describe, expect, test } from 'vitest';
import { functionKey } from '../../../src/profile/function-name.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { functionScreenOf, functionsScreenOf, openFunctionOf, openViewer, press, readTable } from '../press.ts';

const table = readTable('shop-py38');

function rowNamed(name: string): number {
  return Array.from({ length: table.length }, (_, row) => row).findIndex(
    (row) => table.strings.text(functionKey(table, row).name) === name,
  );
}

/** The screen of a function, as one comes to it from the list. */
function onFunction(name: string, columns: number = 120, rows: number = 50): ViewerState {
  return openFunctionOf(openViewer(table, columns, rows), rowNamed(name));
}

/** The line with the cursor, and that of the function in the middle. */
function lineWith(mark: '>' | '*', state: ViewerState): string {
  return (
    textOf(state)
      .split('\n')
      .find((line) => line.startsWith(mark)) ?? ''
  );
}

/** The calls and the times of a line, as far as both screens have them. */
function numbersIn(line: string): readonly string[] {
  return line
    .slice(1)
    .split(/[\d.>]+%/)[0]!
    .trim()
    .split(/ {2,}| (?=[~\d])/);
}

describe('a function while others are hidden', () => {
  test('has the numbers that it has in the list', () => {
    let list = press(openViewer(table, 120, 50), 'm');
    const shown = functionsScreenOf(list).view.length;
    for (let at = 0; at < shown; at++, list = press(list, 'down')) {
      expect(numbersIn(lineWith('*', press(list, 'enter')))).toEqual(numbersIn(lineWith('>', list)));
    }
    expect(shown).toBeGreaterThan(10);
  });

  test('leaves hidden callees out, and says how many, and what of its tottime is theirs', () => {
    const before = onFunction('main');
    const after = press(before, 'm');
    expect(textOf(before)).toMatch(/Callees \(12\) by cumtime/);
    expect(textOf(after)).toMatch(/Callees \(6, 7 hidden, 1 below 0\.05 %\) by cumtime/);
    expect(textOf(after)).toMatch(/~?[\d.]+ ms of its tottime comes from hidden functions/);
    expect(textOf(after)).toContain('passed over: 7 hidden callees');
    expect(textOf(after)).toContain('only my code');
    expect(textOf(press(after, 'm'))).toBe(textOf(before));
  });

  test('says in a small window too how many are hidden', () => {
    expect(textOf(press(onFunction('main', 40, 10), 'm'))).toContain('(6, 7 hidden, ');
  });

  test('keeps the selected callee selected', () => {
    let state = onFunction('main');
    while (!lineWith('>', state).includes('related')) state = press(state, 'down');
    expect(lineWith('>', press(state, 'm'))).toContain('related');
    expect(lineWith('>', press(state, 'm', 'm'))).toContain('related');
    expect(lineWith('>', press(state, 'H', 'enter', 'escape'))).toContain('related');
  });

  test('is shown as it is in the dump where it is hidden itself, and says so', () => {
    const before = onFunction('<built-in method builtins.exec>');
    const after = press(before, 'm');
    expect(textOf(after)).toContain('It is hidden itself: its calls and numbers are those of the dump.');
    expect(numbersIn(lineWith('*', after))).toEqual(numbersIn(lineWith('*', before)));
    expect(textOf(after)).not.toMatch(/\d hidden\)/);
  });

  test('says why there is nothing to open where all callees are hidden', () => {
    const state = press(onFunction('related'), 'm');
    expect(functionScreenOf(state).active).toBe('callees');
    expect(press(state, 'enter').message).toBe('This function has no callees that are shown.');
  });

  test('is written to a file as it is shown', () => {
    const markdown = screenMarkdown(press(onFunction('main'), 'm'));
    expect(markdown).toContain('## Function, without builtin, stdlib, packages, import');
    expect(markdown).toMatch(/^\| ~1,501 \| ~0\.143 \| ~0\.208 \|.*orders/m);
    expect(markdown).toContain('## Callees by cumtime, without 1 estimate below 0.05 %');
    expect(markdown).not.toContain('builtins.sorted');
  });
});
