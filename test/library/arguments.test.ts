import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const bytes = readFileSync(join(ROOT, 'fixtures/profiles/words-py311/out.prof'));
const table = library.decodeProfile(bytes);
const order = library.resolveSortOrder(['tottime']);
const selection = library.selectRows(table, { sort: order });
const runs = library.compareRuns([table], [table]);
const restriction = library.parseRestriction('10');
let hints: Awaited<ReturnType<typeof library.lookForHints>>;

beforeAll(async () => {
  hints = await library.lookForHints(table);
});

type Functions = {
  [Name in keyof typeof library as (typeof library)[Name] extends new (
    ...args: never
  ) => unknown
    ? never
    : (typeof library)[Name] extends (...args: never) => unknown
      ? Name
      : never]: (typeof library)[Name];
};

const FUNCTIONS: Functions = { ...library };

/** A call of each function that the library has, and all options that it knows. */
const CALLS: { readonly [Name in keyof Functions]: () => readonly unknown[] } = {
  decodeProfile: () => [bytes, () => undefined],
  mergeProfiles: () => [
    [table, table],
    ['a', 'b'],
  ],
  pstatsOrder: () => [[1, 2, 3]],
  stripDirs: () => [table],
  resolveSortOrder: () => [['tottime']],
  sortRows: () => [table, order, { reverse: true, first: 3 }],
  describeFunction: () => [table, 0],
  listCalls: () => [table, 0, 'callers'],
  summarize: () => [table, hints, 80],
  lookForHints: () => [table, { readSource: () => undefined, roots: ['/srv'], level: 'likely' }],
  reportProfile: () => [table, ['a'], { format: 'json', top: 3, sections: ['functions', 'hints'], hints }],
  compareRuns: () => [
    [table],
    [table],
    {
      failOn: ['calls>0'],
      isGatedFile: () => true,
      mappings: [{ from: '/a', to: '/b' }],
      tolerance: 0.1,
      sort: 'ncalls',
      top: 3,
      names: { before: ['a'], after: ['b'] },
    },
  ],
  renderComparison: () => [runs, 'json'],
  exportProfile: () => [table, ['a'], 'svg', { flame: true, width: 400 }],
  selectRows: () => [
    table,
    { sort: order, reverse: true, restrictions: [restriction], only: { whose: 'mine', isWanted: () => true } },
  ],
  parseRestriction: () => ['10'],
  printStats: () => [table, selection, ['out.prof'], 'raw'],
  printCalls: () => [table, selection, 'callers', 'raw'],
  joinChunks: () => [[bytes]],
};

const NAMES = Object.keys(CALLS) as (keyof Functions)[];

/** What somebody without types may pass, meaning something else. */
const STRANGE: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0.5,
  Number.NaN,
  1e300,
  10n,
  '',
  'nope',
  '__proto__',
  Symbol('nope'),
  [],
  [undefined],
  ['nope'],
  [[]],
  {},
  Object.create(null),
  { nope: 1 },
  new ArrayBuffer(8),
  new Float64Array(2),
  Promise.resolve(table),
  () => 'nope',
];

/** The arguments with something else in one place: an argument, an option, or what is in an option. */
function* mistaken(args: readonly unknown[]): Generator<readonly unknown[]> {
  for (const [at, arg] of args.entries()) {
    for (const strange of STRANGE) yield args.with(at, strange);
    if (!isWritten(arg)) continue;
    for (const [name, value] of Object.entries(arg)) {
      for (const strange of [...STRANGE, ...STRANGE.map((each) => [each])])
        yield args.with(at, { ...arg, [name]: strange });
      if (isWritten(value))
        for (const field of Object.keys(value))
          for (const strange of STRANGE) yield args.with(at, { ...arg, [name]: { ...value, [field]: strange } });
    }
  }
}

/** An object that a user writes; what is in those that the library made is its own. */
function isWritten(value: unknown): value is object {
  const isOurs = [table, order, selection, runs, hints].some((made) => made === value);
  return !isOurs && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}

/** To the end of what it gives, since a generator does nothing before. */
async function call(name: keyof Functions, args: readonly unknown[]): Promise<unknown> {
  const result: unknown = await Reflect.apply(FUNCTIONS[name], undefined, [...args]);
  return Object(result)[Symbol.toStringTag] === 'Generator' ? [...(result as Iterable<unknown>)] : result;
}

async function failureOf(name: keyof Functions, args: readonly unknown[]): Promise<unknown> {
  try {
    await call(name, args);
  } catch (error) {
    return error;
  }
  return null;
}

test('there is a call of every function', () => {
  const isFunction = ([, value]: [string, unknown]): boolean => typeof value === 'function' && !isClass(value);
  expect(NAMES.toSorted()).toEqual(
    Object.entries(library)
      .filter(isFunction)
      .map(([name]) => name)
      .toSorted(),
  );
});

function isClass(value: unknown): boolean {
  return Object(value).prototype instanceof Error;
}

describe('every error is of the one family', () => {
  test.each(NAMES)('where %s is given what it does not take', async (name) => {
    expect(await failureOf(name, CALLS[name]())).toBeNull();
    let refused = 0;
    for (const args of mistaken(CALLS[name]())) {
      const error = await failureOf(name, args);
      if (error !== null) expect(error).toBeInstanceOf(library.PyprofError);
      if (error !== null) refused++;
    }
    expect(refused).toBeGreaterThan(5);
  });
});

describe('what would do nothing, or something else, is refused', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a file as an ArrayBuffer',
      () => decode(new ArrayBuffer(8)),
      'bytes must be a Uint8Array; it is [object ArrayBuffer]',
    ],
    ['no file', () => decode(undefined), 'bytes must be a Uint8Array; it is undefined'],
    ['a path', () => decode('out.prof'), 'bytes must be a Uint8Array; it is "out.prof"'],
    [
      'a number of rows below 0',
      () => library.sortRows(table, order, { first: -1 }),
      'first must be a whole number from 0 on, or Infinity; it is -1',
    ],
    [
      'the other name of a direction',
      () => Reflect.apply(library.listCalls, null, [table, 0, 'parents']),
      'direction must be one of callers, callees; it is "parents"',
    ],
    [
      'a format that only the program has',
      () => Reflect.apply(library.reportProfile, null, [table, [], { format: 'html' }]),
      'format must be one of markdown, json, csv; it is "html"',
    ],
    [
      'another one',
      () => Reflect.apply(library.renderComparison, null, [runs, 'html']),
      'format must be one of text, markdown, json; it is "html"',
    ],
    [
      'a level that is none',
      () => Reflect.apply(library.lookForHints, null, [table, { level: 'nope' }]),
      'level must be one of confirmed, likely, possible; it is "nope"',
    ],
    [
      'a number that is not compared',
      () => Reflect.apply(library.compareRuns, null, [[table], [table], { sort: 'nope' }]),
      'sort must be one of tottime, cumtime, ncalls; it is "nope"',
    ],
    [
      'a picture without a width',
      () => library.exportProfile(table, [], 'svg', { width: -5 }),
      'width must be a whole number from 300 to 10000; it is -5',
    ],
    [
      'an option of another format',
      () => library.exportProfile(table, [], 'csv', { width: 400 }),
      'width changes nothing in csv',
    ],
    [
      'sections of a CSV',
      () => library.reportProfile(table, [], { format: 'csv', sections: ['functions'] }),
      'sections changes nothing in csv, which lists the functions',
    ],
    [
      'hints in a CSV',
      async () => library.reportProfile(table, [], { format: 'csv', hints: await library.lookForHints(table) }),
      'hints changes nothing in csv, which lists the functions',
    ],
    [
      'hints for a section that has none',
      async () => library.reportProfile(table, [], { sections: ['graph'], hints: await library.lookForHints(table) }),
      'hints changes nothing in these sections: it is for summary, hints',
    ],
    [
      'the length of what is no list',
      () => library.reportProfile(table, [], { sections: ['summary'], top: 3 }),
      'top changes nothing in these sections: it is for functions, hottest, modules',
    ],
    [
      'a section of the program alone',
      () => library.reportProfile(table, [], { sections: ['memory'] }),
      'there is no section memory (sections: summary, functions, hints, hottest, modules, graph, notes)',
    ],
    [
      'which functions a gate looks at, without a gate',
      () => library.compareRuns([table], [table], { isGatedFile: () => true }),
      'isGatedFile says which functions a gate looks at: give it with failOn',
    ],
    [
      'folders of sources that nothing reads',
      () => library.lookForHints(table, { roots: ['src'] }),
      'roots says where readSource looks for files: give it with readSource',
    ],
    [
      'an option that is misspelt',
      () => Reflect.apply(library.sortRows, null, [table, order, { frist: 3 }]),
      'there is no option frist (options: reverse, first)',
    ],
    [
      'hints that nobody waited for',
      () => Reflect.apply(library.summarize, null, [table, library.lookForHints(table)]),
      'hints must be what lookForHints found; it is [object Promise]',
    ],
    [
      'sources that nobody waited for',
      () => Reflect.apply(library.lookForHints, null, [table, { readSource: async () => bytes }]),
      'what readSource returned must be a Uint8Array, or undefined; it is [object Promise]',
    ],
  ])('%s', async (_what, action, message) => {
    const error: unknown = await Promise.resolve()
      .then(action)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'UsageError', code: 'usage', message });
  });
});

function decode(value: unknown): unknown {
  return Reflect.apply(library.decodeProfile, null, [value]);
}

test('without an order the rows are those of the dump', () => {
  expect([...library.sortRows(table, library.resolveSortOrder([]), { first: 3 })]).toEqual([0, 1, 2]);
});
