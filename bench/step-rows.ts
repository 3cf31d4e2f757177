import { join } from 'node:path';
import { type Contest, RUNNING } from './contestants.ts';
import { CACHE, dumpOf } from './dumps.ts';
import type { Row } from './rows.ts';
import { type Contestant, runInTurn } from './run-process.ts';

/** Steps inside a process: how often they run, and what each may take of what pstats takes. `ours / theirs` where they differ. */
type Steps = { readonly functions: number; readonly runs: number; readonly most: Readonly<Record<string, number>> };

export const STEPS: Readonly<Record<string, Steps>> = {
  '100k': {
    functions: 100_000,
    runs: 3,
    most: { decode: 1 / 7.5, 'decode / marshal.loads': 1 / 2.2, 'print all': 1 / 1.3 },
  },
  '1M': {
    functions: 1_000_000,
    runs: 1,
    most: {
      decode: 1 / 13,
      'decode / marshal.loads': 1 / 6,
      'print all': 1 / 3,
      'sort cumulative': 1 / 40,
      'sort calls': 1 / 40,
      'sort line': 1 / 40,
      'sort filename': 1 / 20,
      'sort name': 1 / 20,
      'sort stdname': 1 / 20,
      'sort time,name': 1 / 20,
      'sort nfl': 1 / 20,
    },
  },
};

/** On the running Node alone: pstats takes minutes for them. */
export async function stepRows(
  label: string,
  { functions, runs, most }: Steps,
  contest: Contest,
): Promise<readonly Row[]> {
  process.stderr.write(`steps: ${label}\n`);
  const file = dumpOf(functions);
  const results = await runInTurn(contestants(file, runs, contest));
  const figure = (side: string, name: string) => {
    const said = results.get(side);
    return said === undefined ? null : (said?.[name] ?? ('failed' as const));
  };
  return Object.entries(most).map(([name, ratio]): Row => {
    const [ourStep = name, theirStep = name] = name.split(' / ');
    return {
      group: `steps, ${label}`,
      name,
      node: RUNNING.version,
      unit: 'ms',
      ours: figure('ours', ourStep) ?? 'failed',
      before: figure('before', ourStep),
      theirs: figure('theirs', theirStep),
      musts: [{ most: ratio, of: 'theirs' }],
    };
  });
}

function contestants(file: string, runs: number, { ours, before, python }: Contest): readonly Contestant[] {
  const trees = [
    { name: 'ours', tree: ours },
    { name: 'before', tree: before },
  ];
  return [
    ...trees.flatMap(({ name, tree }): readonly Contestant[] =>
      tree === null ? [] : [{ name, command: [RUNNING.binary, join(CACHE, 'steps.mjs'), tree, file], runs }],
    ),
    ...(python === null ? [] : [{ name: 'theirs', command: [python, 'bench/pstats_steps.py', file] as const, runs }]),
  ];
}
