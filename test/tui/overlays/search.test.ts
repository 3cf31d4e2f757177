import { expect, test } from 'vitest';
import { resize } from '../../../src/tui/events.ts';
import { showHintPage } from '../../../src/tui/overlays/hint-page.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { openViewer, press, readTable } from '../press.ts';

const help = press(openViewer(readTable('recursion-py311')), '?');

function typeInto(state: ViewerState, text: string): ViewerState {
  return press(state, ...text);
}

test('/ in the help goes to the first match as one types, whatever the case', () => {
  const searching = typeInto(press(help, '/'), 'PRIMITIVE');
  expect(textOf(searching)).toContain('1 is primitive (not made by recursion)');
  expect(textOf(searching)).toContain('/PRIMITIVE');
});

test('Enter stays there, n and N go on round the end, and Esc closes the help', () => {
  const found = press(typeInto(press(help, '/'), 'percall'), 'enter');
  const first = textOf(found);
  expect(first).toContain('percall');
  const lines = new Set(
    [found.overlay, press(found, 'n').overlay, press(found, 'n', 'n').overlay].map((overlay) =>
      JSON.stringify(overlay),
    ),
  );
  expect(lines.size).toBeGreaterThan(1);
  expect(press(found, 'n', 'N').overlay).toMatchObject({ found: { text: 'percall' } });
  expect(press(found, 'escape').overlay).toBeNull();
});

test('Esc while one types goes back to where the text was, with another size of the window too', () => {
  const scrolled = press(help, 'down', 'down');
  const searching = typeInto(press(scrolled, '/'), 'primitive');
  expect(press(searching, 'escape').overlay).toEqual(scrolled.overlay);
  expect(press(resize(searching, { columns: 60, rows: 12 }), 'escape').overlay?.kind).toBe('help');
});

test('what is nowhere is said, and the text stays', () => {
  const searching = typeInto(press(help, '/'), 'xyzzy');
  expect(textOf(searching)).toContain('nothing here matches');
  expect(textOf(press(searching, 'enter', 'n'))).toContain('Nothing here matches xyzzy');
  expect(textOf(press(help, 'n'))).toContain('Nothing has been searched for yet');
});

test('q is typed into the line and closes the text', () => {
  expect(textOf(press(help, '/', 'q'))).toContain('/q');
  const closed = press(help, '/', 'q', 'enter', 'q');
  expect(closed.overlay).toBeNull();
  expect(closed.isDone).toBe(false);
});

test('the page of a rule is searched as the help is', () => {
  const page = showHintPage(
    openViewer(readTable('recursion-py311')),
    'slow-loop',
    `# Loop\n\n${'Text.\n\n'.repeat(40)}The needle.`,
  );
  const searching = typeInto(press(page, '/'), 'NEEDLE');
  expect(textOf(searching)).toContain('The needle.');
  expect(textOf(press(searching, 'enter'))).toContain('The needle.');
  expect(press(searching, 'escape').overlay).toEqual(page.overlay);
  expect(textOf(resize(searching, { columns: 60, rows: 12 }))).toContain('/NEEDLE');
});
