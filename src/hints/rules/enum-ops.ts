import { lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePerName } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { fullName, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { type Fix, type HintRule, NO_PLACE, type Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

/** `types.__get__` and `enum.__get__` are `.value` and `.name`, before and since Python 3.11. */
const CALLEES: readonly string[] = [
  ...'__and__ __or__ __xor__ __invert__ __contains__ __call__ __hash__ __get__ __bool__ __iter__'
    .split(' ')
    .map((name) => `enum.${name}`),
  'types.__get__',
];

/**
 * Arithmetic on enum members in a hot loop
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
  title: 'arithmetic on enum members in a hot loop',
  article: 'beyond',
  priority: 3,
  fix: 'Keep the numbers (.value, taken once) in the loop.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => siteOf(frame),
  weigh: (site, evidence) =>
    site.variant === 'operator' && sumCallsTo(evidence, CALLEES).ncalls === 0
      ? NO_PLACE
      : weighAllCalls(site, evidence, {
          callees: CALLEES,
          leastCalls: 2000,
          gain: 'enum-ops/flags',
          basis: 'what plain ints take for the same is left',
          words: { few: 'calls of enum', share: 'the calls of enum', line: (from) => `calls of enum from ${from}` },
        }),
};

/** One place for a function: the profile tells the calls, not from which of its steps they came. */
function siteOf(frame: FrameCode): readonly Site[] {
  const members: readonly CodeNode[] = [
    ...nodesOf(frame, 'Call').filter(({ node }) => node.func.nodeType === 'Name' && isEnum(node.func, frame)),
    ...nodesOf(frame, 'Attribute').filter(
      (code) => code.node.value.nodeType === 'Name' && isEnum(code.node.value, frame) && !isOnlyCompared(code),
    ),
  ];
  const steps = members.length > 0 ? members : stepsOfFlags(frame);
  const dear = members.filter(isOfOperator);
  const [best] = [dear, steps].flatMap((some) => some.find(({ loops }) => loops.length > 0) ?? some.slice(0, 1));
  if (best === undefined) return [];
  const variant = members.length > 0 ? 'member' : 'operator';
  const lines = (dear.length > 0 ? dear : [best]).map(({ node }) => lineOf(node));
  const site = { code: best, subject: shortText(best.node, frame), variant, lines };
  return [best.node.nodeType === 'Call' ? { ...site, fix: LOOKED_UP } : site];
}

/** `status |= Status.CARRY` makes a member; to name one takes a fraction of that, and nothing from Python 3.12 on. */
function isOfOperator({ node, parent }: CodeNode): boolean {
  return node.nodeType === 'Call' || OPERATORS.has(parent?.node.nodeType ?? 'Module');
}

const OPERATORS: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'BinOp',
  'AugAssign',
  'UnaryOp',
  'Compare',
  'Attribute',
] as const);

/** `kind is Kind.TEXT` calls nothing. */
function isOnlyCompared({ parent }: CodeNode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Compare' && around.ops.every(({ nodeType }) => PLAIN_TESTS.has(nodeType));
}

const PLAIN_TESTS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Is', 'IsNot', 'Eq', 'NotEq'] as const);

/** `Kind(number)` is a search among the members. */
const LOOKED_UP: Fix = { text: 'Look the member up once, where the value comes in, and hand the member on.' };

/** What may be a step with members, though none is named: `self.rights |= right`. The calls in the profile say whether it is. */
function stepsOfFlags(frame: FrameCode): readonly CodeNode[] {
  const isOfBits = (op: SyntaxNode): boolean => ['BitOr', 'BitAnd', 'BitXor'].includes(op.nodeType);
  return [
    ...nodesOf(frame, 'AugAssign').filter(({ node }) => isOfBits(node.op)),
    ...nodesOf(frame, 'BinOp').filter(({ node }) => isOfBits(node.op)),
    ...nodesOf(frame, 'Compare').filter(({ node }) =>
      node.ops.some(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn'),
    ),
    ...nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === 'value' || node.attr === 'name'),
  ];
}

const BASES: ReadonlySet<string> = new Set(
  ['Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum'].map((name) => `enum.${name}`),
);

function isEnum(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  return isEnumClass(name.id, frame);
}

const isEnumClass = oncePerName((name: string, frame: FrameCode): boolean =>
  resolve(name, frame).some(
    ({ binding: { node }, frame: at }) =>
      node.nodeType === 'ClassDef' && node.bases.some((base) => BASES.has(fullName(base, at))),
  ),
);
