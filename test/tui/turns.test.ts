import { expect, test } from 'vitest';
import { createTurns } from '../../src/tui/turns.ts';

function openTurns() {
  const heard: string[] = [];
  const ends = new Map<string, () => void>();
  let isDone = false;
  const turns = createTurns(() => isDone);
  const work = (name: string) => async (isWanted: () => boolean) => {
    heard.push(`${name} begins`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    heard.push(`${name} ${isWanted() ? 'is wanted' : 'is not wanted'}`);
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const quit = (): void => {
    isDone = true;
  };
  return { heard, turns, work, end, quit };
}

test('what is done at once is done before anything else, where nothing is waited for', async () => {
  const { heard, turns, work, end } = openTurns();
  const doAtOnce = (name: string) => () => {
    heard.push(name);
    return null;
  };
  turns(doAtOnce('strip'), 'after');
  turns(doAtOnce('find'), 'after');
  expect(heard).toEqual(['strip', 'find']);
  turns(work('add a'), 'after');
  turns(doAtOnce('find b'), 'after');
  expect(heard.slice(2)).toEqual(['add a begins']);
  await end('add a');
  expect(heard.slice(3)).toEqual(['add a is wanted', 'find b']);
  turns(doAtOnce('find c'), 'after');
  expect(heard.at(-1)).toBe('find c');
});

test('each begins when the one before has ended', async () => {
  const { heard, turns, work, end } = openTurns();
  turns(work('read a'), 'instead');
  turns(work('add b'), 'after');
  turns(work('strip'), 'after');
  await end('');
  await end('read a');
  await end('add b');
  expect(heard).toEqual(['read a begins', 'read a is wanted', 'add b begins', 'add b is wanted', 'strip begins']);
});

test('what is read instead waits for nothing, and nothing from before it is wanted', async () => {
  const { heard, turns, work, end } = openTurns();
  turns(work('read large'), 'instead');
  turns(work('strip'), 'after');
  await end('');
  turns(work('read small'), 'instead');
  await end('');
  await end('read small');
  await end('read large');
  expect(heard).toEqual(['read large begins', 'read small begins', 'read small is wanted', 'read large is not wanted']);
});

test('nothing is wanted, and nothing begins, when the viewer is done', async () => {
  const { heard, turns, work, end, quit } = openTurns();
  turns(work('add a'), 'after');
  turns(work('add b'), 'after');
  await end('');
  quit();
  await end('add a');
  expect(heard).toEqual(['add a begins', 'add a is not wanted']);
});
