import type { Case } from './cases.ts';
import { type Contest, type Node, programIn, RUNNING, spiedNode } from './contestants.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import type { Figure, Row } from './rows.ts';
import { type Contestant, runInTurn, type Said } from './run-process.ts';

type Results = ReadonlyMap<string, Said | null>;

/** The rows of a case: all sides of all Nodes in the same turns, so that pstats need not run again for each Node. */
export async function measure(wanted: Case, contest: Contest): Promise<readonly Row[]> {
  process.stderr.write(`${wanted.group}: ${wanted.name}\n`);
  const nodes = wanted.isOnEachNode ? contest.nodes : [RUNNING];
  const files = wanted.files();
  const contestants = [
    ...nodes.flatMap((node) => ourContestants(wanted, files, contest, node)),
    ...theirContestant(wanted, files, contest),
  ];
  const results = await runInTurn(contestants, wanted.mostSeconds);
  return nodes.flatMap((node) =>
    wanted.rows.map(({ measure, musts }) => ({
      group: `${wanted.group}${MEASURES[measure].suffix}`,
      name: wanted.name,
      node: node.version,
      unit: MEASURES[measure].unit,
      ours: figureOf(results, measure, 'ours', node) ?? 'failed',
      before: measure === 'bare' ? null : figureOf(results, measure, 'before', node),
      theirs: MEASURES[measure].isTheirs ? figureOf(results, measure, 'theirs', node) : null,
      musts,
    })),
  );
}

function ourContestants(wanted: Case, files: readonly string[], contest: Contest, node: Node): readonly Contestant[] {
  const { args, beside, runs, otherRuns = runs } = wanted;
  const sides = [
    { side: 'ours', folder: contest.ours, times: runs },
    { side: 'before', folder: contest.before, times: otherRuns },
  ];
  return sides.flatMap(({ side, folder, times }) => {
    if (folder === null) return [];
    const program = programIn(folder);
    const ran = { name: nameOf(side, node), command: spiedNode(node, program, ...args, ...files), runs: times };
    if (beside === undefined) return [ran];
    const command = beside === 'bare' ? spiedNode(node, '-e', '0') : spiedNode(node, program, ...beside, ...files);
    return [{ name: `beside ${ran.name}`, command, runs: times }, ran];
  });
}

function theirContestant(wanted: Case, files: readonly string[], { python }: Contest): readonly Contestant[] {
  const { theirs, runs, otherRuns = runs } = wanted;
  return theirs === undefined || python === null
    ? []
    : [{ name: 'theirs', command: theirs(python, files), runs: otherRuns }];
}

function nameOf(side: string, { version }: Node): string {
  return side === 'theirs' ? side : `${side} ${version}`;
}

function figureOf(
  results: Results,
  measure: MeasureName,
  side: keyof Pick<Row, 'ours' | 'before' | 'theirs'>,
  node: Node,
): Figure {
  const name = nameOf(side, node);
  const said = results.get(name);
  if (said === undefined) return null;
  const beside = results.has(`beside ${name}`) ? results.get(`beside ${name}`) : {};
  if (said === null || beside == null) return 'failed';
  return MEASURES[measure].of(said, beside) ?? 'failed';
}
