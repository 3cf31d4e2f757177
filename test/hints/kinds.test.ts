import { expect, test } from 'vitest';
import { moduleCode, nodesOf } from '../../src/hints/code/module-code.ts';
import { kindOf } from '../../src/hints/code/values/value-kind.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';

const read = await loadSourceReader();

test('names that are all made of one another have no kind, and asking for it ends', () => {
  const names = [...'abcdefghijklmnopqrst'];
  const mixed = names.flatMap((x) => names.map((y) => `${x} = ${y} + ${x}`));
  const code = moduleCode(read(new TextEncoder().encode([...mixed, 'asked(a)', ''].join('\n'))));
  const frame = code?.frames[0];
  const call = frame === undefined ? undefined : nodesOf(frame, 'Call')[0];
  const [asked] = call?.node.args ?? [];
  expect(frame !== undefined && asked !== undefined && kindOf(asked, frame)).toBe('unknown');
});
