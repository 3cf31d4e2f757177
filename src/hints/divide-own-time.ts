import type { Seconds } from '../profile/profile-table.ts';
import { groupBy } from './code/module-code.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import { ifTold } from './expected-saving.ts';
import type { Finding, HintRule, Saving, TimeRange } from './rule.ts';
import type { Weighed } from './weighed.ts';

/** A rule has at least this part of the most that it may have of a time that it shares: it is a hint by its form, too. */
const LITTLE = 0.05;

/** A place with its part of a time that it shares. */
export type Divided = Weighed & {
  /** The middle of what it may have, as a part of its cost, which is the most. */
  readonly middle: number;
};

/**
 * Own time is given once, but of which place it is only counts can tell: what a rule has of it at most is not of the
 * others, and what it has at least neither. Where nothing is counted each may have little or nearly all of it. The places
 * of one rule share alike, since they become one hint.
 */
export function divideOwnTime(weighed: readonly Weighed[], evidence: FrameEvidence): readonly Divided[] {
  const byRow = groupBy(weighed, ({ finding, site }) => (finding.of === 'self' ? [rowAt(evidence, site.code)] : []));
  const divided = new Map([...byRow.values()].flatMap(divideRow));
  return weighed.map((one) => divided.get(one) ?? { ...one, middle: 1 });
}

type Part = readonly [Weighed, Divided];

function divideRow(all: readonly Weighed[]): readonly Part[] {
  const byRule = groupBy(all, ({ rule }) => [rule]);
  const time = Math.max(...all.map(({ finding }) => finding.cost));
  if (byRule.size < 2 || !(time > 0)) return divideAlike(all);
  const parts = withinTime(
    [...byRule].map(([rule, places]) => ({ rule, places, ...knownOf(places, time) })),
    time,
  );
  const middles = parts.reduce((sum, { least, most }) => sum + (least + most) / 2, 0);
  return parts.flatMap((part) => {
    const middle = ((part.least + part.most) / 2 / part.most) * Math.min(1, time / middles);
    const note = noteOf(part, parts);
    return part.places.map((one): Part => [one, { ...partOf(one, part, note), middle }]);
  });
}

function divideAlike(all: readonly Weighed[]): readonly Part[] {
  const note = all.length < 2 ? [] : [`${all.length} places of this function share its own time`];
  return all.map((one) => {
    const finding = scaleFinding(one.finding, 1 / all.length);
    return [one, { ...one, finding: withNotes(finding, note), middle: 1 }];
  });
}

type RulePart = TimeRange & {
  readonly rule: HintRule;
  readonly places: readonly Weighed[];
  /** Whether counts say more than that it is some of it. */
  readonly isCounted: boolean;
};

/** What the places of a rule have together, by themselves. */
function knownOf(places: readonly Weighed[], time: Seconds): Omit<RulePart, 'rule' | 'places'> {
  const ranges = places.map(({ finding: { own, cost } }) => own ?? { least: 0, most: cost });
  const sum = (of: (range: TimeRange) => Seconds): Seconds => ranges.reduce((all, range) => all + of(range), 0);
  const most = Math.min(
    time,
    sum((range) => range.most),
  );
  const isCounted = places.some(({ finding }) => finding.own !== undefined);
  const least = Math.max(
    sum((range) => range.least),
    LITTLE * most,
  );
  return { least: Math.min(least, most), most, isCounted };
}

/** What is of one rule is of no other, and what no other can have is of the one. */
function withinTime(parts: readonly RulePart[], time: Seconds): readonly RulePart[] {
  const sum = (of: (part: RulePart) => Seconds): Seconds => parts.reduce((all, part) => all + of(part), 0);
  const least = sum((part) => part.least);
  const scale = Math.min(1, time / least);
  const most = sum((part) => part.most);
  return parts.map((part) => {
    const own = part.least * scale;
    const upTo = Math.max(own, Math.min(part.most, time - (least * scale - own)));
    return { ...part, least: Math.min(upTo, Math.max(own, time - (most - part.most))), most: upTo };
  });
}

function noteOf(part: RulePart, parts: readonly RulePart[]): string {
  const others = parts.filter((one) => one !== part);
  const names = others.map(({ rule, places }) => `${rule.id} in line ${dearest(places)?.line}`).join(' and ');
  const known = parts.some(({ isCounted }) => isCounted)
    ? 'counts bound what is of this rule'
    : 'nothing counts how much each takes';
  return `this time is shared with ${names}: ${known}`;
}

/** The place where the hint of a rule stands. */
function dearest(places: readonly Weighed[]): Weighed | undefined {
  return places.toSorted((a, b) => b.finding.cost - a.finding.cost)[0];
}

/** What the saving was told of is scaled to what the place may have, at either end. */
function partOf(one: Weighed, { least, most, places }: RulePart, note: string): Weighed {
  const { finding } = one;
  const share = finding.cost / places.reduce((sum, { finding: { cost } }) => sum + cost, 0);
  const { savedOf = { least: finding.cost, most: finding.cost } } = finding;
  const by = { low: partOfAll(least * share, savedOf.least), high: partOfAll(most * share, savedOf.most) };
  const cost = most * share;
  const saving = ifTold(scaled(finding.saving, by));
  return { ...one, finding: withNotes({ ...scaleFinding(finding, cost / finding.cost), saving }, [note]) };
}

function partOfAll(seconds: Seconds, all: Seconds): number {
  return seconds < all ? seconds / all : 1;
}

function withNotes(finding: Finding, notes: readonly string[]): Finding {
  const lines = notes.map((text) => ({ kind: 'self-time' as const, text }));
  return { ...finding, evidence: [...finding.evidence, ...lines] };
}

/** A part of what was found. */
export function scaleFinding(finding: Finding, by: number): Finding {
  const { cost, share, saving } = finding;
  return { ...finding, cost: cost * by, share: share * by, saving: scaled(saving, { low: by, high: by }) };
}

function scaled(saving: Saving, by: { readonly low: number; readonly high: number }): Saving {
  const { low, high, ofProgram } = saving;
  const parts =
    ofProgram === undefined ? {} : { ofProgram: { low: ofProgram.low * by.low, high: ofProgram.high * by.high } };
  return { ...saving, low: low * by.low, high: high * by.high, ...parts };
}
