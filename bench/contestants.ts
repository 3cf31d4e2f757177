import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHED, fetchNode } from '../scripts/pack/nodes.mjs';
import type { CommandLine } from './run-process.ts';

export type Node = { readonly version: string; readonly binary: string };

/** Who is measured. */
export type Contest = {
  /** The folder of a built tree: this one. */
  readonly ours: string;
  /** That of an older one. */
  readonly before: string | null;
  readonly nodes: readonly Node[];
  readonly python: string | null;
};

export const RUNNING: Node = { version: process.versions.node, binary: process.execPath };

/** The Node that runs this, and those that the benchmark fetches; why there is none, for those that it cannot. */
export function findNodes(isThisAlone: boolean): {
  readonly nodes: readonly Node[];
  readonly failures: readonly string[];
} {
  const nodes = [RUNNING];
  const failures: string[] = [];
  for (const version of isThisAlone ? [] : BENCHED.filter((one) => one !== RUNNING.version)) {
    const { binary, failure } = fetchNode(version);
    if (failure === undefined) nodes.push({ version, binary });
    else failures.push(`Node ${version}: ${failure}`);
  }
  return { nodes, failures };
}

/** Debian's Python is built with profile-guided optimisation: the strong opponent. */
export function findPython(): string | null {
  const candidates = [process.env['BENCH_PYTHON'], '/usr/bin/python3', 'python3', 'python'];
  return candidates.find((name) => name !== undefined && canImport(name, 'pstats')) ?? null;
}

export function canImport(python: string, module: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What was measured against stays known: `commit 12ab34cd`. */
export function commitOf(folder: string): string {
  const commit = execFileSync('git', ['-C', folder, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  return `commit ${commit.trim()}`;
}

/** A Node that says at its end what it has used. */
export function spiedNode({ binary }: Node, ...args: readonly string[]): CommandLine {
  return [binary, '--require', './bench/usage.cjs', ...args];
}

export function programIn(folder: string): string {
  return join(folder, 'bin/pyprof-view.js');
}
