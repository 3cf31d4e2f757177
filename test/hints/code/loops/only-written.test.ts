import { expect, test } from 'vitest';
import { onlyWritten } from '../../../../src/hints/code/loops/only-written.ts';
import { frameIn } from '../../program-code.ts';

type Parts = { readonly step?: string; readonly behind?: string; readonly head?: string };

/** Whether the lines of an export need no list: what each step, what stands behind the loop and what is written first are given. */
function isOnlyWritten({ step = 'total += row', behind = 'print(path)', head = "'head'" }: Parts): boolean {
  const loop = `    for row in rows:\n        ${step}\n        lines.append(str(row))\n`;
  const file = `    with open(path, 'w') as file:\n        file.write(${head})\n        file.writelines(lines)\n`;
  const source = `class Sheet:\n  def export(self, rows, path, total):\n    lines = []\n${loop}    ${behind}\n${file}`;
  return onlyWritten(frameIn(source, 'export')).length > 0;
}

test.each([[{}], [{ head: 'str(self.title)' }], [{ step: 'self.total += row', head: 'self.title' }]])(
  'lines are only written where the file can be opened before the loop: %j',
  (parts) => {
    expect(isOnlyWritten(parts)).toBe(true);
  },
);

test.each([
  [{ head: 'str(total)' }],
  [{ step: 'self.total += row', head: 'str(self.total)' }],
  [{ step: 'self.add(row)', head: 'self.title' }],
  [{ step: 'path = row.path' }],
  [{ step: 'bad = row < 0', behind: 'if bad: print(bad)' }],
  [{ behind: 'if not path: return' }],
  [{ behind: 'assert path' }],
  [{ step: 'assert row' }],
])('what the loop finds out, or what may leave, stands before the file: %j', (parts) => {
  expect(isOnlyWritten(parts)).toBe(false);
});
