import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { Seconds } from '../../profile/profile-table.ts';
import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { classesByField } from '../code/class-fields.ts';
import {
  type CodeNode,
  type FrameCode,
  groupBy,
  type ModuleCode,
  methodsOf,
  nodesOf,
  placesOfName,
} from '../code/module-code.ts';
import { attributesNamed, classesOf } from '../code/names.ts';
import { classCalled, methodOf } from '../code/values/classes-called.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostRunsOf } from './made-in-loop.ts';
import { isMergedMaker, MADE_TEXT, type Maker, makerOf } from './merged-rows.ts';
import { timeOf, timesCalled } from './times-called.ts';

/**
 * How many objects of a class were made at most: how often its `__init__`, or that of the nearest base in the file, was
 * called. What `dataclass` and `NamedTuple` write for it has one key for all classes, and a dump keeps the numbers of one of them:
 * they are believed where no other class can have it; else the functions that make objects are counted. 0 where nothing tells it.
 */
export function mostObjectsMade(owner: FrameCode, evidence: FrameEvidence): number {
  const known = knownOf(evidence);
  const before = known.get(owner);
  if (before !== undefined) return before;
  known.set(owner, 0); // two classes may be made of one another by name, each in a branch
  const most = countMost(owner, evidence);
  known.set(owner, most);
  return most;
}

const knownOf = oncePer((_: FrameEvidence) => new Map<FrameCode, number>());

/** `doc = cls.__new__(cls)` makes an object without its `__init__`, but for what a `__new__` gives. */
const isMadeBare = oncePer((module: ModuleCode): boolean =>
  (module.callsByName().get('__new__') ?? []).some(({ frame }) => frame.scope.name !== '__new__'),
);

function countMost(owner: FrameCode, evidence: FrameEvidence): number {
  if (isMadeBare(owner.module)) return 0;
  const made = objectsMade(owner, evidence);
  return made ?? (classesOf(owner).some((each) => makerOf(each) !== undefined) ? mostOfKinds(owner, evidence) : 0);
}

/** How many there were, where a row of the profile counts them and nothing else; undefined where it can only be bounded. */
export function objectsMade(owner: FrameCode, evidence: FrameEvidence): number | undefined {
  for (const each of classesOf(owner)) {
    const init = methodsOf(each).find(({ scope }) => scope.name === '__init__');
    if (init !== undefined) return timesCalled(init, evidence);
    const maker = makerOf(each);
    if (maker !== undefined) return callsOfWritten(maker, owner, evidence);
  }
  return undefined;
}

/** The same of the only class of the file that has an attribute of that name; 0 where there are several or none. */
export function mostObjectsWith(attribute: string, evidence: FrameEvidence): number {
  const { code } = evidence;
  const bound = attributesNamed(attribute, code).map(({ frame: at }) =>
    at.node.nodeType === 'ClassDef' ? at : at.parent,
  );
  const [owner, ...others] = new Set([...bound, ...(classesByField(code.module).get(attribute) ?? [])]);
  return owner == null || others.length > 0 ? 0 : mostObjectsMade(owner, evidence);
}

/** The calls of what the library writes for a class; undefined where they may be those of another. */
function callsOfWritten(maker: Maker, owner: FrameCode, { table, row, code }: FrameEvidence): number | undefined {
  if (isMergedMaker(maker, code.module, table)) return undefined;
  const { functions, strings, length } = table;
  const [name, file] = [strings.find(maker), strings.find(MADE_TEXT)];
  const { start, caller } = table.edges();
  for (let at = 0; at < length; at++) {
    if (functions.name[at] !== name || functions.file[at] !== file) continue;
    const callers = [...caller.subarray(start[at], start[at + 1])].flatMap((by) =>
      functions.file[by] === functions.file[row] ? (frameOfRow(by, code.module, table) ?? []) : [],
    );
    if (isMadeByAll(owner, callers) && !callers.some(makesOthers)) return table.ncalls.values[at];
  }
  return undefined;
}

/** With those of the classes that are made of it, of which each has what was written for it alone. */
function mostOfKinds(owner: FrameCode, evidence: FrameEvidence): number {
  const heirs = owner.module.frames.filter((one) => one !== owner && classesOf(one).includes(owner));
  const counts = heirs.map((heir) => ({ heir, most: mostObjectsMade(heir, evidence) }));
  // nothing tells how many there are of one that is made somewhere
  if (counts.some(({ heir, most }) => most === 0 && methodOf(heir, '__init__') === undefined && isNamed(heir)))
    return 0;
  return counts.reduce((sum, { most }) => sum + most, mostCallsOf(owner, evidence));
}

function isNamed({ scope, module }: FrameCode): boolean {
  return placesOfName(scope.name, module).length > 0;
}

/** All places that make one, if each makes one for a call of its function. */
function mostCallsOf(owner: FrameCode, evidence: FrameEvidence): number {
  const { name } = owner.scope;
  const named = placesOfName(name, owner.module);
  const calls = owner.module.callsByName().get(name) ?? [];
  const isMadeElsehow = named.some(({ node, parent }) => isHandedOn(node, parent));
  const isPlain = calls.every(({ node, frame }) => node.func.nodeType === 'Name' && frame.parent !== null);
  if (isMadeElsehow || !isPlain) return 0;
  return calls.reduce((sum, call) => sum + mostMadeAt(call, evidence), 0);
}

/** An `__init__` of Python under the profiler takes no less. */
const MAKING: Seconds = 2e-7;

/** One for each call of its function; in a loop as many as calls beside it tell, or no more than its function had time for. */
function mostMadeAt(call: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence): number {
  const { frame, loops } = call;
  if (loops.length === 0) return timesCalled(frame, evidence);
  return mostRunsOf(call, evidence) ?? Math.ceil(timeOf(frame, evidence) / (MAKING * evidence.pace));
}

/** `map(Line, rows)`, `Line.parse(row)`, `kinds = {'line': Line}` */
const HANDED_ON: ReadonlySet<string> = new Set([
  'Call',
  'Keyword',
  'Attribute',
  'Dict',
  'List',
  'Tuple',
  'Return',
  'Assign',
]);

function isHandedOn(node: SyntaxNode, parent: CodeNode | null): boolean {
  if (parent === null || !HANDED_ON.has(parent.node.nodeType)) return false;
  const isAnnotation = parent.node.nodeType === 'Tuple' && parent.parent?.node.nodeType === 'Subscript'; // `Dict[str, Line]`
  return !isAnnotation && !(parent.node.nodeType === 'Call' && parent.node.func === node);
}

/** The function of the file that a row runs. */
export function frameOfRow(
  row: FunctionIndex,
  module: ModuleCode,
  { functions, strings }: FrameEvidence['table'],
): FrameCode | undefined {
  const alike = framesByKey(module).get(`${functions.line[row]} ${strings.text(functions.name[row] ?? 0)}`);
  return alike?.length === 1 ? alike[0] : undefined;
}

/** By first line and name, as a profile has them; a comprehension is the frame around it. */
const framesByKey = oncePer((module: ModuleCode) => {
  const { scopes } = module.source;
  const found = [...scopes.keys()].flatMap((at) => {
    const frame = frameOf(at, module);
    return frame === undefined ? [] : [{ key: `${scopes[at]?.firstLine} ${scopes[at]?.name}`, frame }];
  });
  const groups = groupBy(found, ({ key }) => [key]);
  return new Map([...groups].map(([key, all]) => [key, [...new Set(all.map(({ frame }) => frame))]]));
});

function frameOf(scope: number, { source, frameOf: known }: ModuleCode): FrameCode | undefined {
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    const frame = known(at);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** Each of the callers makes objects of this class, and of no other of the file that all of them make and that has no `__init__` of its own. */
function isMadeByAll(owner: FrameCode, callers: readonly FrameCode[]): boolean {
  const [first, ...others] = callers.map(classesMade);
  const common = [...(first ?? [])].filter((name) => others.every((names) => names.has(name)));
  return common.length === 1 && common[0] === owner.scope.name;
}

/** What it calls may be a class of another file, which the same is written for. */
const makesOthers = oncePer((frame: FrameCode): boolean =>
  nodesOf(frame, 'Call').some(
    ({ node }) => /^[A-Z]/.test(lastName(node.func)) && classCalled(node, frame) === undefined,
  ),
);

/** The classes that a frame calls, without those that have an `__init__`. */
const classesMade = oncePer((frame: FrameCode): ReadonlySet<string> => {
  const called = nodesOf(frame, 'Call').filter(({ node }) => {
    const known = classCalled(node, frame);
    return known !== undefined && methodOf(known, '__init__') === undefined;
  });
  return new Set(called.map(({ node }) => lastName(node.func)));
});
