import { expect, test } from 'vitest';
import { ageLasts, ageText } from '../../src/tui/age.ts';
import { noteChange, tellTime } from '../../src/tui/events.ts';
import { fc } from '../properties.ts';
import { textOf } from './frame-of.ts';
import { openViewer, press, readTable } from './press.ts';

test.each([
  [0, 'just now'],
  [3999, '3 s ago'],
  [60_000, '1 min ago'],
  [7_300_000, '2 h ago'],
])('%d milliseconds are %s', (age, text) => {
  expect(ageText(age)).toBe(text);
});

test('the text stays the same just as long as is said', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), (age) => {
      expect(ageText(age + ageLasts(age) - 1)).toBe(ageText(age));
      expect(ageText(age + ageLasts(age))).not.toBe(ageText(age));
    }),
  );
});

test('the line of the trail says that files are watched, and when they last changed, and nothing when that is over', () => {
  const trailLine = (state: Parameters<typeof textOf>[0]) => textOf(state).split('\n')[1];
  const watching = press(openViewer(readTable('recursion-py311')), 'w');
  expect(trailLine(watching)).toContain('watching  function 1 of 25');
  const changed = noteChange(watching, 5000);
  expect(trailLine(changed)).toContain('changed just now');
  expect(trailLine(tellTime(changed, 8500))).toContain('changed 3 s ago');
  expect(trailLine(press(changed, 'w'))).toBe(trailLine(openViewer(readTable('recursion-py311'))));
});
