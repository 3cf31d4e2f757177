import { lastLineOf, lineOf } from '../source/syntax.ts';
import { lazily } from '../text/lazily.ts';
import { writePercent } from './amounts.ts';
import { groupBy } from './code/module-code.ts';
import { statementAround } from './code/names.ts';
import { omittedNameIn } from './code/omitted-names.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { Candidate } from './hint.ts';
import { SHARES } from './level-of-share.ts';
import { IN_VAIN, isMadeInVain } from './made-in-vain.ts';
import { whyOwned } from './one-owner.ts';
import { type HintRule, refused, type Site } from './rule.ts';
import { shareOfTotal } from './weigh.ts';
import type { Weighed } from './weighed.ts';

/** What some rules find in a function: what stands, and why each place does or does not. */
export type Findings = { readonly standing: readonly Weighed[]; readonly candidates: readonly Candidate[] };

/** What each rule says of the function by itself. */
export type FindingsByRule = ReadonlyMap<HintRule, OfRule>;

type OfRule = { readonly weighed: readonly Weighed[]; readonly refused: readonly Candidate[] };

/** Asks some rules about a function, but those whose answers are there. Places that a rule refuses say nothing of the others. */
export function findingsByRule(
  rules: readonly HintRule[],
  evidence: FrameEvidence,
  path: string,
  known?: FindingsByRule,
): FindingsByRule {
  return new Map(
    rules.map((rule) => [rule, known?.get(rule) ?? weighSites(rule.match(evidence.code), rule, evidence, path)]),
  );
}

/** The same of the places that may become a hint. */
export function hintsByRule(rules: readonly HintRule[], evidence: FrameEvidence, path: string): FindingsByRule {
  return new Map(
    rules.map((rule) => [
      rule,
      weighSites(rule.matchIn?.(evidence) ?? rule.match(evidence.code), rule, evidence, path),
    ]),
  );
}

/** Sets what the rules say beside each other. */
export function findingsOf(byRule: FindingsByRule, evidence: FrameEvidence, path: string): Findings {
  const found = [...byRule.values()];
  const candidates: Candidate[] = found.flatMap(({ refused }) => refused);
  const all = found.flatMap(({ weighed }) => weighed);
  if (all.length === 0) return { standing: all, candidates };
  const beside = {
    bytesByLine: groupBy(all, ({ finding, line }) => (finding.of === 'bytes' ? [line] : [])),
    shareOfRule: sharesByRule(all),
  };
  const inVain = lazily(() => (isMadeInVain(evidence.code, evidence) ? IN_VAIN : undefined));
  const objections = new Map(
    all.map((one) => [one, objectionTo(one, beside) ?? (one.finding.of === 'bytes' ? undefined : inVain())]),
  );
  const rivals = all.filter((one) => objections.get(one) === undefined);
  const standing = all.filter((one) => {
    const reported = one.finding.evidence.map(({ text }) => text).join('; ');
    const objection = objections.get(one) ?? whyOwned(one, rivals);
    const place = placeOf(one, evidence, path);
    candidates.push({ ...place, isReported: objection === undefined, why: objection ?? reported });
    return objection === undefined;
  });
  return { standing, candidates };
}

function placeOf(
  { rule, line }: Pick<Weighed, 'rule' | 'line'>,
  evidence: FrameEvidence,
  path: string,
): Omit<Candidate, 'isReported' | 'why'> {
  return { rule: rule.id, file: path, line, function: evidence.code.scope.name, share: shareOfFunction(evidence) };
}

/** What the findings of a function are seen beside. */
type Beside = {
  readonly bytesByLine: ReadonlyMap<number, readonly Weighed[]>;
  readonly shareOfRule: ReadonlyMap<HintRule, { readonly places: number; readonly share: number }>;
};

function sharesByRule(all: readonly Weighed[]): Beside['shareOfRule'] {
  const alike = [...groupBy(all, ({ rule }) => [rule])];
  return new Map(
    alike.map(([rule, found]) => [
      rule,
      { places: found.length, share: found.reduce((sum, { finding }) => sum + finding.share, 0) },
    ]),
  );
}

/** Why a finding is not reported, seen beside the others of its function. */
function objectionTo(one: Weighed, { bytesByLine, shareOfRule }: Beside): string | undefined {
  const rival = sameBytes(one, bytesByLine);
  if (rival !== undefined) return `the bytes of that line are those of ${rival.rule.id}`;
  if (one.finding.of === 'bytes') return undefined;
  const { places = 1, share = one.finding.share } = shareOfRule.get(one.rule) ?? {};
  if (share >= SHARES.least) return undefined;
  return `${places === 1 ? 'it is' : `its ${places} places in this function are`} ${writePercent(share)} of the profile`;
}

/** The bytes of a line are given once, to the rule that comes first in the table. */
function sameBytes(
  { rule, finding, line }: Weighed,
  bytesByLine: ReadonlyMap<number, readonly Weighed[]>,
): Weighed | undefined {
  const first = finding.of === 'bytes' ? bytesByLine.get(line)?.[0] : undefined;
  return first?.rule === rule ? undefined : first;
}

function weighSites(sites: readonly Site[], rule: HintRule, evidence: FrameEvidence, path: string): OfRule {
  const { code: frame } = evidence;
  if (sites.length === 0) return NOTHING;
  const weighed: Weighed[] = [];
  const candidates: Candidate[] = [];
  for (const site of sites) {
    const unknown = omittedNameIn(site, frame);
    const verdict =
      unknown === undefined
        ? rule.weigh(site, evidence)
        : refused(`${unknown} also stands in lines that could not be parsed`);
    const line = lineOf(site.code.node);
    if (verdict.verdict === 'refused') {
      const place = placeOf({ rule, line }, evidence, path);
      if (verdict.reason !== null) candidates.push({ ...place, isReported: false, why: verdict.reason });
      continue;
    }
    weighed.push({ rule, site, finding: verdict, line, lastLine: lastLineOf(statementAround(site.code).node) });
  }
  return { weighed, refused: candidates };
}

/** Of most functions most rules find nothing. */
const NOTHING: OfRule = { weighed: [], refused: [] };

/** With all that it calls. */
export function shareOfFunction(evidence: FrameEvidence): number {
  return shareOfTotal(evidence.table.cumtime[evidence.row] ?? 0, evidence);
}
