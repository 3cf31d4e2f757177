import { describe, expect, test } from 'vitest';
import { canonicalName } from '../../src/hints/evidence/callee-names.ts';
import type { Hint } from '../../src/hints/hint.ts';
import { callTimes } from '../../src/profile/call-times.ts';
import { calleeEdges, calleeIndex } from '../../src/profile/callees.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { fc } from '../properties.ts';
import { hintsFor, hintsIn, PYTHONS } from './hint-fixtures.ts';

/** What all calls of the built-in took; the function that makes them took as long and a little more. */
const SECONDS = 4;

type Numbers = { readonly ncalls: number; readonly tottime: number; readonly cumtime: number };

/** The hints for a function `hot` that makes all calls of one other. */
function hintsOfCalls(
  lines: readonly string[],
  hot: Numbers,
  callee: readonly [file: string, line: number, name: string],
  calls: Numbers,
): readonly Hint[] {
  const builder = new ProfileBuilder();
  const all = { ...calls, primitiveCalls: calls.ncalls };
  const line = 1 + lines.findIndex((text) => text.startsWith('def hot'));
  builder.setRow('made.py', line, 'hot', { ...hot, primitiveCalls: hot.ncalls });
  builder.setRow(...callee, all);
  builder.endEdges();
  builder.setEdge('made.py', line, 'hot', all, false);
  builder.endEdges();
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(`${lines.join('\n')}\n`)).hints;
}

type Made = { readonly before: number; readonly inLoops: number; readonly runs: number; readonly calls: number };

/** The hints for a function that sorts at some places before its loops, and at some in them. */
function hintsOf({ before, inLoops, runs, calls }: Made): readonly Hint[] {
  const hot = { ncalls: runs, tottime: 1, cumtime: SECONDS + 1 };
  const sorted = { ncalls: calls, tottime: SECONDS, cumtime: SECONDS };
  const lines = [
    'def hot(rows, more):',
    '    total = 0',
    ...Array.from({ length: before }, () => '    total += sorted(rows)[0]'),
    ...Array.from({ length: inLoops }, () => [
      '    for one in more:',
      '        rows.append(one)',
      '        total += sorted(rows)[0]',
    ]).flat(),
    '    return total',
  ];
  return hintsOfCalls(lines, hot, ['~', 0, '<built-in method builtins.sorted>'], sorted);
}

const costOf = (hints: readonly Hint[]): number => hints.reduce((sum, { cost }) => sum + cost, 0);

describe('calls with little of the time', () => {
  test.each([
    [0.1, 'confirmed'],
    [0.04, 'likely'],
    [0.027, 'possible'],
    [0.013, 'possible'],
    [0.008, undefined],
  ])('with %d of it are a hint that is %s', (share, level) => {
    const lines = ['import gc', 'def hot(jobs):', '    for job in jobs:', '        job.do()', '        gc.collect()'];
    const rest = SECONDS / share - SECONDS;
    const hot = { ncalls: 1, tottime: rest, cumtime: rest + SECONDS };
    const calls = { ncalls: 1000, tottime: SECONDS, cumtime: SECONDS };
    const hints = hintsOfCalls(lines, hot, ['~', 0, '<built-in method gc.collect>'], calls);
    expect(hints.find(({ rule }) => rule === 'gc-collect')?.level).toBe(level);
  });
});

describe('a call of a regex that may try too many ways', () => {
  test.each([
    ['match', 1, 'possible', 'text'],
    ['search', 9, 'possible', 'text'],
    ['search', 9, 'likely', "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"],
    ['search', 9, 'possible', "'aaaaa' * 90000"],
    ['match', 9, 'likely', "'a' * 30 + 'b'"],
    ['match', 9, 'possible', "'b' + text"],
    ['findall', 1, 'possible', 'text'],
    ['sub', 9, 'possible', 'text'],
    ['findall', 10, 'confirmed', 'text'],
  ])('by %s, made %d times, is %s: a few texts may be long ones', (method, ncalls, level, text) => {
    const lines = [
      'import re',
      "WORDS = re.compile(r'(a+)+!')",
      'def hot(text):',
      `    return WORDS.${method}(${text})`,
    ];
    const callee = ['~', 0, `<method '${method}' of 're.Pattern' objects>`] as const;
    const hot = { ncalls, tottime: 0.001, cumtime: SECONDS };
    const hints = hintsOfCalls(lines, hot, callee, { ncalls, tottime: SECONDS - 0.001, cumtime: SECONDS - 0.001 });
    expect(hints.map(({ rule, level: told }) => [rule, told])).toEqual([['regex-backtracking', level]]);
  });
});

describe('a variable that is looked up in a loop', () => {
  test.each([
    ["os.environ |= {'MODE': str(n)}", undefined],
    ["os.environ |= {'OTHER': str(n)}", 'confirmed'],
    ['os.environ |= more', undefined],
    ['os.environ.clear()', undefined],
    ["os.environ.setdefault('MODE', '1')", undefined],
    ["os.environ.pop('MODE')", undefined],
    ['os.environ.update(MODE=n)', undefined],
    ['os.environ = {}', undefined],
    ["os.putenv('MODE', '1')", 'possible'],
    ['dotenv.load_dotenv()', 'possible'],
    ['load()', 'possible'],
    ['fill(os.environ, n)', 'possible'],
    ['run(n); subprocess.run(n, env=dict(os.environ)); time.sleep(1)', 'confirmed'],
  ])('with %s is a hint that is %s', (step, level) => {
    const lines = [
      'import os, dotenv, subprocess, time',
      'from dotenv import load_dotenv as load, fill',
      'def hot(more):',
      '    for n in range(more):',
      "        print(os.environ['MODE'])",
      `        ${step}`,
      'def run(n):',
      '    return n',
    ];
    const callee = ['/usr/lib/python3.11/os.py', 673, '__getitem__'] as const;
    const hot = { ncalls: 1, tottime: 0.01, cumtime: SECONDS + 0.01 };
    const hints = hintsOfCalls(lines, hot, callee, { ncalls: 100_000, tottime: SECONDS, cumtime: SECONDS });
    expect(hints.find(({ rule }) => rule === 'environ-loop')?.level).toBe(level);
  });
});

describe('look-ups of different forms, which one rule weighs by the same calls', () => {
  test('have no more of the time than the calls, in seconds or as a part of the program', () => {
    const lines = [
      'import os',
      'def hot(names):',
      '    for name in names:',
      "        if os.environ['A'] == name or os.environ['B'] == name or 'C' in os.environ:",
      '            return name',
    ];
    const callee = ['/usr/lib/python3.11/os.py', 673, '__getitem__'] as const;
    const hot = { ncalls: 1, tottime: 1, cumtime: SECONDS + 1 };
    const hints = hintsOfCalls(lines, hot, callee, { ncalls: 100_000, tottime: SECONDS, cumtime: SECONDS });
    expect(hints.map(({ rule, lines: found }) => [rule, found])).toEqual([['environ-loop', [4]]]);
    expect(costOf(hints)).toBeCloseTo(SECONDS, 9);
    expect(hints[0]?.share).toBeCloseTo(SECONDS / (SECONDS + 1), 9);
    expect(hints[0]?.saving.high).toBeLessThanOrEqual(SECONDS);
  });
});

describe('places of a function that make the same calls', () => {
  test('share their time, and have no more of it together, however many are in loops', () => {
    fc.assert(
      fc.property(
        fc.record({
          before: fc.nat(4),
          inLoops: fc.nat(4),
          runs: fc.integer({ min: 1, max: 3000 }),
          calls: fc.integer({ min: 1, max: 100_000 }),
        }),
        (made) => costOf(hintsOf(made)) <= SECONDS * 1.0001,
      ),
    );
  });

  test('a place before a loop has no more than the calls that it can make', () => {
    const [hint] = hintsOf({ before: 1, inLoops: 1, runs: 10, calls: 1000 });
    expect(hint?.lines).toEqual([3, 6]);
    expect(costOf([hint!])).toBeCloseTo(SECONDS, 9);
    expect(hint?.evidence.map(({ text }) => text)).toContain(
      '99 % of these calls are put down to this place: the function makes them at others too',
    );
  });
});

describe('a list that got few items in a long time', () => {
  const lines = [
    'def hot(rows):',
    '    seen = []',
    '    for row in rows:',
    '        if row not in seen:',
    '            seen.append(row)',
    '    return seen',
  ];
  const levelOf = (seconds: number, items: number): readonly string[] => {
    const hot = { ncalls: 1, tottime: seconds, cumtime: seconds };
    const calls = { ncalls: items, tottime: 1e-5, cumtime: 1e-5 };
    const hints = hintsOfCalls(lines, hot, ['~', 0, "<method 'append' of 'list' objects>"], calls);
    return hints.filter(({ rule }) => rule === 'in-list').map(({ level }) => level);
  };

  test('is possible alone: the loop may have waited, as where the program was interrupted', () => {
    expect(levelOf(0.7, 30)).toEqual(['possible']);
    expect(levelOf(0.7, 3000)).toEqual(['likely']);
  });
});

describe('places in two loops that make the same calls', () => {
  const lines = [
    'import copy',
    'def hot(few, many, plan):',
    '    for one in few:',
    '        note(copy.deepcopy(plan))',
    '    for one in many:',
    '        copy.deepcopy(plan)',
  ];
  const numbers = (ncalls: number, seconds: number) => ({
    ...{ ncalls, primitiveCalls: ncalls },
    ...{ tottime: seconds, cumtime: seconds },
  });

  /** `note` is called in each pass of the first loop alone. */
  function hintOfTwo(notes: number): Hint | undefined {
    const called = [
      ['/usr/lib/python3.11/copy.py', 66, 'deepcopy', numbers(1000, SECONDS)],
      ['/usr/lib/python3.11/notes.py', 90, 'note', numbers(notes, 0.01)],
    ] as const;
    const builder = new ProfileBuilder();
    builder.setRow('made.py', 2, 'hot', numbers(1, SECONDS + 1));
    for (const [file, line, name, calls] of called) builder.setRow(file, line, name, calls);
    builder.endEdges();
    for (const [, , , calls] of called) {
      builder.setEdge('made.py', 2, 'hot', calls, false);
      builder.endEdges();
    }
    const source = new TextEncoder().encode(`${lines.join('\n')}\n`);
    return hintsIn(builder.finish('traced', []), source).hints.find(({ rule }) => rule === 'deepcopy');
  }

  test.each([
    [30, 6, '97 %'],
    [970, 4, '97 %'],
  ])(
    'share it by passes where something counts them: with %d in the first line %d comes first',
    (notes, line, part) => {
      const hint = hintOfTwo(notes);
      expect([hint?.line, hint?.lines]).toEqual([line, [4, 6]]);
      expect(hint?.evidence.map(({ text }) => text).join()).toContain(
        `${part} of these calls are put down to this place`,
      );
      expect(hint?.cost).toBeCloseTo(SECONDS, 9);
    },
  );
});

describe.each(PYTHONS)('a file that is opened and dropped on %s', (python) => {
  test('is also closed: that is own time of its function, and goes with the opening', () => {
    const { hints, table } = hintsFor(`hint-programs/storage-${python}.prof`);
    const hint = hints.find(({ rule, line }) => rule === 'open-in-loop' && line === 38);
    const index = calleeIndex(table);
    const opening = [...calleeEdges(index, hint?.row ?? 0)].reduce((sum, edge) => {
      const callee = index.callee[edge] ?? 0;
      const isOpen = canonicalName(table, callee).full === 'io.open';
      return sum + (isOpen ? (callTimes(table, edge, callee)?.cumtime ?? 0) : 0);
    }, 0);
    expect(opening).toBeGreaterThan(0);
    expect(hint?.cost).toBeGreaterThan(opening * 1.2);
  });
});

/** The hint for passes over a text, forty words each, that took so long. */
function hintOfPasses(perCall: number): Hint | undefined {
  const seconds = 40_000 * perCall;
  const lines = [
    'import re',
    'def hot(text, words):',
    '    for word in words:',
    "        text = re.sub(r'\\b%s\\b' % re.escape(word), '', text)",
    '    return text',
  ];
  const hot = { ncalls: 1000, tottime: 0.01, cumtime: seconds + 0.01 };
  const calls = { ncalls: 40_000, tottime: seconds, cumtime: seconds };
  const found = hintsOfCalls(lines, hot, ['/usr/lib/python3.11/re/__init__.py', 180, 'sub'], calls);
  return found.find(({ rule }) => rule === 'sub-each');
}

test('a call near the least that counts makes a hint less sure, level by level: a busy machine moves it by one', () => {
  const levels = [3e-6, 4e-6, 5.5e-6, 8e-6].map((perCall) => hintOfPasses(perCall)?.level);
  expect(levels).toEqual([undefined, 'possible', 'likely', 'confirmed']);
});
