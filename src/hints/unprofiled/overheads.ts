import type { CalledKind } from './called-kind.ts';

/** A number for each kind of what is called. */
type ByKind = Readonly<Record<CalledKind, number>>;

/**
 * What cProfile adds to a program on some Pythons. Times of calls are in units of the cheapest call of the same dump
 * (`unitOf`), so that neither the machine nor its load is in the table.
 */
export type Overheads = {
  /** Minor versions of Python 3. */
  readonly from: number;
  readonly to: number;
  /** What own time per call of the cheapest function of a kind is, in units of the cheapest built-in function. */
  readonly cheapest: ByKind;
  /** The part of a call's overhead that stands in the own time of what is called. */
  readonly inCallee: ByKind;
  /** The part that stands in the own time of the caller. */
  readonly inCaller: ByKind;
  /** How much slower plain bytecode is while it is profiled: 3.11 runs no specialised instructions then. */
  readonly slowdown: number;
  /** From and to what the slowdown was seen: arithmetic 2.0, attributes 3.7, globals 3.9, operators of C 1.2. */
  readonly slowdowns: { readonly least: number; readonly most: number };
  /** What a call takes at least without the profiler. */
  readonly floor: ByKind;
  /** What the caller's own bytecode takes for a call: it is gone with the call. */
  readonly site: number;
};

/**
 * Measured with loops of 100,000 calls on CPython 3.8.18, 3.11.7, 3.12.1 and 3.13.0 (Linux, x86-64), and rounded after 23
 * programs that were timed with the profiler and without it; floors and slowdown after 27 loops over what programs call
 * (on 3.8 they were right as they were). 3.6, 3.7, 3.9 and 3.10 are taken to be as 3.8, and 3.14
 * and later as 3.13: they were not measured. docs/hints/savings.md says how often its estimates hold.
 */
export const OVERHEADS: readonly Overheads[] = [
  {
    from: 6,
    to: 10,
    cheapest: { builtin: 1, method: 1, python: 0.95, generator: 1 },
    inCallee: { builtin: 0.95, method: 1, python: 1, generator: 1 },
    inCaller: { builtin: 1, method: 1.1, python: 1.15, generator: 1 },
    slowdown: 1,
    slowdowns: { least: 1, most: 1 },
    floor: { builtin: 0.2, method: 0.2, python: 0.9, generator: 0.9 },
    site: 0.5,
  },
  {
    from: 11,
    to: 11,
    cheapest: { builtin: 1, method: 1, python: 0.95, generator: 1 },
    inCallee: { builtin: 0.9, method: 0.95, python: 0.85, generator: 0.9 },
    inCaller: { builtin: 1.5, method: 1.7, python: 2.2, generator: 1.2 },
    slowdown: 1.6,
    slowdowns: { least: 1.2, most: 3.9 },
    floor: { builtin: 0.1, method: 0.1, python: 0.5, generator: 0.4 },
    site: 0.3,
  },
  {
    from: 12,
    to: 12,
    cheapest: { builtin: 1, method: 1.5, python: 0.95, generator: 1 },
    inCallee: { builtin: 0.9, method: 1.5, python: 0.85, generator: 0.85 },
    inCaller: { builtin: 1.4, method: 2, python: 1.9, generator: 1.2 },
    slowdown: 1,
    slowdowns: { least: 1, most: 1 },
    floor: { builtin: 0.08, method: 0.08, python: 0.5, generator: 0.35 },
    site: 0.25,
  },
  {
    from: 13,
    to: Number.POSITIVE_INFINITY,
    cheapest: { builtin: 1, method: 1.5, python: 0.95, generator: 1 },
    inCallee: { builtin: 0.95, method: 1.6, python: 1, generator: 0.85 },
    inCaller: { builtin: 1.7, method: 2.5, python: 2.2, generator: 1.2 },
    slowdown: 1,
    slowdowns: { least: 1, most: 1 },
    floor: { builtin: 0.08, method: 0.08, python: 0.5, generator: 0.35 },
    site: 0.25,
  },
];
