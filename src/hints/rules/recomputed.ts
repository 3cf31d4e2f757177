import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { type FrameCode, type ModuleCode, methodsOf, nodesOf } from '../code/module-code.ts';
import { attributeBindings, calledName, methodCalled, selfAttribute, selfName } from '../code/names.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { shareOfTotal } from '../weigh.ts';

/**
 * A property that computes the same again and again
 *
 * ## What it finds
 *
 * A property or a method without arguments that walks what its object holds, is called many times for each object, and
 * changes nothing. What it walks never changes after `__init__`, as far as the file shows, or only gets longer.
 *
 * ## Why it costs
 *
 * An attribute looks like something that is there, but each time it is asked for the whole is computed again.
 *
 * ## Example
 *
 *     class Order:
 *         @property
 *         def total(self):
 *             return sum(line.price for line in self.lines)
 *
 * ## Instead
 *
 *     class Order:
 *         @functools.cached_property
 *         def total(self):
 *             return sum(line.price for line in self.lines)
 *
 * Where lines come later, keep the total along: `self.total += line.price` in the method that adds one.
 *
 * ## When it does not matter
 *
 * Where it is asked for once or twice. A cached property is not computed again when what it was made of changes; it is there
 * since Python 3.8 and needs an object with a dict (no `__slots__`).
 */
export const recomputed: HintRule = {
  id: 'recomputed',
  title: 'a property that computes the same again and again',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Make it a functools.cached_property, or keep the result along where the data changes.',
  callees: [],
  match: (frame) => siteOf(frame),
  weigh,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const { node } = frame;
  const owner = frame.parent;
  if (node.nodeType !== 'FunctionDef' || owner?.node.nodeType !== 'ClassDef' || node.name.startsWith('__')) return [];
  const { args, posonlyargs, kwonlyargs, vararg, kwarg } = node.args;
  const isAlone = args.length + posonlyargs.length === 1 && kwonlyargs.length === 0 && !vararg && !kwarg;
  if (!isAlone || !isWalking(frame)) return [];
  const all = withCalled(frame);
  if (!all.every(isPure)) return [];
  const isProperty = node.decorator_list.length === 1 && isNamed(node.decorator_list[0], 'property');
  if (node.decorator_list.length > 0 && !isProperty) return [];
  const read = [...new Set(all.flatMap(attributesRead))];
  if (read.length === 0 || !read.every((name) => isSteady(name, frame))) return [];
  const at = frame.nodes.find(({ node: one }) => one.nodeType === 'Return');
  if (at === undefined) return [];
  const isGrowing = read.some((name) => changesByName(frame.module).has(name));
  return [{ code: at, subject: frame.scope.qualname, fix: fixOf(isProperty, isGrowing) }];
}

/** The attributes of its object that a method reads, without its methods. */
function attributesRead(frame: FrameCode): readonly string[] {
  const called = new Set(withCalled(frame).map(({ scope }) => scope.name));
  const names = nodesOf(frame, 'Attribute').flatMap(({ node }) => selfAttribute(node, frame) ?? []);
  return names.filter((name) => !called.has(name));
}

function fixOf(isProperty: boolean, isGrowing: boolean): Fix {
  if (isGrowing) return { text: 'Keep the result along: change it in the method that adds an item.' };
  if (!isProperty) return { text: 'Make it a functools.cached_property, or compute it once in __init__.' };
  return { text: 'Compute it once for each object.', before: '@property', after: '@functools.cached_property' };
}

function isNamed(decorator: SyntaxNode | undefined, name: string): boolean {
  return decorator?.nodeType === 'Name' && decorator.id === name;
}

const WALKS: ReadonlySet<string> = new Set(['sum', 'max', 'min', 'sorted', 'any', 'all']);

function isWalking(frame: FrameCode): boolean {
  const hasLoop = frame.nodes.some(({ loops }) => loops.length > 0);
  const isGenerator =
    nodesOf(frame, 'Yield').length + nodesOf(frame, 'YieldFrom').length + nodesOf(frame, 'Await').length > 0;
  return !isGenerator && (hasLoop || nodesOf(frame, 'Call').some(({ node }) => WALKS.has(calledName(node, frame))));
}

const PURE: ReadonlySet<string> = new Set(
  `sum max min sorted any all len abs round int float str range enumerate zip reversed set list dict tuple frozenset divmod
  decimal.Decimal .quantize .total_seconds math.sqrt math.log math.exp math.floor math.ceil .items .values .keys .get .split .strip .lower .upper .startswith .endswith
  .join .append .add .update .extend .format .count .index`.split(/\s+/),
);

/** It binds only names of its own, and calls what changes nothing but these. */
function isPure(frame: FrameCode): boolean {
  const self = selfName(frame);
  return frame.nodes.every(({ node }) => {
    if (node.nodeType === 'Global' || node.nodeType === 'Nonlocal' || node.nodeType === 'Delete') return false;
    if (node.nodeType === 'Attribute') return node.ctx.nodeType === 'Load';
    if (node.nodeType === 'Name') return node.id !== self || node.ctx.nodeType === 'Load';
    if (node.nodeType !== 'Call') return true;
    const method = methodCalled(node, frame);
    const isOnSelf =
      method !== undefined && CHANGING.has(method.name) && selfAttribute(method.receiver, frame) !== null;
    return !isOnSelf && (PURE.has(calledName(node, frame)) || methodOfSelf(node, frame) !== undefined);
  });
}

/** Another method of the same object, which is looked at too. */
function methodOfSelf(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const name = selfAttribute(call.func, frame);
  return name === null || frame.parent === null
    ? undefined
    : methodsOf(frame.parent).find(({ scope }) => scope.name === name);
}

/** It and the methods of its object that it calls. */
function withCalled(frame: FrameCode): readonly FrameCode[] {
  const found = [frame];
  for (const each of found) {
    const called = nodesOf(each, 'Call').flatMap(({ node }) => methodOfSelf(node, each) ?? []);
    found.push(...called.filter((one) => !found.includes(one)));
  }
  return found;
}

/** Bound by `__init__` or the class alone, and changed by nothing but calls that make it longer. */
function isSteady(name: string, frame: FrameCode): boolean {
  const bound = attributeBindings(name, frame);
  if (bound.length === 0) return false;
  const isFirst = bound.every(
    ({ binding, frame: at }) =>
      (at.scope.name === '__init__' || at.node.nodeType === 'ClassDef') &&
      binding.kind === 'assignment' &&
      binding.loopDepth === 0,
  );
  return (
    isFirst &&
    !namesSetAnew(frame.module).has(name) &&
    (changesByName(frame.module).get(name) ?? []).every((change) => GROWING.has(change))
  );
}

const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'add']);

const CHANGING: ReadonlySet<string> = new Set([
  ...GROWING,
  ...'insert pop remove clear sort reverse update setdefault popitem appendleft popleft discard'.split(' '),
]);

/** The methods by which anything in the file changes an attribute of each name. */
const changesByName = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, readonly string[]> => {
  const changes = new Map<string, string[]>();
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Call')) {
      const method = methodCalled(node, frame);
      if (method?.receiver.nodeType !== 'Attribute' || !CHANGING.has(method.name)) continue;
      const known = changes.get(method.receiver.attr) ?? [];
      known.push(method.name);
      changes.set(method.receiver.attr, known);
    }
  }
  return changes;
});

/** `order.lines[0] = ...`, `order.lines = ...` outside of `__init__`. */
const namesSetAnew = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Subscript')) {
      if (node.ctx.nodeType !== 'Load' && node.value.nodeType === 'Attribute') names.add(node.value.attr);
    }
    if (frame.scope.name === '__init__') continue;
    for (const { node } of nodesOf(frame, 'Attribute')) if (node.ctx.nodeType !== 'Load') names.add(node.attr);
  }
  return names;
});

const LEAST_CALLS = 50;
const PER_OBJECT = 5;
const LEAST_PER_CALL = 2e-6;
const LEAST_SHARE = 0.03;

function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, cumtime, code, pace } = evidence;
  const objects = objectsMade(evidence);
  if (objects === 0 || ncalls < LEAST_CALLS || ncalls < PER_OBJECT * objects) {
    return refused(`${writeCount(ncalls)} calls for ${writeCount(objects)} objects: not again and again`);
  }
  if (cumtime / ncalls < LEAST_PER_CALL * pace)
    return refused(`a call takes ${durationText(cumtime / ncalls)}: little`);
  const share = shareOfTotal(cumtime, evidence);
  if (share < LEAST_SHARE) return refused(`it is ${writePercent(share)} of the profile`);
  const text = `${writeCount(ncalls)} calls of ${code.scope.qualname} for ${writeCount(objects)} objects: ${durationText(cumtime)} of ${durationText(evidence.total)}`;
  const basis = 'all calls but the first of each object, where nothing changes between them';
  return {
    verdict: 'reported',
    level: 'likely',
    cost: cumtime,
    share,
    of: 'edge',
    evidence: [{ kind: 'edge', text }],
    saving: savingOfFunction(
      cumtime,
      { least: 0.6 * (1 - objects / ncalls), most: 1 - objects / ncalls },
      basis,
      evidence,
    ),
  };
}

/** How many objects of its class were made: how often `__init__` was called. */
function objectsMade({ code, table, row }: FrameEvidence): number {
  const init = code.parent === null ? undefined : methodsOf(code.parent).find(({ scope }) => scope.name === '__init__');
  if (init === undefined) return 0;
  const { functions, ncalls, strings } = table;
  for (let at = 0; at < table.length; at++) {
    if (functions.file[at] !== functions.file[row] || functions.line[at] !== init.scope.firstLine) continue;
    if (strings.text(functions.name[at] ?? 0) === '__init__') return ncalls.values[at] ?? 0;
  }
  return 0;
}
