import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../output/temporary-folder.ts';

/** Numbers by name, as the Python files in bin/ write them. */
export type Facts = Readonly<Record<string, number>>;

/**
 * Gives the path of a file to write facts into, and a way to read them: null where the process was killed before it did.
 *
 * @throws where that is not what bin/ writes
 */
export async function withFacts<T>(work: (path: string, read: () => Facts | null) => Promise<T>): Promise<T> {
  const folder = makeTemporaryFolder('facts');
  const path = join(folder, 'facts.json');
  try {
    return await work(path, () => (existsSync(path) ? numbersOf(JSON.parse(readFileSync(path, 'utf8'))) : null));
  } finally {
    rmSync(folder, { recursive: true, force: true }); // the program may have emptied the temporary folder
  }
}

function numbersOf(value: unknown): Facts {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, fact]) => [name, Number(fact)]));
}
