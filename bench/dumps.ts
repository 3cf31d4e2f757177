import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProfile } from './synthetic-profile.ts';
import { type Shape, writeDump } from './write-dump.ts';

export type { Shape };

/** Where the benchmark keeps what it has made. */
export const CACHE = 'node_modules/.cache/pyprof-view-bench';

/** Of a real program of some 700 functions. */
export const REAL = 'fixtures/profiles/generators-py311/out.prof';

/** The path of a made-up dump; it is made when it is first asked for. */
export function dumpOf(functions: number, shape: Shape = 'usual'): string {
  const path = join(CACHE, `${functions}${shape === 'usual' ? '' : `-${shape}`}.prof`);
  if (existsSync(path)) return path;
  process.stderr.write(`making a dump of ${functions} functions\n`);
  mkdirSync(CACHE, { recursive: true });
  writeDump(makeProfile(functions, 1), path, shape);
  return path;
}

/** Fifty kinds have 100,000 functions together. */
const KINDS = 50;

/** Many dumps of 2,000 functions; those of a kind are one file of many names, which takes no room. */
export function manyDumps(count: number): readonly string[] {
  mkdirSync(CACHE, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(CACHE, `2000-${index}.prof`);
    if (existsSync(path)) return path;
    if (index < KINDS) writeDump(makeProfile(2_000, 1 + index), path);
    else linkSync(join(CACHE, `2000-${index % KINDS}.prof`), path);
    return path;
  });
}

const SITES = {
  loops: ['for row in rows:', '    text = text + str(row)'],
  calls: ['text = text + inner(inner(rows))'],
};

/** What `hints` is given for a function with so many loops or calls: where its source is, and the dump. */
export function longFunction(what: keyof typeof SITES, count: number): readonly string[] {
  const folder = join(CACHE, what);
  mkdirSync(folder, { recursive: true });
  const sites = Array.from({ length: count }, () => SITES[what]).flat();
  const body = [
    "text = ''",
    'def inner(part):',
    '    return str(part)',
    'while rows:',
    ...sites.map((line) => `    ${line}`),
  ];
  writeFileSync(join(folder, 'long.py'), ['def hot(rows):', ...body.map((line) => `    ${line}`), ''].join('\n'));
  const dump = join(folder, 'long.prof');
  writeDump(ONE_FUNCTION, dump);
  return ['--source-root', folder, dump];
}

/** One function of Python, which takes most of the time and calls two of C. */
const ONE_FUNCTION = {
  length: 3,
  files: ['long.py'],
  names: ['hot', 'builtins.len', 'builtins.repr'],
  file: Int32Array.of(0, -1, -1),
  line: Int32Array.of(1, 0, 0),
  name: Int32Array.of(0, 1, 2),
  ncalls: Int32Array.of(3, 400_000, 400_000),
  primitiveCalls: Int32Array.of(3, 400_000, 400_000),
  tottime: Float64Array.of(5, 1, 1),
  cumtime: Float64Array.of(7, 1, 1),
  start: Int32Array.of(0, 0, 1, 2),
  caller: Int32Array.of(0, 0),
  edgeCalls: Int32Array.of(400_000, 400_000),
  order: Int32Array.of(0, 1, 2),
};
