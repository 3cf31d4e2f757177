import { readFileSync } from 'node:fs';

/** What bin/profile_program.py tells of a run beside its profile. */
export type RunFacts = {
  /** How often the program turned on a cProfile of its own. */
  readonly guests: number;
  /** The most memory that tracemalloc saw, and how much of it is in the snapshot: bytes, 0 where nobody asked. */
  readonly peak: number;
  readonly snapshot: number;
};

/** @throws where the file is not there, or not what that program writes */
export function readRunFacts(path: string): RunFacts {
  const facts: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return { guests: numberOf(facts, 'guests'), peak: numberOf(facts, 'peak'), snapshot: numberOf(facts, 'snapshot') };
}

function numberOf(facts: unknown, name: string): number {
  const value: unknown = typeof facts === 'object' && facts !== null ? Reflect.get(facts, name) : undefined;
  return typeof value === 'number' ? value : 0;
}
