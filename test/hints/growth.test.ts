import { expect, test } from 'vitest';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { countSteps } from './count-steps.ts';

const { hintsIn } = await import('./hint-fixtures.ts');
const { RULES } = await import('../../src/hints/rules.ts');

/** What hot functions call, as a profile names it. */
const CALLED = [
  ...['append', 'insert', 'pop', 'index', 'sort', 'remove'].map((name) => `<method '${name}' of 'list' objects>`),
  ...['strip', 'split', 'join', 'upper', 'format'].map((name) => `<method '${name}' of 'str' objects>`),
  ...['sorted', 'sum', 'any', 'max', 'len', 'repr'].map((name) => `<built-in method builtins.${name}>`),
  '<built-in method io.open>',
  '<built-in method _json.encode_basestring_ascii>',
];

/** A profile of one hot function at the first line of its file, and of those that stand in it. */
function profileOf(inner: readonly (readonly [number, string])[]): ProfileTable {
  const builder = new ProfileBuilder();
  const hot = { ncalls: 3, primitiveCalls: 3, tottime: 5, cumtime: 9 };
  builder.setRow('made.py', 1, 'hot', hot);
  for (const [line, name] of inner) builder.setRow('made.py', line, name, hot);
  for (const name of CALLED) {
    builder.setRow('~', 0, name, { ncalls: 400_000, primitiveCalls: 400_000, tottime: 1, cumtime: 1 });
  }
  for (let row = 0; row <= inner.length; row++) builder.endEdges();
  for (const _ of CALLED) {
    const numbers = { ncalls: 400_000, primitiveCalls: 400_000, tottime: 1, cumtime: 1 };
    builder.setEdge('made.py', 1, 'hot', numbers, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** What a function may have very many of, one each. */
const PARTS: Readonly<Record<string, (at: number) => readonly string[]>> = {
  'texts that grow': () => ['for row in rows:', '    text = text + str(row)'],
  'texts that grow in place': () => ['for row in rows:', '    text += str(row)'],
  'texts of their own': (at) => [`text${at} = ''`, 'for row in rows:', `    text${at} += str(row)`],
  'lists that grow by +': () => ['for row in rows:', '    kept = kept + [row]'],
  'lists that are searched': (at) => [
    `seen${at} = []`,
    'for row in rows:',
    `    if row not in seen${at}:`,
    `        seen${at}.append(row)`,
  ],
  'one list that is searched': () => ['for row in rows:', '    if row not in kept:', '        kept.append(row)'],
  'insertions at the front': () => ['for row in rows:', '    kept.insert(0, row)'],
  'pops from the front': () => ['while kept:', '    kept.pop(0)'],
  'sorts in loops': () => ['for row in rows:', '    kept.append(row)', '    first = sorted(kept)[0]'],
  'sorts of what it was given': () => ['kept.append(len(sorted(rows)))'],
  'tables that are walked for what is too old': (at) => [
    `for key, since in list(seen${at}.items()):`,
    '    if now - since > 9:',
    `        del seen${at}[key]`,
  ],
  'searches by what is set later': (at) => [
    `first${at}.key = ${at}`,
    'for row in rows:',
    `    if row.key == key${at}:`,
    '        break',
  ],
  'searches that count': (at) => [
    `place${at} = 0`,
    'for row in rows:',
    `    if row.name == name${at}:`,
    '        break',
    `    place${at} += 1`,
  ],
  exceptions: () => [
    'for row in rows:',
    '    try:',
    '        int(row)',
    '    except ValueError:',
    '        text = row',
  ],
  'comprehensions made of one another': () => ['rows = [str(row) for row in rows if row]'],
  'messages for exceptions': (at) => [`m${at} = repr(rows)`, 'if rows:', `    raise ValueError(m${at})`],
  'draws by weights': () => ['for row in rows:', '    kept.append(random.choices(rows, weights=kept)[0])'],
  'directories listed again': () => ['for row in rows:', '    kept.append(os.listdir(text))'],
  'first items of lists': (at) => [`f${at} = [row for row in rows if row]`, `text = f${at}[0]`],
  'lists for any and sum': () => ['text = any([row for row in rows])', 'text = sum([row for row in rows])'],
  'names made of the one before': (at) => [`a${at} = a${Math.max(0, at - 1)}.strip() + a${Math.max(0, at - 1)}[1:]`],
  'names bound anew': () => ['text = text.strip()', 'if text:', '    text = text + rows[0]'],
  'bests that are kept': (at) => [
    'for row in rows:',
    `    if cost(row, ${at}) < cost(best${at}, ${at}):`,
    `        best${at} = row`,
  ],
  'sums of windows': (at) => [
    'while a0 < 9:',
    `    part${at} = rows[a0:a0 + 3]`,
    `    text = sum(part${at})`,
    '    a0 += 1',
  ],
  'extremes of lists that grow': (at) => [
    'for row in rows:',
    `    kept.append(row)`,
    `    text = max(kept)`,
    `    rows[${at}] = 1`,
  ],
  'lists only asked whether they are empty': () => ['if len([row for row in rows if row.late]) > 0:', '    text = row'],
  'nested calls': (at) => [`rows = list(sorted(list(rows[${at}:])))`],
  'files that are opened': () => [
    'for row in rows[:9]:',
    "    with open('a.txt') as source:",
    '        text = source.read()',
  ],
  'dicts as records': (at) => [`record${at} = {'a': 1, 'b': 2}`, `kept.append(record${at}['a'])`],
  lambdas: (at) => [`kept.append(lambda row: row + rows[${at}])`],
  'functions in it': (at) => [`def inner${at}(row):`, '    return str(row) + str(rows[0])', `text = inner${at}(1)`],
  'functions asked again in loops': (at) => [
    `def shape${at}(row):`,
    '    return [row, row]',
    'for row in rows:',
    '    for other in rows:',
    `        one, two = shape${at}(row), shape${at}(other)`,
    '        text = str(len(one) + len(two))',
  ],
  'sums over what grows': () => [
    'for row in rows:',
    '    kept.append(row)',
    '    text = str(sum(one for one in kept))',
  ],
  'lists handed to what changes them': (at) => [
    `def put${at}(held):`,
    '    held[0] = 1',
    'for row in rows:',
    `    put${at}(kept)`,
    '    text = str(len(set(kept)))',
  ],
  'other names of a list that changes': (at) => [
    `same${at} = kept`,
    `next${at} = ${at === 0 ? 'kept' : `next${at - 1}`}`,
    'for row in rows:',
    `    same${at}[0] = next${at}[0] = row`,
    '    text = str(len(set(kept)))',
  ],
  'texts of lists that nobody reads': (at) => [
    'for row in rows:',
    '    kept.append(row)',
    `    text${at} = ''.join(kept)`,
    `    row.text${at} = ''.join(kept)`,
  ],
  'patterns put together': () => ["text += '[a-z]'", 're.search(text, rows[0])'],
  'conditions one in another': (at) => [`${at === 0 ? 'if' : 'elif'} text == ${at}:`, '    text = str(rows)'],
};

function programOf(parts: (at: number) => readonly string[], times: number): Uint8Array {
  const body = Array.from({ length: times }, (_, at) => parts(at)).flat();
  const first = ["text = ''", 'kept = []', "a0 = 'a'"];
  const lines = [
    'def hot(rows):',
    ...['import re', ...first, ...body, 'return text, kept'].map((line) => `    ${line}`),
    'hot([1])',
  ];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

test.each(Object.entries(PARTS))(
  'a function with twice as many %s takes at most 2.5 times the steps',
  async (_, parts) => {
    const table = profileOf([]);
    const stepsFor = (times: number): Promise<number> =>
      countSteps(() => {
        const { files } = hintsIn(table, programOf(parts, times));
        expect(files.map(({ reading }) => reading)).toEqual(['read']);
      });
    await stepsFor(10); // what is made once
    const once = await stepsFor(100);
    const twice = await stepsFor(200);
    expect(twice / once).toBeLessThan(2.5);
    expect(twice).toBeGreaterThan(once);
  },
);

test('the rule of growing texts alone takes at most 2.5 times the steps for twice as many of one name', async () => {
  const rules = RULES.filter(({ id }) => id === 'str-concat-quad');
  expect(rules).toHaveLength(1);
  const stepsFor = (times: number): Promise<number> =>
    countSteps(() => {
      const source = programOf(() => ['for row in rows:', '    text = text + str(row)'], times);
      expect(hintsIn(profileOf([]), source, rules).files.map(({ reading }) => reading)).toEqual(['read']);
    });
  await stepsFor(10);
  expect((await stepsFor(1000)) / (await stepsFor(500))).toBeLessThan(2.5);
});

test('twice as many functions take at most 2.5 times the steps', async () => {
  const program = (times: number): Uint8Array => {
    const lines = Array.from({ length: times }, (_, at) => [
      `class Made${at}:`,
      '    def __init__(self):',
      "        self.text = ''",
      '        self.rows = []',
      '    def hot(self, rows, more=None):',
      '        for row in rows:',
      '            self.text = self.text + str(row)',
      '            if row not in self.rows:',
      '                self.rows.append(row)',
      `        return Made${Math.max(0, at - 1)}().hot(self.rows, self.text)`,
    ]);
    return new TextEncoder().encode(`${['def hot(rows):', '    return rows', ...lines.flat()].join('\n')}\n`);
  };
  const stepsFor = (times: number): Promise<number> => {
    const table = profileOf(Array.from({ length: times }, (_, at) => [7 + 10 * at, 'hot'] as const));
    return countSteps(() => {
      expect(hintsIn(table, program(times)).notes).toEqual([]);
    });
  };
  await stepsFor(5);
  expect((await stepsFor(60)) / (await stepsFor(30))).toBeLessThan(2.5);
});

test('twice as many methods that call one another take at most 2.5 times the steps', async () => {
  const program = (times: number): Uint8Array => {
    const methods = Array.from({ length: times }, (_, at) => [
      `    def part${at}(self):`,
      `        return sum(self.rows) + self.part${Math.max(0, at - 1)}()`,
    ]);
    const first = ['def hot(rows): return rows', 'class Made:', '    def __init__(self):', '        self.rows = []'];
    return new TextEncoder().encode(`${[...first, ...methods.flat()].join('\n')}\n`);
  };
  const stepsFor = (times: number): Promise<number> => {
    const table = profileOf(Array.from({ length: 10 }, (_, at) => [5 + 2 * (times - 1 - at), `part${times - 1 - at}`]));
    return countSteps(() => {
      expect(hintsIn(table, program(times)).files.map(({ reading }) => reading)).toEqual(['read']);
    });
  };
  await stepsFor(20);
  const once = await stepsFor(100);
  const twice = await stepsFor(200);
  expect(twice / once).toBeLessThan(2.5);
  expect(twice).toBeGreaterThan(once);
});

test('a class with twice as many methods takes at most 2.5 times the steps', async () => {
  const program = (times: number): Uint8Array => {
    const methods = Array.from({ length: times }, (_, at) => [
      `    def method${at}(self):`,
      '        for row in self.rows:',
      `            self.text${at} = self.text${at} + self.read${at}(row)`,
    ]);
    const calls = Array.from({ length: times }, (_, at) => `        self.method${at}()`);
    return new TextEncoder().encode(
      `${['def hot(rows): return rows', 'class Made:', ...methods.flat(), '    def all(self):', ...calls].join('\n')}\n`,
    );
  };
  const stepsFor = (times: number): Promise<number> => {
    // more than these would have less than 1 % of the time each
    const table = profileOf(Array.from({ length: 10 }, (_, at) => [3 + 3 * at, `method${at}`] as const));
    return countSteps(() => {
      expect(hintsIn(table, program(times)).files.map(({ reading }) => reading)).toEqual(['read']);
    });
  };
  await stepsFor(20);
  const once = await stepsFor(300);
  const twice = await stepsFor(600);
  expect(twice / once).toBeLessThan(2.5);
  expect(twice).toBeGreaterThan(once);
});

/** A file of a hot function and of others with so little of the time that nothing in them can be worth a hint. */
function fileOf(cold: number): Uint8Array {
  const lines = Array.from({ length: cold }, (_, at) => [
    `def ${coldName(at)}(rows):`,
    appends(at) ? '    rows.append(sum(rows))' : '    return rows + [sum(rows)]',
  ]);
  return new TextEncoder().encode(`${['def hot(rows):', '    return sum(rows)', ...lines.flat()].join('\n')}\n`);
}

/** Every other one. */
function appends(at: number): boolean {
  return at % 2 === 1;
}

function coldName(at: number): string {
  return `${appends(at) ? 'appending' : 'adding'}${at}`;
}

function coldProfile(cold: number): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 1, 'hot', { ncalls: 3, primitiveCalls: 3, tottime: 5, cumtime: 9 });
  const little = { ncalls: 3, primitiveCalls: 3, tottime: 1e-5, cumtime: 1e-5 };
  for (let at = 0; at < cold; at++) builder.setRow('made.py', 3 + 2 * at, coldName(at), little);
  const often = { ...little, ncalls: 10_000, primitiveCalls: 10_000 };
  builder.setRow('~', 0, "<method 'append' of 'list' objects>", often);
  for (let row = 0; row <= cold; row++) builder.endEdges();
  for (let at = 0; at < cold; at++) {
    if (appends(at))
      builder.setEdge('made.py', 3 + 2 * at, coldName(at), { ...often, tottime: 1e-7, cumtime: 1e-7 }, false);
  }
  builder.endEdges();
  return builder.finish('traced', []);
}

test('a function with too little of the time is asked about by rules of memory alone, of a list where it appends often', () => {
  const asked: string[] = [];
  const rules = RULES.map((rule) => ({
    ...rule,
    match: (frame: FrameCode) => {
      const kind = /^(appending|adding)/.exec(frame.scope.name)?.[0];
      if (kind !== undefined) asked.push(`${kind} ${rule.id}`);
      return rule.match(frame);
    },
  }));
  hintsIn(coldProfile(20), fileOf(20), rules);
  const expected = ['cache-misses', 'slots'].flatMap((id) => [`adding ${id}`, `appending ${id}`]);
  expect([...new Set(asked)].sort()).toEqual([...expected, 'appending kept-list'].sort());
  expect(asked).toHaveLength(20 * 2 + 10);
});

test('twice as many functions with too little of the time take at most 2.5 times the steps', async () => {
  const stepsFor = (cold: number): Promise<number> =>
    countSteps(() => {
      expect(hintsIn(coldProfile(cold), fileOf(cold)).files.map(({ reading }) => reading)).toEqual(['read']);
    });
  await stepsFor(20);
  const once = await stepsFor(1000);
  const twice = await stepsFor(2000);
  expect(twice / once).toBeLessThan(2.5);
  expect(twice).toBeGreaterThan(once);
});
