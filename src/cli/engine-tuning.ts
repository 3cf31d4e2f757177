import { loadBuiltin } from './load-builtin.ts';

/** What to pass to V8 for one of its optimising compilers, and up to how many bytes the program is quicker without it. */
type Compiler = { readonly flag: string; readonly smallBytes: number };

/**
 * A dump is read and printed before the compiler has paid for itself: its threads cost as much as the work. At 1.6 MB
 * (10,000 functions) the whole program takes 0.6 of the time without it, at 16 MB 2.5 times as long.
 */
const TURBOFAN: Compiler = { flag: 'opt', smallBytes: 3_000_000 };

/**
 * It compiles sooner and more cheaply. At 90 kB a list takes 0.85 of the time without it and a report 0.83; at 250 kB
 * hints take 1.09 times as long, at 1.6 MB a list 1.4 times.
 */
const MAGLEV: Compiler = { flag: 'maglev', smallBytes: 200_000 };

const V8 = Number.parseInt(process.versions.v8, 10);

/** Before V8 13, of Node 24, Maglev is off where nobody asks for it. */
const HAS_MAGLEV = V8 >= 13;

const COMPILERS = HAS_MAGLEV ? [TURBOFAN, MAGLEV] : [TURBOFAN];

/**
 * Below this hardly anything runs often enough to be optimised, and loading `node:v8` with its streams would cost more
 * than it saves: 10 million instructions of a list that takes 80 beyond `node -e 0`. Maglev compiles sooner.
 */
const TINY_BYTES = HAS_MAGLEV ? 60_000 : 100_000;

const switchedOff = new Set<Compiler>();

/**
 * Switches V8's optimising compilers off while all that has to be read is small, and on again when it is not.
 * The flags are looked at whenever a function could be optimised, so they take effect at once and nothing else changes.
 */
export function tuneEngine(bytesToRead: number): void {
  if (bytesToRead >= TINY_BYTES) keepCompiled();
  for (const compiler of COMPILERS) {
    const isOff = bytesToRead >= TINY_BYTES && bytesToRead <= compiler.smallBytes;
    if (isOff === switchedOff.has(compiler)) continue;
    if (isOff) switchedOff.add(compiler);
    else switchedOff.delete(compiler);
    loadBuiltin('node:v8').setFlagsFromString(`--${isOff ? 'no-' : ''}${compiler.flag}`);
  }
}

let isKept = false;

/**
 * V8 drops the bytecode of what has not run for a few collections of garbage. The cache that a long run leaves had a quarter
 * less in it, and nobody makes it anew: 100 functions in JSON took 10 ms more after a million.
 */
function keepCompiled(): void {
  if (isKept) return;
  isKept = true;
  loadBuiltin('node:v8').setFlagsFromString('--no-flush-bytecode');
}

/** V8 11 alone, of Node 20: on Node 24 the same list takes 199 ms for 157. */
const COMPILES_LOOPS_BESIDE = V8 < 12;

/**
 * As `tuneEngine`, for what is read, printed and over. A large dump goes through a few long loops. While a thread compiles
 * one, the slow form of it runs on beside the thread and costs as much; having V8 wait takes 0.9 of the time at 100,000 functions.
 */
export function tuneForText(bytesToRead: number): void {
  tuneEngine(bytesToRead);
  if (COMPILES_LOOPS_BESIDE && bytesToRead > TURBOFAN.smallBytes)
    loadBuiltin('node:v8').setFlagsFromString('--no-concurrent-osr');
}

/** How much bytecode V8 draws into a function that it optimises: while a large dump is decoded, and otherwise (its own figure). */
const INLINED = 'max-inlined-bytecode-size-cumulative=';
const LITTLE_INLINED = 200;
const USUALLY_INLINED = 920;

/**
 * Decodes a large dump with little inlining. The decoder is some thirty short functions that call each other: as V8 has it
 * it compiles most of them several times over, inside of one another, which takes a third of the time at 100,000 functions.
 */
export function inliningLittle<T>(bytesToRead: number, decode: () => T): T {
  if (bytesToRead <= TURBOFAN.smallBytes) return decode();
  return underFlags([INLINED + LITTLE_INLINED], decode, [INLINED + USUALLY_INLINED]);
}

/** What is loaded later comes from a cache, which V8 refuses under other flags: so they are put back. */
function underFlags<T>(flags: readonly string[], work: () => T, usual: readonly string[]): T {
  const { setFlagsFromString } = loadBuiltin('node:v8');
  const set = (all: readonly string[]): void => {
    for (const flag of all) setFlagsFromString(`--${flag}`);
  };
  set(flags);
  try {
    return work();
  } finally {
    set(usual);
  }
}

type Setting = { readonly flag: string; readonly late: number; readonly usual: number };

/**
 * How long V8 runs a function before it optimises it. From version 12 on that of TurboFan is left alone: its figure differs from
 * what `--v8-options` says (10,000 in Node 24, 16,000 in 26), and where it is not put back V8 refuses all that it has cached.
 */
const PATIENCE: readonly Setting[] =
  V8 < 12
    ? [{ flag: 'interrupt-budget', late: 1_000_000, usual: 67_584 }]
    : [{ flag: 'invocation-count-for-maglev', late: 4000, usual: 400 }];

/**
 * Looks for hints with only that optimised which runs very often. A hundred rules are a few thousand functions, most of which run
 * too seldom to be worth it: in 1,500 functions optimising all takes as long as the work, and optimising none a fifth longer.
 */
export function optimizingLate<T>(work: () => T): T {
  const off = [...switchedOff];
  const flags = [...PATIENCE.map(({ flag, late }) => `${flag}=${late}`), ...off.map(({ flag }) => flag)];
  const usual = [...PATIENCE.map((each) => `${each.flag}=${each.usual}`), ...off.map(({ flag }) => `no-${flag}`)];
  return underFlags(flags, work, usual);
}
