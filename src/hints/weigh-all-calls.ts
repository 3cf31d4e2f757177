import { durationText, writeCount, writePercent } from './amounts.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import { savingOfCallsTo } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, goneByGain, isRepeated, NOT_REPEATED, shareOfTotal } from './weigh.ts';

/** What a rule asks of all calls that a function makes to some others, from whichever of its steps. */
type AllCallsQuestion = {
  readonly callees: readonly string[];
  /** So few calls are no habit. */
  readonly leastCalls: number;
  /** Less of the profile is no matter. Where nothing else is said: these calls are many steps, each cheap. */
  readonly leastShare?: number;
  readonly gain: string;
  /** What is left of them. */
  readonly basis: string;
  /** `calls of enum`, and in the sentence on their share `the calls of enum`. */
  readonly words: { readonly few: string; readonly share: string; readonly line: (from: string) => string };
};

/** Weighs a site that stands for all of them: the profile tells the calls, not from which step each came. */
export function weighAllCalls(site: Site, evidence: FrameEvidence, question: AllCallsQuestion): Verdict {
  const { callees, leastCalls, leastShare = SHARES.sure, gain, basis, words } = question;
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const { ncalls, cumtime } = sumCallsTo(evidence, callees);
  if (ncalls < leastCalls) return refused(`only ${writeCount(ncalls)} ${words.few} from here`);
  const share = shareOfTotal(cumtime, evidence);
  const level = levelOfShare('confirmed', share, leastShare);
  if (level === undefined) return refused(`${words.share} are ${writePercent(share)} of the profile`);
  const saving = savingOfCallsTo(callees, goneByGain(gain), basis, evidence);
  const of = `${durationText(cumtime)} of ${durationText(evidence.total)}`;
  const text = `${writeCount(ncalls)} ${words.line(evidence.code.scope.qualname)}: ${of}`;
  const all = { callees: callees.join(), seconds: cumtime };
  return edgeFinding(level, cumtime, evidence, [{ kind: 'edge', text }], saving, all);
}
