import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dump } from './cases.ts';
import { makeProfile } from './synthetic-profile.ts';
import { writeDump } from './write-dump.ts';

/** Where the benchmark keeps what it has made. */
export const CACHE = 'node_modules/.cache/pyprof-view-bench';

const REAL = 'fixtures/profiles/generators-py311/out.prof';

/** The path of a dump; it is made when it is first asked for. */
export function dumpOf({ functions, label }: Dump): string {
  if (functions === 'real') return REAL;
  const path = join(CACHE, `${functions}.prof`);
  if (existsSync(path)) return path;
  process.stderr.write(`making a dump of ${label} functions\n`);
  mkdirSync(CACHE, { recursive: true });
  writeDump(makeProfile(functions, 1), path);
  return path;
}

/** A hundred dumps of 2,000 functions, half of them alike. */
export function manyDumps(): readonly string[] {
  return Array.from({ length: 100 }, (_, index) => {
    const path = join(CACHE, `2000-${index}.prof`);
    if (!existsSync(path)) writeDump(makeProfile(2000, 1 + (index % 50)), path);
    return path;
  });
}
