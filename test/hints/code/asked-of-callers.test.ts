import { expect, test } from 'vitest';
import { framesNamed } from '../../../src/hints/code/frames-named.ts';
import { nodesOf } from '../../../src/hints/code/module-code.ts';
import { isOnePass } from '../../../src/hints/code/one-pass.ts';
import { samenessOf } from '../../../src/hints/code/opened-beside.ts';
import { isSameInEveryCall } from '../../../src/hints/code/steady/invariance.ts';
import { runsBetween } from '../../../src/hints/code/steady/repeated-code.ts';
import { frameIn } from '../program-code.ts';

const CALLERS = Array.from({ length: 200 }, (_, at) => `    callee(given)[${at}]`);

/** A function that hands its argument on in 200 places, on each of three levels: eight million ways to what the last is given. */
function programOf(value: string): string {
  const handed = [1, 2, 3].map((level) =>
    [`def f${level}(given):`, ...CALLERS.map((line) => line.replace('callee', `f${level - 1}`))].join('\n'),
  );
  return ['def f0(given):', '    return given(1)', ...handed, 'def g(path):', `    f3(${value})`, ''].join('\n');
}

function givenIn(program: string) {
  const frame = frameIn(program, 'f0');
  const [call] = nodesOf(frame, 'Call');
  if (call === undefined) throw new Error('no call');
  return { frame, call, given: call.node.func };
}

test('what 200 callers on each of three levels hand on is asked of each once', () => {
  const program = programOf("'text'");
  const { frame, call, given } = givenIn(program);
  expect(isSameInEveryCall(given, frame)).toBe(true);
  expect(isOnePass(given, frame)).toBe(false);
  expect(samenessOf(given, frame, given, frameIn(program, 'g'))).toBe('unseen');
  expect(runsBetween(call).nodes.some((one) => one.frame.scope.name === 'g')).toBe(true);
});

test('a function that 200 callers on each of three levels hand on is named once', () => {
  const { frame, given } = givenIn(`def work(n):\n    pass\n${programOf('work')}`);
  expect(framesNamed({ node: given, frame }).map(({ scope }) => scope.name)).toEqual(['work']);
});
