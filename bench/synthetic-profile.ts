import { Random } from './random.ts';

/**
 * A made-up profile of the shape of real ones: Zipf-like numbers of callers with a mean near 3, 4 % recursive functions,
 * log-normal times, file and name strings shared by many functions, one name in 2,000 very long.
 */
export type SyntheticProfile = {
  readonly length: number;
  readonly files: readonly string[];
  readonly names: readonly string[];
  /** Index into files; -1 is a built-in. */
  readonly file: Int32Array;
  readonly line: Int32Array;
  readonly name: Int32Array;
  readonly ncalls: Int32Array;
  readonly primitiveCalls: Int32Array;
  readonly tottime: Float64Array;
  readonly cumtime: Float64Array;
  /** Callers of function f: edges start[f] to start[f + 1] - 1. */
  readonly start: Int32Array;
  readonly caller: Int32Array;
  readonly edgeCalls: Int32Array;
  /** The order of the functions in the dump. */
  readonly order: Int32Array;
};

const WORDS = (
  'accept build cache check close compile connect convert copy count create data decode default delete dump encode entry ' +
  'error event execute fetch field file filter find flush format get group handle hash header import index init insert item ' +
  'iter join key len line list load lock log loop make map match merge method name next node open option pack parse path ' +
  'pop print push query queue read record register render request reset resolve result row run save scan search select send ' +
  'set size skip sort split stack start state step stop store stream string sub sync table test text time token trace type ' +
  'update user value view visit wait walk wrap write'
).split(' ');

const SPECIAL = [
  '<lambda>',
  '<listcomp>',
  '<genexpr>',
  '<module>',
  '__init__',
  '__call__',
  '__getitem__',
  'wrapper',
  'inner',
];
const PACKAGES = [
  '/usr/lib/python3.11',
  '/usr/lib/python3/dist-packages',
  '/srv/app',
  '/opt/venv/lib/python3.11/site-packages',
];

export function makeProfile(length: number, seed: number): SyntheticProfile {
  const random = new Random(seed);
  const files = distinct(Math.max(1, Math.ceil(length / 12)), () => newFile(random));
  const names = distinct(Math.max(8, Math.ceil(length / 8)), () => newName(random));
  const builtins = Math.min(Math.floor(length / 6), 600, names.length); // no dict has a key twice
  const keys = makeKeys(length, builtins, files.length, names.length, random);
  const edges = makeEdges(length, random);
  const order = random.shuffle(Int32Array.from({ length }, (_, index) => index));
  return { length, files, names, ...keys, ...edges, order };
}

function distinct(count: number, make: () => string): readonly string[] {
  const found = new Set<string>();
  for (let tries = 0; found.size < count; tries++) found.add(tries < count * 2 ? make() : `${make()}_${tries}`);
  return [...found];
}

function newFile(random: Random): string {
  const folders = Array.from({ length: 1 + random.below(3) }, () => word(random)).join('/');
  return `${PACKAGES[random.below(PACKAGES.length)]}/${folders}/${word(random)}_${word(random)}.py`;
}

function newName(random: Random): string {
  if (random.next() < 0.06) return SPECIAL[random.below(SPECIAL.length)]!;
  const name = Array.from({ length: 1 + random.below(3) }, () => word(random)).join('_');
  const isLong = random.next() < 1 / 2000;
  return isLong ? Array(30).fill(name).join('x') : `${random.next() < 0.3 ? '_' : ''}${name}`;
}

function word(random: Random): string {
  return WORDS[random.below(WORDS.length)]!;
}

type Keys = Pick<SyntheticProfile, 'file' | 'line' | 'name'>;

/** Distinct keys: files are shared as real programs share them, a few have most functions. */
function makeKeys(length: number, builtins: number, files: number, names: number, random: Random): Keys {
  const file = new Int32Array(length);
  const line = new Int32Array(length);
  const name = new Int32Array(length);
  const seen = new Set<number>();
  for (let at = 0; at < length; at++) {
    if (at < builtins) {
      file[at] = -1;
      name[at] = at % names;
      continue;
    }
    do {
      file[at] = Math.floor(files * random.next() ** 2);
      line[at] = 1 + Math.floor(random.exponential(400));
    } while (seen.has(file[at]! * 2 ** 20 + line[at]!));
    seen.add(file[at]! * 2 ** 20 + line[at]!);
    name[at] = Math.floor(names * random.next() ** 1.5);
  }
  return { file, line, name };
}

type Edges = Omit<SyntheticProfile, 'length' | 'files' | 'names' | 'file' | 'line' | 'name' | 'order'>;

/** Callers stand above their callees in a call tree of which the index is the depth order; 1 % of the edges go back. */
function makeEdges(length: number, random: Random): Edges {
  const start = new Int32Array(length + 1);
  const callers: number[] = [];
  const calls: number[] = [];
  const ncalls = new Int32Array(length);
  const primitiveCalls = new Int32Array(length);
  const tottime = new Float64Array(length);
  const cumtime = new Float64Array(length);
  for (let at = 0; at < length; at++) {
    start[at] = callers.length;
    const own = new Map<number, number>();
    for (let left = at === 0 ? 0 : Math.min(400, Math.floor(random.pareto(1.45))); left > 0; left--) {
      const caller = random.next() < 0.99 ? random.below(at) : random.below(length);
      if (caller !== at) own.set(caller, Math.min(1e7, Math.floor(random.pareto(0.9))));
    }
    const total = Math.max(1, sum(own.values()));
    const recursive = random.next() < 0.04 ? Math.floor(random.pareto(1.1)) : 0;
    if (recursive > 0) own.set(at, recursive);
    for (const [caller, count] of own) {
      callers.push(caller);
      calls.push(count);
    }
    primitiveCalls[at] = total;
    ncalls[at] = total + recursive;
    tottime[at] = random.logNormal(-11, 2.2);
    cumtime[at] = tottime[at]! * (1 + (random.pareto(1.3) * 3 * (length - at)) / length);
  }
  start[length] = callers.length;
  // no function takes longer than the program; where one did, a list would have to say why
  const longest = sum(tottime);
  for (let at = 0; at < length; at++) cumtime[at] = Math.min(cumtime[at]!, longest);
  return {
    start,
    caller: Int32Array.from(callers),
    edgeCalls: Int32Array.from(calls),
    ncalls,
    primitiveCalls,
    tottime,
    cumtime,
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
