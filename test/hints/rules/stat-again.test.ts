import { expect, test } from 'vitest';
import type { Site } from '../../../src/hints/rule.ts';
import { sitesIn } from '../program-code.ts';

/** What is asked of each name of a folder. */
function asked(walked: string, ...lines: readonly string[]): Site | undefined {
  const body = lines.map((line) => `        ${line}\n`).join('');
  return sitesIn('stat-again', `import os\ndef scan(folder, names):\n    for name in ${walked}:\n${body}`)[0];
}

const PATH = 'path = os.path.join(folder, name)';

test('names the lines of all that is asked of a path, and of what lists the folder, and says scandir', () => {
  const site = asked('sorted(os.listdir(folder))', PATH, 'if os.path.isdir(path):', '    print(os.stat(path).st_size)');
  expect(site?.lines).toEqual([3, 5, 6]);
  expect(site?.fix?.text).toMatch(/^Walk os\.scandir in place of the names/);
});

test('says so of one question too, where an entry knows the answer', () => {
  const site = asked('os.listdir(folder)', PATH, 'if os.path.isfile(path):', '    print(path)');
  expect(site?.lines).toEqual([3, 5]);
  expect(site?.fix?.text).toMatch(/^Walk os\.scandir/);
});

test('says nothing of scandir where the names come from elsewhere', () => {
  const site = asked('names', PATH, 'if os.path.isfile(path):', '    print(os.path.getsize(path))');
  expect(site?.lines).toEqual([5, 6]);
  expect(site?.fix).toBeUndefined();
});

test('names no list that another loop walks', () => {
  const site = asked('names', PATH, 'if os.path.isfile(path):', '    print(os.path.getsize(path), os.listdir(folder))');
  expect(site?.lines).toEqual([5, 6]);
});

test('is silent where one question is asked of each path', () => {
  expect(asked('names', PATH, 'print(os.path.getsize(path))')).toBeUndefined();
  expect(asked('os.listdir(folder)', PATH, 'print(os.path.getsize(path))')).toBeUndefined();
});
