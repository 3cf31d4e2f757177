import { durationText } from './amounts.ts';
import { isWithin } from './code/module-code.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import type { Hint } from './hint.ts';
import type { Weighed } from './weighed.ts';

/** A hint with the places that it was made of. */
export type Merged = { readonly hint: Hint; readonly sites: readonly Weighed[] };

/** What is promised twice is not to be added up: each hint of a function names those that save part of the same time. */
export function sayOverlaps(merged: readonly Merged[], evidence: FrameEvidence): readonly Hint[] {
  const told = merged.map((one) => {
    const others = merged.filter(
      (other) => other !== one && isShownWith(other, one) && isOfSameTime(one, other, evidence),
    );
    return others.length === 0 ? one.hint : withBasis(one.hint, textOf(others));
  });
  const { cumtime, code } = evidence;
  const rest = told.filter((hint, at) => hint === merged[at]?.hint && hint.saving.unit === 'seconds');
  if (rest.length < 2 || rest.reduce((sum, { saving }) => sum + saving.high, 0) <= cumtime) return told;
  const limit = `all savings in ${code.scope.qualname} together are at most its ${durationText(cumtime)}`;
  return told.map((hint) => (rest.includes(hint) ? withBasis(hint, limit) : hint));
}

/** Nobody sees the possible ones beside the others who has not asked for them. */
function isShownWith({ hint }: Merged, beside: Merged): boolean {
  return hint.level !== 'possible' || beside.hint.level === 'possible';
}

function isOfSameTime(one: Merged, other: Merged, evidence: FrameEvidence): boolean {
  if (one.hint.saving.unit === 'bytes' || other.hint.saving.unit === 'bytes') return false;
  if (one.hint.cost + other.hint.cost > evidence.cumtime * ROUNDED) return true;
  return one.sites.some((site) =>
    other.sites.some((its) => isSamePlace(site, its) || areSameCalls(site, its) || isOfOneRow(site, its, evidence)),
  );
}

const ROUNDED = 1.001;

/** The most that one of them may have of that own time is not there for the other. */
function isOfOneRow(one: Weighed, other: Weighed, evidence: FrameEvidence): boolean {
  const areOwn = one.finding.of === 'self' && other.finding.of === 'self';
  return areOwn && rowAt(evidence, one.site.code) === rowAt(evidence, other.site.code);
}

/** What is called in what is called. */
function isSamePlace({ site: { code }, finding }: Weighed, { site: its, finding: other }: Weighed): boolean {
  if (finding.of !== 'edge' || other.of !== 'edge') return false;
  return isWithin(code, its.code.node) || isWithin(its.code, code.node);
}

/** Each has so large a part of all calls that the two are not beside each other. */
function areSameCalls({ finding: one }: Weighed, { finding: other }: Weighed): boolean {
  if (one.calls === undefined || one.calls.callees !== other.calls?.callees) return false;
  return one.cost + other.cost > one.calls.seconds * ROUNDED;
}

function textOf(others: readonly Merged[]): string {
  const names = others.map(({ hint: { rule, line } }) => `${rule} in line ${line}`);
  return `${names.join(' and ')} ${names.length === 1 ? 'saves' : 'save'} part of the same time: do not add them up`;
}

function withBasis(hint: Hint, more: string): Hint {
  return { ...hint, saving: { ...hint.saving, basis: `${hint.saving.basis}; ${more}` } };
}
