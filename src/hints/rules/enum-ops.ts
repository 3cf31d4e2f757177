import type { NodeOf } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { fullName, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfCallsTo } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, goneByGain, isRepeated, shareOfTotal } from '../weigh.ts';

/** `types.__get__` and `enum.__get__` are `.value` and `.name`, before and since Python 3.11. */
const CALLEES: readonly string[] = [
  ...'__and__ __or__ __xor__ __invert__ __contains__ __call__ __hash__ __get__ __bool__ __iter__'
    .split(' ')
    .map((name) => `enum.${name}`),
  'types.__get__',
];

/**
 * Members of an enum computed with, in a hot loop
 *
 * ## What it finds
 *
 * Flags that are joined or tested (`rights & Right.READ`), members that are looked up by their value (`Color(3)`) or asked
 * for `.value`, where the calls of the enum module take a good part of the time.
 *
 * ## Why it costs
 *
 * The operators of a `Flag` are written in Python: each makes a number, and looks up the member for it. `Color(3)` and
 * `.value` are calls in Python too.
 *
 * ## Example
 *
 *     for user in users:
 *         if user.rights & Right.READ:
 *
 * ## Instead
 *
 *     READ = Right.READ.value
 *     for user in users:
 *         if user.mask & READ:
 *
 * with the number kept beside or in place of the flags. Make the enum again where the value leaves the loop.
 *
 * ## When it does not matter
 *
 * For some thousand steps. A number says less in a message than the member does. Since Python 3.11 comparing members and
 * `.value` take a third of what they took.
 */
export const enumOps: HintRule = {
  id: 'enum-ops',
  title: 'members of an enum computed with, in a hot loop',
  article: 'beyond',
  priority: 3,
  fix: 'Keep the numbers (.value, taken once) in the loop.',
  callees: CALLEES,
  match: (frame) => siteOf(frame),
  weigh,
};

/** One place for a function: the profile tells the calls, not from which of its steps they came. */
function siteOf(frame: FrameCode): readonly Site[] {
  const members: readonly CodeNode[] = [
    ...nodesOf(frame, 'Attribute').filter(({ node }) => node.value.nodeType === 'Name' && isEnum(node.value, frame)),
    ...nodesOf(frame, 'Call').filter(({ node }) => node.func.nodeType === 'Name' && isEnum(node.func, frame)),
  ];
  const best = members.find(({ loops }) => loops.length > 0) ?? members[0];
  return best === undefined ? [] : [{ code: best, subject: shortText(best.node, frame) }];
}

const BASES: ReadonlySet<string> = new Set(
  ['Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum'].map((name) => `enum.${name}`),
);

function isEnum(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  return resolve(name.id, frame).some(
    ({ binding: { node }, frame: at }) =>
      node.nodeType === 'ClassDef' && node.bases.some((base) => BASES.has(fullName(base, at))),
  );
}

const LEAST_CALLS = 2000;
const LEAST_SHARE = 0.05;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return refused('it is in no loop, and its function is not called in one');
  const calls = sumCallsTo(evidence, CALLEES);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of enum from here`);
  const share = shareOfTotal(calls.cumtime, evidence);
  if (share < LEAST_SHARE) return refused(`the calls of enum are ${writePercent(share)} of the profile`);
  const of = `${durationText(calls.cumtime)} of ${durationText(evidence.total)}`;
  const text = `${writeCount(calls.ncalls)} calls of enum from ${evidence.code.scope.qualname}: ${of}`;
  const saving = savingOfCallsTo(
    CALLEES,
    goneByGain('enum-ops/flags'),
    'what plain ints take for the same is left',
    evidence,
  );
  return edgeFinding('confirmed', calls.cumtime, evidence, [{ kind: 'edge', text }], saving);
}
