import { describe, expect, test } from 'vitest';
import { askOverwrite } from '../../../src/tui/events.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import { pasteText } from '../../../src/tui/press.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { textOf } from '../frame-of.ts';
import { openViewer, press, readTable } from '../press.ts';

const table = readTable('recursion-py311');

function typeText(state: ViewerState, text: string): ViewerState {
  return press(state, ...Array.from(text));
}

describe('e', () => {
  const asked = press(openViewer(table), 'e');

  test('asks for the name of a file, named after the profile and the screen', () => {
    expect(textOf(asked)).toMatch(/Write as Markdown to: out-functions\.md/);
    expect(textOf(press(openViewer(table), 'enter', 'e'))).toMatch(/Write as Markdown to: out-function\.md/);
  });

  test('writes to the name that was edited; keys are then letters', () => {
    const written = press(typeText(press(asked, 'ctrl-u'), 'q j.md'), 'enter');
    expect(written.effect).toEqual({ kind: 'export', path: 'q j.md', replace: false });
    expect(written.overlay).toBeNull();
  });

  test('takes a pasted name, and nothing of it as keys', () => {
    const pasted = pasteText(press(asked, 'ctrl-u'), '/srv/q.md');
    expect(press(pasted, 'enter').effect).toMatchObject({ path: '/srv/q.md' });
  });

  test('Esc leaves it, and writes nothing', () => {
    expect(press(asked, 'escape')).toMatchObject({ overlay: null, effect: null });
  });

  test('writes over a file only after a y', () => {
    const question = askOverwrite(press(asked, 'enter'), 'out-functions.md');
    expect(textOf(question)).toContain('Overwrite out-functions.md (y/n)?');
    expect(press(question, 'y').effect).toEqual({ kind: 'export', path: 'out-functions.md', replace: true });
    for (const key of ['n', 'enter', 'escape', 'x']) expect(press(question, key).effect).toBeNull();
  });
});

describe('the Markdown of a screen', () => {
  test('lists the functions in the order of the screen', () => {
    const markdown = screenMarkdown(press(openViewer(table), 't', 'r'));
    expect(markdown).toContain('# Profile of `out.prof`');
    expect(markdown).toContain('## Functions by tottime, reversed');
    // CPython: 8361/1    0.033    0.000    0.033    0.033 recursion.py:8(fib)
    expect(markdown).toMatch(/^\| 8,?361\/1 \| 0\.033 \| 0\.033 \| .* \| `recursion\.py:8\(fib\)` \|$/m);
    expect(markdown.match(/^\| \d/gm)?.length).toBe(15);
  });

  test('marks only the self time as an estimate where hidden time was charged to a function', () => {
    const markdown = screenMarkdown(press(openViewer(readTable('shop-py38')), 'm'));
    const estimated = markdown.split('\n').filter((line) => line.includes('~'));
    expect(estimated.length).toBeGreaterThan(0);
    for (const line of estimated) expect(line).toMatch(/^\| [\d,/]+ \| ~\d+\.\d{3} \| \d+\.\d{3} \|/);
  });

  test('lists callers and callees of a function', () => {
    const markdown = screenMarkdown(press(openViewer(table), 'j', 'enter'));
    for (const heading of ['## Function', '## Callers by cumtime', '## Callees by cumtime']) {
      expect(markdown).toContain(heading);
    }
    expect(markdown).toContain('`recursion.py:1(<module>)`');
  });

  test('says how much of a long list is left out', () => {
    const long = { ...readTable('zipapp-py311') };
    const markdown = screenMarkdown(openViewer(long));
    const rows = markdown.match(/^\| [\d,]/gm)?.length ?? 0;
    const small = Array.from(long.cumtime).filter((cumtime) => cumtime < 0.0005 * long.totals.tottime).length;
    expect(rows).toBe(Math.min(1000, long.length - small) + 1);
    if (long.length > 1000) expect(markdown).toContain(`${long.length - 1000} more of ${long.length} are not listed.`);
  });

  test('has no control character of any name in it', () => {
    for (const name of ['oddnames-py311', 'badbytes-py39', 'unicode-py311']) {
      const markdown = screenMarkdown(openViewer(readTable(name)));
      expect(markdown.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

test('the modules are written, and the functions of one', () => {
  const shop = openViewer(readTable('shop-py38'));
  expect(screenMarkdown(press(shop, '5'))).toMatch(/\| functions \| library \|\n.*\n\| [\d,/]+ \| ~?\d+\.\d{3} \|/);
  const one = screenMarkdown(press(shop, '5', 'enter'));
  expect(one).toMatch(/^## .*Functions of the library /m);
  expect(one).toMatch(/^\| [\d,/]+ \| \d+\.\d{3} \| /m);
});

test('what takes hardly any time is one line of sums, and the sentence below says so', () => {
  const state = openViewer(table);
  const markdown = screenMarkdown(state);
  const small = Array.from(table.cumtime).filter((cumtime) => cumtime < 0.0005 * table.totals.tottime).length;
  expect(small).toBeGreaterThan(5);
  expect(markdown).toContain(`\`${small} other functions\` |`);
  expect(markdown).toContain(`The last line adds up ${small} functions of less than 0.05 % of the time each.`);
  expect(markdown.split('\n').filter((line) => /^\| +\d/.test(line)).length).toBe(table.length - small + 1);
  const calls = Array.from(table.ncalls.values).reduce((sum, count) => sum + count, 0);
  const written = Array.from(markdown.matchAll(/^\| +(\d[\d,]*)/gm), ([, count = '']) =>
    Number(count.replaceAll(',', '')),
  );
  expect(written.reduce((sum, count) => sum + count, 0)).toBe(calls);
});
