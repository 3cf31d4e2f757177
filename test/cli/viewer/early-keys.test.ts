import { describe, expect, it } from 'vitest';
import { hearEarly, orRelease } from '../../../src/cli/viewer/early-keys.ts';
import type { Steps } from '../../../src/profile/steps.ts';
import { FakeKeyboard, FakeLife } from '../../tui/fake-terminal.ts';

/** A terminal, and work in ten slices of which each takes as long as said; keys are typed within the third. */
function loading(typed: string, sliceMilliseconds = 60) {
  const stdin = new FakeKeyboard();
  const life = new FakeLife();
  let clock = 0;
  let slices = 0;
  const modes = new Set<boolean>();
  function* work(): Steps<string> {
    while (slices < 10) {
      slices++;
      clock += sliceMilliseconds;
      modes.add(stdin.isRaw);
      if (slices === 3) stdin.write(typed);
      yield;
    }
    return 'loaded';
  }
  const keys = hearEarly({ stdin, life }, () => clock);
  const outcome = Promise.race([keys.inSlices(work()), keys.ended]);
  return { stdin, life, keys, outcome, modes, slices: () => slices };
}

/** What whoever listens now hears. */
function heardFrom(stdin: FakeKeyboard): () => string {
  let heard = '';
  stdin
    .on('data', (text: string) => {
      heard += text;
    })
    .resume();
  return () => heard;
}

describe('while a profile is loaded', () => {
  it('nothing is echoed, and the viewer hears what was typed', async () => {
    const { stdin, keys, outcome } = loading('jjq');
    expect(await outcome).toBe('loaded');
    expect(stdin.isRaw).toBe(true);
    keys.handOn();
    await expect.poll(heardFrom(stdin)).toBe('jjq');
  });

  it.each([
    ['q', 'quit'],
    ['jj\x03', 'SIGINT'],
    ['\x1c', 'SIGQUIT'],
  ])('%j ends it at once', async (typed, how) => {
    const { stdin, keys, outcome, slices } = loading(typed);
    expect(await outcome).toBe(how);
    expect(slices()).toBeLessThan(10);
    keys.release();
    expect(stdin.isRaw).toBe(false);
  });

  it('Ctrl-Z gives the terminal away and stops, and the load goes on behind it', async () => {
    const { stdin, life, outcome, slices } = loading('\x1aj');
    let modeWhileStopped: boolean | null = null;
    life.whileStopped = () => {
      modeWhileStopped = stdin.isRaw;
    };
    expect(await outcome).toBe('loaded');
    expect(life.asked).toEqual(['stop job']);
    expect(modeWhileStopped).toBe(false);
    expect(slices()).toBe(10);
    expect(stdin.isRaw).toBe(true);
  });
});

describe('work that has no slices', () => {
  it('is done while the terminal makes signals of keys, and what was typed before it is not lost', async () => {
    const { stdin, keys, outcome } = loading('jj');
    await outcome;
    expect(await keys.inOneGo(async () => stdin.isRaw)).toBe(false);
    keys.handOn();
    await expect.poll(heardFrom(stdin)).toBe('jj');
  });

  it('is not begun where a key of the slice before it was Ctrl-C', async () => {
    const { stdin, keys, outcome } = loading('');
    await outcome;
    stdin.write('\x03');
    let isBegun = false;
    const work = keys.inOneGo(async () => {
      isBegun = true;
      return 'SIGINT came too late';
    });
    expect(await Promise.race([work, keys.ended])).toBe('SIGINT');
    expect(isBegun).toBe(false);
  });
});

it('where the viewer cannot be loaded the lines are given back', async () => {
  const { stdin, keys, outcome } = loading('');
  const failing = orRelease(keys, async () => {
    await outcome;
    expect(stdin.isRaw).toBe(true);
    throw new Error('no viewer');
  });
  await expect(failing).rejects.toThrow('no viewer');
  expect(stdin.isRaw).toBe(false);
});

it('a load that is short leaves the terminal alone', async () => {
  const { outcome, modes } = loading('q', 1);
  expect(await outcome).toBe('loaded');
  expect([...modes]).toEqual([false]);
});
