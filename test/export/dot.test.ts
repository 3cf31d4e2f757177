import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { findCommand } from './consumers.ts';
import { AWKWARD_NAMES, exported, exportedWithNotes, FIXTURES, fixtureTable, tableOfAwkwardNames } from './exported.ts';

const ALL = { leastFunction: 0, leastCall: 0 };

const dot = findCommand('dot', 'graphviz');

/** The labels that graphviz read, by its own words. */
function labelsOf(file: Buffer): readonly string[] {
  const { status, stdout, stderr } = spawnSync('dot', ['-Tjson'], { input: file, encoding: 'utf8', maxBuffer: 1e9 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { objects = [] } = JSON.parse(stdout) as { objects?: readonly { readonly label: string }[] };
  return objects.map(({ label }) => label);
}

describe.skipIf(!dot.isHere)(`${dot.title} draws`, () => {
  test.each(FIXTURES)('%s', async (name) => {
    const table = fixtureTable(name);
    const drawn = [...table.cumtime].filter((seconds) => seconds / table.totals.tottime >= 0.005);
    expect(labelsOf(await exported('dot', table))).toHaveLength(drawn.length);
  });

  test('names that mean something to it as they are', async () => {
    const labels = labelsOf(await exported('dot', tableOfAwkwardNames(), ALL));
    expect(labels.length).toBe(AWKWARD_NAMES.length);
    expect(labels[0]).toBe('<module> (a "b".py:1)\\n100 %\\n(1.1 %)\\n1×');
    expect(labels[5]).toContain('back\\\\slash\\\\ (');
  });
});

test('what is below the thresholds is left out, counted in the file and on standard error', async () => {
  const table = fixtureTable('shop-py38');
  const { bytes, notes } = await exportedWithNotes('dot', table, { leastFunction: 0.2, leastCall: 0.1 });
  const text = bytes.toString('utf8');
  const drawn = [...table.cumtime].filter((seconds) => seconds / table.totals.tottime >= 0.2);
  expect(text.match(/^ {2}f\d+ \[/gm)?.length).toBe(drawn.length);
  const calls = text.match(/^ {2}f\d+ -> f\d+/gm)?.length ?? 0;
  expect(notes).toEqual([
    `left out: ${table.length - drawn.length} functions with less than 20 % of the total time, ` +
      `and ${table.edges().length - calls} calls that involve them or have less than 10 %`,
  ]);
  expect(text).toContain(`// ${notes[0]}\n`);
});

test('calls are counted in total, not only primitive ones', async () => {
  const table = fixtureTable('recursion-py311');
  const text = (await exported('dot', table, ALL)).toString('utf8');
  const counts = [...text.matchAll(/-> f\d+ \[label="[^"]*?(\d+)×"/g)].map(([, count]) => Number(count));
  expect(counts).toEqual([...table.edges().ncalls.values]);
});
