import type { Seconds } from '../profile/profile-table.ts';
import { lineOf } from '../source/syntax.ts';
import { namingLoop } from './code/loop-of-callers.ts';
import { groupBy } from './code/module-code.ts';
import { pasteable } from './code/shadowed-names.ts';
import { type Divided, divideOwnTime, scaleFinding } from './divide-own-time.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { Hint } from './hint.ts';
import { toldLevel } from './level-of-share.ts';
import { type Merged, sayOverlaps } from './overlapping-savings.ts';
import { documentationOf, LEVELS, type Saving } from './rule.ts';
import type { Weighed } from './weighed.ts';

/** One hint for each rule of a function. */
export function mergeFindings(weighed: readonly Weighed[], evidence: FrameEvidence, path: string): readonly Hint[] {
  if (weighed.length === 0) return [];
  const shared = divideOwnTime(weighed, evidence);
  const byRule = groupBy(shared, ({ rule }) => [rule.id]);
  const merged = [...byRule.values()].flatMap((sites) => mergeSites(sites, evidence, path));
  return sayOverlaps(merged, evidence);
}

/** Several places may be weighed by the same calls, and calls of one function be within those of another: that is time once. */
function withinItsTime(alike: readonly Divided[], { cumtime }: FrameEvidence): readonly Divided[] {
  const byCalls = [...groupBy(alike, ({ finding }) => [finding.calls?.callees ?? finding])].map(([, sites]) => sites);
  const once = byCalls.flatMap((sites) => atMost(sites, sites[0]?.finding.calls?.seconds));
  // one place alone may be of more: what calling a function takes stands with its callers
  return once.length === 1 || once[0]?.finding.of === 'bytes' ? once : atMost(once, cumtime);
}

function atMost(sites: readonly Divided[], seconds: Seconds | undefined): readonly Divided[] {
  const cost = sites.reduce((sum, { finding }) => sum + finding.cost, 0);
  if (seconds === undefined || !(seconds > 0) || !(cost > seconds)) return sites;
  return sites.map((one) => ({ ...one, finding: scaleFinding(one.finding, seconds / cost) }));
}

function mergeSites(sites: readonly Divided[], evidence: FrameEvidence, path: string): readonly Merged[] {
  const ordered = [...sites].sort((a, b) => rank(a) - rank(b) || b.finding.cost - a.finding.cost || a.line - b.line);
  const [best] = ordered;
  if (best === undefined) return [];
  const { rule, site, finding } = best;
  const alike = withinItsTime(
    ordered.filter((one) => one.finding.of === finding.of),
    evidence,
  );
  const cost = alike.reduce((sum, one) => sum + one.finding.cost, 0);
  const share = alike.reduce((sum, one) => sum + one.finding.share, 0);
  const middle = alike.reduce((sum, one) => sum + one.finding.share * one.middle, 0);
  const { scope } = evidence.code;
  const lines = [...new Set(sites.flatMap((one) => one.site.lines ?? [one.line]))].sort((a, b) => a - b);
  const fix = pasteable(site.fix ?? { text: rule.fix }, evidence.code, evidence.python);
  const hint: Hint = {
    rule: rule.id,
    title: rule.title,
    level: toldLevel(finding.level, middle, finding.saving),
    file: path,
    line: lineOf(site.code.node),
    lines,
    lastLine: best.lastLine,
    function: scope.name,
    qualname: scope.qualname,
    functionLine: scope.firstLine,
    row: evidence.row,
    share,
    cost,
    isUpperBound: finding.of === 'self',
    saving: { ...finding.saving, ...sumOfSavings(alike) },
    evidence: finding.evidence,
    found: site.subject,
    fix: { ...fix, text: namingLoop(fix.text, site.code) },
    article: rule.article,
    documentation: documentationOf(rule.id),
  };
  return [{ hint, sites: alike }];
}

/** Of those in the unit of the first. */
function sumOfSavings(sites: readonly Weighed[]): Partial<Saving> {
  const savings = sites
    .map(({ finding }) => finding.saving)
    .filter(({ unit }) => unit === sites[0]?.finding.saving.unit);
  const sum = (of: (saving: Saving) => number): number => savings.reduce((all, saving) => all + of(saving), 0);
  const highest = sum(({ high }) => high);
  const amounts = { low: sum(({ low }) => low), high: savings[0]?.unit === 'share' ? Math.min(1, highest) : highest };
  if (savings[0]?.ofProgram === undefined) return amounts;
  const low = sum(({ ofProgram }) => ofProgram?.low ?? 0);
  // as much as goes at most with one fix is no longer there for the next
  const high = 1 - savings.reduce((left, { ofProgram }) => left * (1 - (ofProgram?.high ?? 0)), 1);
  const added = sum(({ ofProgram }) => ofProgram?.high ?? 0);
  return { low: amounts.low, high: (amounts.high * high) / added, ofProgram: { low: Math.min(low, high), high } };
}

function rank({ finding }: Weighed): number {
  return LEVELS.indexOf(finding.level);
}
