import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PyprofError } from '../../src/errors.ts';
import { NAMED_FOLDER } from './named-files.ts';
import { Random } from './random.ts';
import { type FuzzTarget, TARGETS } from './targets.ts';

/** `npm run fuzz`: FUZZ_SECONDS for all targets together; FUZZ_SEED for other inputs, or for those of a finding again. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 4);
const SEED = Number(process.env['FUZZ_SEED'] ?? 17);

/** The first inputs of a seed are the same everywhere; how many there are depends on the machine. */
const FEWEST_INPUTS = 200;

/** Of CPU time, the least of three readings: a busy machine makes one of them long. The slowest inputs take 0.6 s. */
const MOST_MILLISECONDS = 2000;

/** Of the whole process, with the tests and what a parser loads; a decoder that believed a length of 2**31 needs more. */
const MOST_MEGABYTES = 1200;

afterAll(() => rmSync(NAMED_FOLDER, { recursive: true }));

type Outcome = {
  readonly error: unknown;
  readonly milliseconds: number;
  /** By so much the highest memory of the process rose: what an input takes, but for what was free before. */
  readonly megabytes: number;
};

function readOnce({ read }: FuzzTarget, bytes: Buffer): Outcome {
  const highest = highestMegabytes();
  const cpu = process.cpuUsage();
  let error: unknown = null;
  try {
    read(bytes);
  } catch (thrown) {
    error = thrown;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { error, milliseconds: (user + system) / 1000, megabytes: highestMegabytes() - highest };
}

function highestMegabytes(): number {
  return process.resourceUsage().maxRSS / 1000;
}

/** What is wrong with an outcome, or null. */
function complaintOn(target: FuzzTarget, { error, milliseconds, megabytes }: Outcome, bytes: Buffer): string | null {
  if (error !== null && !(error instanceof PyprofError)) return String(error instanceof Error ? error.stack : error);
  if (megabytes > 100 + (40 * bytes.length) / 1e6) return `took ${Math.round(megabytes)} MB`;
  if (milliseconds <= MOST_MILLISECONDS) return null;
  const least = Math.min(milliseconds, readOnce(target, bytes).milliseconds, readOnce(target, bytes).milliseconds);
  return least > MOST_MILLISECONDS ? `took ${Math.round(least)} ms` : null;
}

/** What to run again, and the bytes. */
function keepFinding(target: FuzzTarget, index: number, bytes: Buffer): string {
  const folder = join(tmpdir(), 'pyprof-view-fuzz');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${target.name.replaceAll(' ', '-')}-${SEED}-${index}`);
  writeFileSync(path, bytes);
  return path;
}

describe('bytes that may be anybody’s', () => {
  test.each(TARGETS)(
    '$name are read or refused in our words, soon and in little room',
    { timeout: SECONDS * 2000 + 600_000 },
    (target) => {
      const end = performance.now() + (SECONDS * 1000) / TARGETS.length;
      let index = 0;
      let refused = 0;
      let slowest = 0;
      let largest = 0;
      for (; index < (target.fewest ?? FEWEST_INPUTS) || performance.now() < end; index++) {
        const bytes = target.make(new Random(Math.imul(SEED, 0x9e3779b1) + index));
        const outcome = readOnce(target, bytes);
        if (outcome.error !== null) refused++;
        slowest = Math.max(slowest, outcome.milliseconds);
        largest = Math.max(largest, outcome.megabytes);
        const complaint = complaintOn(target, outcome, bytes);
        if (complaint !== null) expect.fail(`${keepFinding(target, index, bytes)}: ${complaint}`);
      }
      if (process.env['FUZZ_SECONDS'] !== undefined)
        process.stderr.write(
          `${target.name}: ${index} inputs of seed ${SEED}, ${refused} refused, slowest ${Math.round(slowest)} ms, ` +
            `largest ${Math.round(largest)} MB, ${Math.round(highestMegabytes())} MB in all\n`,
        );
      expect(highestMegabytes()).toBeLessThan(MOST_MEGABYTES);
    },
  );
});
