import { lastName } from '../../source/dotted-text.ts';
import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { type CodeNode, type FrameCode, isWithin, nodesOf } from '../code/module-code.ts';
import { bindingsOf, selfName } from '../code/names.ts';
import { callsTo as callSitesOf } from '../code/values/call-arguments.ts';
import { allocatedIn } from '../evidence/allocations.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { isDataclass, isMergedMaker } from '../evidence/merged-rows.ts';
import { callsOfClass, keepsForGood, runsOfHolder, runsOfKeepers } from '../evidence/objects-kept.ts';
import { objectsMade } from '../evidence/objects-made.ts';
import { isAlwaysReached } from '../evidence/passes.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { possibleMinors } from '../unprofiled/possible-pythons.ts';
import { atMostPossible } from '../weigh.ts';
import { weighBytes } from '../weigh-bytes.ts';
import { weighKept } from '../weigh-kept.ts';

/**
 * Very many objects with a dict each
 *
 * ## What it finds
 *
 * A class without `__slots__` whose objects always have the same attributes, and of which a snapshot shows that very many
 * were alive. Without a snapshot it is said of a class of which some 26,000 objects and more were made (likely: 100,000), where each is
 * put into a list or a dict, there or in a method that gets each of them (`self.points.append(point)`), also by way of a helper
 * that returns it or a generator whose items are all kept.
 *
 * ## Why it costs
 *
 * Beside its values each object has room for a dict of its attributes, and 16 bytes more for the garbage collector. With
 * `__slots__` the references lie in the object itself. On Python 3.11 and later an object without a dict of its own
 * keeps its values beside it (32 to 48 bytes more than with slots; before, its dict took 80 to 152), and tracemalloc books them on the line that calls
 * the class.
 *
 * ## Example
 *
 *     class Point:
 *         def __init__(self, x, y):
 *             self.x = x
 *             self.y = y
 *
 * ## Instead
 *
 *     class Point:
 *         __slots__ = ('x', 'y')
 *
 * or `@dataclass(slots=True)` from Python 3.10 on.
 *
 * ## When it does not matter
 *
 * For some thousand objects. With `__slots__` no other attributes can be set, and weak references need
 * `'__weakref__'` among them. It is a matter of memory: time hardly changes.
 */
export const slots: HintRule = {
  id: 'slots',
  title: 'very many objects with a dict each',
  article: 'beyond',
  priority: 2,
  fix: 'Name the attributes in __slots__, or use @dataclass(slots=True).',
  callees: [],
  match: (frame) => siteOf(frame),
  weigh,
  isOfMemory: true,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const owner = frame.scope.name === '__init__' ? frame.parent : frame;
  if (owner?.node.nodeType !== 'ClassDef' || bindingsOf('__slots__', owner).length > 0) return [];
  const isDataclass = owner.node.decorator_list.some((one) => isDecorator(one, 'dataclass'));
  if (!isPlainClass(owner.node, isDataclass) || isDataclass !== (owner === frame)) return [];
  const [first] = isDataclass ? nodesOf(frame, 'AnnAssign') : nodesOf(frame, 'Assign');
  const attributes = isDataclass ? [] : attributesOf(frame);
  if (first === undefined || (!isDataclass && attributes.length === 0)) return [];
  return [
    {
      code: first,
      subject: `class ${owner.scope.name}`,
      lines: [lineOf(owner.node)],
      fix: fixOf(owner.scope.name, attributes),
    },
  ];
}

function fixOf(name: string, attributes: readonly string[]): Fix {
  const before = `class ${name}:`;
  if (attributes.length === 0)
    return {
      text: 'Let the dataclass have slots (Python 3.10 and later).',
      before: '@dataclass',
      after: '@dataclass(slots=True)',
    };
  const names = attributes.map((attribute) => `'${attribute}'`).join(', ');
  return {
    text: 'Give the class __slots__.',
    before,
    after: `${before}\n    __slots__ = (${names}${attributes.length === 1 ? ',' : ''})`,
  };
}

function isDecorator(decorator: Expression, name: string): boolean {
  if (decorator.nodeType === 'Call') {
    return !decorator.keywords.some(({ arg }) => arg === 'slots') && isDecorator(decorator.func, name);
  }
  return lastName(decorator) === name;
}

/** A base of another file may have a dict already; then slots save nothing. */
function isPlainClass(
  { bases, keywords, decorator_list: decorators }: NodeOf<'ClassDef'>,
  isDataclass: boolean,
): boolean {
  const isRooted = bases.every((base) => base.nodeType === 'Name' && base.id === 'object');
  return isRooted && keywords.length === 0 && decorators.length === (isDataclass ? 1 : 0);
}

function attributesOf(frame: FrameCode): readonly string[] {
  const self = selfName(frame);
  const names = nodesOf(frame, 'Attribute').filter(
    ({ node }) => node.ctx.nodeType === 'Store' && node.value.nodeType === 'Name' && node.value.id === self,
  );
  return [...new Set(names.map(({ node }) => node.attr))];
}

const MANY_BLOCKS = 1000;

/** The blocks stand at the lines that set attributes, or (3.11 and later) at those that call the class. */
function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { allocations, code } = evidence;
  if (allocations === null) return weighMade(evidence);
  const held = linesOfObjects(code).map((line) => ({ line, ...allocatedIn(allocations, line, line) }));
  const best = [...held].sort((a, b) => b.bytes - a.bytes)[0];
  const most = mostBytes(evidence);
  if (best === undefined || best.blocks < MANY_BLOCKS || most < MANY_BLOCKS * LEAST_SIZE) {
    return refused('the snapshot shows few objects of it');
  }
  const sum = held.reduce((total, { bytes }) => total + bytes, 0);
  const bytes = Math.min(sum, most);
  const share = allocations.total > 0 ? bytes / allocations.total : 0;
  if (share < SHARES.least) return refused('its objects are less than 1 % of the snapshot');
  const what = 'objects that were alive, with their values';
  return weighBytes({ bytes, blocks: best.blocks, share, line: best.line }, what, KEPT);
}

/** What slots leave out of an object of 1 to 12 attributes, in bytes: measured on 3.6 to 3.13. */
const LEFT_OUT = [
  { from: 0, to: 10, low: 80, high: 152 },
  { from: 11, to: 11, low: 40, high: 48 },
  { from: 12, to: 12, low: 32, high: 40 },
  { from: 13, to: Number.POSITIVE_INFINITY, low: 40, high: 48 },
] as const;

/** On the Python of the profile, else on those that may have made it. */
function leftOut({ python, table }: FrameEvidence): { readonly low: number; readonly high: number } {
  const minors = python === null ? possibleMinors(table) : { from: python, to: python };
  const possible = LEFT_OUT.filter(({ from, to }) => from <= minors.to && to >= minors.from);
  return {
    low: Math.min(...possible.map(({ low }) => low)),
    high: Math.max(...possible.map(({ high }) => high)),
  };
}

/**
 * 4 MB at the least. What slots leave out of fewer was measured as a sixteenth of what their program takes: the objects are there
 * all the same, with their values and an interpreter of 20 MB.
 */
const VERY_MANY = 100_000;

/** Without a snapshot the calls of `__init__` tell how many were made, and the source where they are kept. */
function weighMade(evidence: FrameEvidence): Verdict {
  const { code } = evidence;
  const owner = code.node.nodeType === 'ClassDef' ? code : code.parent;
  const calls = owner === null ? [] : callsOfClass(owner);
  const made = owner === null ? 0 : countMade(owner, evidence);
  const runs = runsOfKeepers(calls, evidence) ?? (owner === null ? undefined : keepersLater(owner, made, evidence));
  if (calls.length === 0 || made === 0 || runs === undefined) {
    return refused('only a snapshot (--memory) can show how many objects are alive');
  }
  const atOnce = made / runs;
  const found = weighKept(
    atOnce,
    leftOut(evidence),
    `${writeCount(atOnce)} objects were made, and put into a list or dict`,
  );
  return atOnce < VERY_MANY ? atMostPossible(found) : found;
}

/** The `__init__` that `dataclass` makes has the same name for all: those of the only one of a program are its own. */
function countMade(owner: FrameCode, evidence: FrameEvidence): number {
  const isAlone = !isDataclass(owner) || !isMergedMaker('__init__', owner.module, evidence.table);
  return isAlone ? (objectsMade(owner, evidence) ?? 0) : 0;
}

/**
 * Where they are handed on before they are kept: `self.samples.append(sample)` for each `Sample` that was made, in a list of
 * which nothing is taken out. How many such lists lived one after the other; undefined where there is none.
 */
function keepersLater(owner: FrameCode, made: number, evidence: FrameEvidence): number | undefined {
  const name = owner.scope.name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
  const keeping = (owner.module.callsByName().get('append') ?? []).find(
    (call) =>
      keepsForGood(call.node, name, call.frame) &&
      call.loops.length === 0 &&
      isAlwaysReached(call, null) &&
      timesCalled(call.frame, evidence) >= made * NEARLY_ALL,
  );
  return keeping === undefined ? undefined : runsOfHolder(keeping.frame, evidence);
}

const NEARLY_ALL = 0.9;

/** An object takes that and 8 bytes a value, with its dict or with its values beside it, on 3.8 to 3.13. */
const LEAST_SIZE = 104;

/**
 * Other objects may be made on the same lines, such as the items of a list that an attribute gets: `__init__` cannot have
 * made more than one object a call.
 */
function mostBytes({ code, ncalls }: FrameEvidence): number {
  if (code.node.nodeType === 'ClassDef') return Number.POSITIVE_INFINITY; // a dataclass: no row of its own counts its calls
  return ncalls * (LEAST_SIZE + 8 * attributesOf(code).length);
}

function linesOfObjects(code: FrameCode): readonly number[] {
  const isDataclass = code.node.nodeType === 'ClassDef';
  const setting = isDataclass ? [] : nodesOf(code, 'Assign').filter(({ node }) => !MAKING.has(node.value.nodeType));
  const calls = isDataclass
    ? (code.module.callsByName().get(code.scope.name) ?? []).filter((call) => isAlone(call))
    : callSitesOf(code);
  return [...new Set([...setting, ...calls].map(({ node }) => lineOf(node)))];
}

/** What makes objects that may stay alive. */
const MAKING: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Call',
  'List',
  'Dict',
  'Set',
  'Tuple',
  'ListComp',
  'DictComp',
  'SetComp',
  'JoinedStr',
  'BinOp',
] as const);

/** Whether the arguments of a call make nothing that stays alive with its object. */
function isAlone(call: CodeNode<NodeOf<'Call'>>): boolean {
  return call.frame.nodes.every(
    (code) => !MAKING.has(code.node.nodeType) || !isWithin(code, call.node) || code === call,
  );
}

/** What slotted objects take of the bytes: 1107 of 1888 KiB for 20,000 objects with three attributes. */
const KEPT = 0.6;
