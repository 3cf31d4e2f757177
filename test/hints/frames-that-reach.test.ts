import { expect, test } from 'vitest';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import { framesThatReach } from '../../src/hints/code/steady/pure-frame.ts';
import { fc } from '../properties.ts';
import { framesIn } from './program-code.ts';

const SIZE = 6;

/** Which function calls which, in which it holds, and who is asked about in turn. */
const GRAPHS = fc.record({
  calls: fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 10 }),
  holding: fc.array(fc.nat(SIZE - 1), { maxLength: 2 }),
  asked: fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE }),
});

test('a function reaches what it calls, by however many calls between, whoever is asked about first', () => {
  fc.assert(
    fc.property(GRAPHS, ({ calls, holding, asked }) => {
      const frames = functionsOf(calls);
      const reach = framesThatReach((frame) => holding.includes(frames.indexOf(frame)));
      for (const at of asked) expect(reach.has(frames[at]!)).toBe(isReached(at, calls, holding));
    }),
  );
});

test('only functions below the one that is asked about are looked at, and each once', () => {
  const frames = functionsOf([
    [0, 1],
    [1, 0],
    [1, 2],
    [3, 4],
  ]);
  const looked: number[] = [];
  const reach = framesThatReach((frame) => {
    looked.push(frames.indexOf(frame));
    return false;
  });
  expect([0, 1, 2].map((at) => reach.has(frames[at]!))).toEqual([false, false, false]);
  expect(looked).toEqual([0, 1, 2]);
});

function isReached(from: number, calls: readonly (readonly number[])[], holding: readonly number[]): boolean {
  const found = new Set([from]);
  for (const each of found) for (const [caller, callee] of calls) if (caller === each) found.add(callee!);
  return holding.some((at) => found.has(at));
}

function functionsOf(calls: readonly (readonly [number, number])[]): readonly FrameCode[] {
  const text = Array.from({ length: SIZE }, (_, at) => {
    const called = calls.filter(([caller]) => caller === at).map(([, callee]) => `    f${callee}()\n`);
    return `def f${at}():\n    pass\n${called.join('')}`;
  });
  return framesIn(text.join('')).filter(({ scope }) => scope.kind === 'function');
}
