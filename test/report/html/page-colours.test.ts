import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const STYLE = readFileSync(join(import.meta.dirname, '../../../src/report/html/page/page.css'), 'utf8');

/** The colours of light, of dark and of paper. */
const THEMES = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, rules = '']) =>
  Object.fromEntries([...rules.matchAll(/--([\w-]+): (#\w+);/g)].map(([, name = '', colour = '']) => [name, colour])),
);

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As WCAG 2.2 has it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('what is written in a frame or beside it can be read, in the light, in the dark and on paper', () => {
  expect(THEMES.length).toBe(3);
  for (const theme of THEMES) {
    const frames = Object.keys(theme).filter((name) => `on-${name}` in theme);
    const pairs = [
      ...frames.map((name) => [name, `on-${name}`]),
      ['ground', 'ink'],
      ['ground', 'dim'],
      ['note', 'ink'],
    ];
    expect(frames.length).toBe(6);
    for (const [ground = '', ink = ''] of pairs)
      expect([ground, contrast(theme[ground]!, theme[ink]!) >= 4.5]).toEqual([ground, true]);
  }
});
