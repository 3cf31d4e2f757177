import { expect, test } from 'vitest';
import { pasteable } from '../../../src/hints/code/shadowed-names.ts';
import { inList } from '../../../src/hints/rules/in-list.ts';
import { framesIn } from '../program-code.ts';

/** What is shown of the place where the program asks a list. */
function afterIn(...lines: readonly string[]): readonly (string | undefined)[] {
  const frames = framesIn(`${lines.join('\n')}\n`);
  return frames.flatMap((frame) => inList.match(frame).map(({ fix }) => pasteable(fix ?? { text: '' }, frame).after));
}

const LOOP = ['def unique(rows):', '    seen = []', '    for row in rows:'];

test('a line of its own has a place for what is put behind it', () => {
  const [after] = afterIn(...LOOP, '        if row not in seen:', '            seen.append(row)');
  expect(after).toContain('seen_set.add(row)  # after line 5');
});

test.each([
  ['behind the head of its block', [...LOOP, '        if row not in seen: seen.append(row)']],
  ['behind another', [...LOOP, '        if row not in seen:', '            row += 1; seen.append(row)']],
  ['that is a function', ['def unique(rows, seen=[]): return [seen.append(row) for row in rows if row not in seen]']],
])('a statement %s has none, and no code is shown', (_, lines) => {
  expect(afterIn(...lines)).toEqual([undefined]);
});
