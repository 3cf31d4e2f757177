import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { canonicalName } from './evidence/callee-names.ts';
import type { ProfileFacts } from './evidence/frame-evidence.ts';
import type { Hint } from './hint.ts';
import { SHARES } from './level-of-share.ts';
import type { OwnFile } from './profiled-files.ts';
import { documentationOf, type HintRule } from './rule.ts';

/**
 * What the calls alone can say: for a few functions it hardly matters how the call is written. `pop`, `insert` and `sum`
 * are not among them: their arguments decide. Such a hint is never more than likely.
 */
export function hintsWithoutSource(
  { path, rows }: OwnFile,
  { table, total }: ProfileFacts,
  rules: readonly HintRule[],
): readonly Hint[] {
  if (table.kind === 'sampled') return [];
  return rules.flatMap((rule) => rows.flatMap((row) => hintFor(rule, row)));

  function hintFor(rule: HintRule, row: FunctionIndex): Hint[] {
    if (rule.withoutSource === undefined) return [];
    const { callees, leastCalls } = rule.withoutSource;
    const index = calleeIndex(table);
    const edges = table.edges();
    const wanted = [...calleeEdges(index, row)].filter((edge) =>
      callees.includes(canonicalName(table, index.callee[edge]!).full),
    );
    const ncalls = wanted.reduce((sum, edge) => sum + edges.ncalls.values[edge]!, 0);
    const seconds = wanted.reduce((sum, edge) => sum + edges.cumtime[edge]!, 0);
    const share = total > 0 ? seconds / total : 0;
    if (ncalls < leastCalls || share < SHARES.sure) return [];
    const name = table.strings.text(table.functions.name[row]!);
    const line = Math.trunc(table.functions.line[row]!);
    const text = `${writeCount(ncalls)} calls of ${callees[0]} from ${name}: ${durationText(seconds)} of ${durationText(total)}`;
    return [
      {
        rule: rule.id,
        title: rule.title,
        level: 'likely',
        file: path,
        line,
        lines: [line],
        lastLine: line,
        function: name,
        qualname: name,
        functionLine: line,
        row,
        share,
        cost: seconds,
        isUpperBound: true,
        saving: {
          low: 0,
          high: 0,
          unit: 'share',
          basis: `at most the ${writePercent(share)} of the profile that these calls take: how much of it goes depends on the source, which could not be looked at`,
        },
        evidence: [{ kind: 'edge', text }],
        found: `calls of ${callees[0]}`,
        fix: { text: rule.fix },
        article: rule.article,
        documentation: documentationOf(rule.id),
      },
    ];
  }
}
