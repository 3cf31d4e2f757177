import type { Case } from './cases.ts';
import { canImport } from './contestants.ts';
import { dumpOf } from './dumps.ts';

/** How other tools load a dump as F, or draw it where they do that at once. */
const PEERS: Readonly<Record<string, string>> = {
  snakeviz:
    'import json, pstats; from snakeviz.stats import table_rows, json_stats; s = pstats.Stats(F); json.dumps(table_rows(s)); json_stats(s)',
  tuna: 'from tuna.main import read; read(F)',
  gprof2dot: 'import gprof2dot; gprof2dot.PstatsParser(F).parse()',
  flameprof: 'import flameprof, pstats; flameprof.render(pstats.Stats(F).stats, open(os.devnull, "w"))',
};

/** A case for each of them that this Python has, and the names of the others. */
export function findPeers(python: string | null): {
  readonly cases: readonly Case[];
  readonly missing: readonly string[];
} {
  const has = (name: string): boolean => python !== null && canImport(python, name);
  return {
    cases: Object.keys(PEERS).filter(has).map(peerCase),
    missing: Object.keys(PEERS).filter((name) => !has(name)),
  };
}

function peerCase(name: string): Case {
  return {
    group: 'stats, beside loading in another tool, 10k',
    name,
    functions: 10_000,
    files: () => [dumpOf(10_000)],
    args: ['stats', '-s', 'cumulative', '--restrict', '50'],
    theirs: (python, [file = '']) => [python, 'bench/peer_run.py', PEERS[name] ?? '', file],
    runs: 5,
    rows: [
      { measure: 'cpu', musts: [] },
      { measure: 'memory', musts: [] },
    ],
  };
}
