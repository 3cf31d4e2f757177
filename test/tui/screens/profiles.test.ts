import { expect, test } from 'vitest';
import { mergeProfiles } from '../../../src/profile/merge.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import { openViewer, press, readTable } from '../press.ts';

const names = ['recursion-py311', 'words-py311'] as const;
const merged = mergeProfiles([readTable(names[0]), readTable(names[1])], names);
const viewer = openViewer(merged);

test('8 shows what each profile brought, and F a function in each of them', () => {
  const whole = press(viewer, '8', 'down');
  expect(currentScreen(whole)).toMatchObject({ kind: 'profiles', function: null, list: { selected: 1 } });
  expect(press(whole, 'enter').message).toMatch(/press F/);
  const one = press(viewer, 't', 'F');
  expect(currentScreen(one)).toMatchObject({ kind: 'profiles', list: { selected: 0 } });
  expect(currentScreen(press(one, 'enter')).kind).toBe('function');
  expect(press(one, 'enter', 'escape', 'escape').screens).toEqual(press(viewer, 't').screens);
});

test('the profiles are sorted by their numbers, and a whole has no cumtime', () => {
  const whole = press(viewer, '8');
  expect(press(whole, 'c').message).toBe('A whole profile has no such number.');
  expect(currentScreen(press(whole, 't', 'r'))).toMatchObject({ sort: 'tottime', isReversed: true });
  expect(currentScreen(press(viewer, 'F', 'c'))).toMatchObject({ sort: 'cumtime' });
});

test('with a single profile the keys say why they do nothing', () => {
  const single = openViewer(readTable(names[0]));
  for (const key of ['8', 'F']) {
    expect(press(single, key).message).toBe('This is one profile: give several files to see what each contributed.');
  }
});

test('what each profile brought is written as Markdown', () => {
  const whole = screenMarkdown(press(viewer, '8'));
  for (const name of names)
    expect(whole).toMatch(new RegExp(`^\\| [\\d,/]+ \\| .* \\| \\d+ \\| \`${name}\` \\|$`, 'm'));
  expect(screenMarkdown(press(viewer, 't', 'F'))).toContain('in each profile');
});
