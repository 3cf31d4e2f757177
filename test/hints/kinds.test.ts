import { expect, test } from 'vitest';
import { nodesOf } from '../../src/hints/code/module-code.ts';
import { kindOf } from '../../src/hints/code/values/value-kind.ts';
import { framesIn } from './program-code.ts';

test('names that are all made of one another have no kind, and asking for it ends', () => {
  const names = [...'abcdefghijklmnopqrst'];
  const mixed = names.flatMap((x) => names.map((y) => `${x} = ${y} + ${x}`));
  const [frame] = framesIn([...mixed, 'asked(a)', ''].join('\n'));
  const call = frame && nodesOf(frame, 'Call')[0];
  const [asked] = call?.node.args ?? [];
  expect(frame !== undefined && asked !== undefined && kindOf(asked, frame)).toBe('unknown');
});
