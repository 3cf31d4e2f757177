import { fieldNodes } from '../../../source/child-nodes.ts';
import { dottedText, lastName } from '../../../source/dotted-text.ts';
import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { pushReversed } from '../../../source/walk-syntax.ts';
import { oncePer, oncePerDepth } from '../../../text/lazily.ts';
import { isCallNamed, mayBeCallNamed } from '../call-names.ts';
import { isAttributeSetByCalls, isNameBoundByCalls } from '../changed-by-calls.ts';
import { annotatedFields } from '../class-fields.ts';
import {
  type CodeNode,
  type FrameCode,
  type LoopNode,
  type ModuleCode,
  methodsOfModule,
  nodesInLoop,
  nodesOf,
  resumption,
} from '../module-code.ts';
import {
  attributeBindings,
  type BoundIn,
  bindingsOf,
  calledName,
  isElsewhere,
  methodCalled,
  resolve,
  selfAttribute,
  selfName,
} from '../names.ts';
import { namesIn } from '../names-in.ts';
import { ownCallee } from '../own-callee.ts';
import { reboundNames } from '../rebound-names.ts';
import { argumentsFor, callsTo } from '../values/call-arguments.ts';
import { isNamedAsChanging } from './changed-itself.ts';
import { handedToChanger } from './handed-to-changers.ts';
import { otherNamesOf } from './other-names.ts';
import { isPureFrame, isPureStep, withCalled } from './pure-frame.ts';
import { rootsChanged } from './receivers-changed.ts';
import { attributesSetLater, isMaking } from './set-later.ts';

/** Functions of numbers, written in C. */
export const MATHS: readonly string[] =
  'sin cos tan asin acos atan atan2 sinh cosh tanh exp expm1 log log2 log10 log1p sqrt cbrt hypot pow radians degrees gamma lgamma erf'
    .split(' ')
    .map((name) => `math.${name}`);

/** Calls that give the same for the same arguments and change nothing that a program would notice. */
const PURE_CALLS: ReadonlySet<string> = new Set(
  `str repr int float len tuple frozenset min max abs round sorted os.path.join os.path.dirname os.path.basename
  os.path.abspath os.path.expanduser os.path.normpath pathlib.Path .strip .lstrip .rstrip .lower .upper .format .encode
  .decode .replace .joinpath .with_suffix re.escape .read .read_text .read_bytes open io.open .open .format_map .join
  .expanduser .resolve .with_name .absolute os.path.realpath os.fspath textwrap.dedent range .keys .items .values map list set dict zip
  reversed .split .splitlines ${MATHS.join(' ')}`.split(/\s+/),
);

/** The outermost loop around a node in which an expression has the same value each time; undefined where there is none. */
export function loopThatRepeats(expression: Expression, code: CodeNode): LoopNode | undefined {
  return code.loops.find((loop) => isInvariantIn(expression, loop, code.frame));
}

/** Whether an expression has the same value each time a loop goes round, as far as this function and what it calls show it. */
export function isInvariantIn(expression: Expression, loop: LoopNode, frame: FrameCode): boolean {
  const changed = changedIn(loop, frame);
  return everyPart(expression, frame, (node) => {
    if (node.nodeType === 'Name') return !changed.has(node.id) && !isNameBoundByCalls(node.id, loop, frame);
    return !changed.has(dottedText(node)) && !isAttributeSetByCalls(node.attr, loop, frame);
  });
}

/** What a loop binds or changes: names, and dotted texts such as `self.total`. */
function changedIn(loop: LoopNode, frame: FrameCode): ReadonlySet<string> {
  const known = changes.get(loop);
  if (known !== undefined) return known;
  const nodes = nodesInLoop(loop, frame);
  const containers = nodes.flatMap(({ node }) => containersOf(node, frame));
  const owners = [...containers, ...otherNamesOf(containers, frame)].flatMap(ownersOf);
  const changed = new Set([...nodes.flatMap(({ node }) => targetsOf(node)), ...owners]);
  if (isComprehension(loop)) for (const { target } of loop.generators) addNames(target, changed);
  changes.set(loop, changed);
  return changed;
}

const changes = new WeakMap<LoopNode, ReadonlySet<string>>();

/** What a node binds when it runs. */
function targetsOf(node: SyntaxNode): readonly string[] {
  if ((node.nodeType !== 'Name' && node.nodeType !== 'Attribute') || node.ctx.nodeType === 'Load') return [];
  return [node.nodeType === 'Name' ? node.id : dottedText(node)];
}

/** What a node changes a part of when it runs. */
function containersOf(node: SyntaxNode, frame: FrameCode): readonly Expression[] {
  if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load' ? [] : [node.value];
  if (node.nodeType !== 'Call') return [];
  const method = methodCalled(node, frame);
  const handed = handedToChanger(node, frame);
  return method !== undefined && (isNamedAsChanging(method.name, frame) || method.name.startsWith('write'))
    ? [method.receiver, ...handed]
    : handed;
}

/** `rows` and `rows.cells` of what stands before `[0]` in `rows.cells[0]`: changing a part changes the whole. */
function ownersOf(expression: Expression): readonly string[] {
  const owners: string[] = [];
  let at: Expression = expression;
  for (;;) {
    if (at.nodeType === 'Name') return [...owners, at.id];
    if (at.nodeType === 'Attribute') {
      owners.push(dottedText(at));
      // `self` changes all the time; what counts is which of its attributes does
      if (at.value.nodeType === 'Name') return owners;
      at = at.value;
    } else if (at.nodeType === 'Subscript') at = at.value;
    else return owners;
  }
}

/** The names that a loop binds in its head. */
export function namesBoundBy(loop: LoopNode): ReadonlySet<string> {
  const names = new Set<string>();
  if (isComprehension(loop)) for (const { target } of loop.generators) addNames(target, names);
  else if (loop.nodeType !== 'While') addNames(loop.target, names);
  return names;
}

function addNames(target: Expression, names: Set<string>): void {
  const stack: SyntaxNode[] = [target];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeType === 'Name') names.add(node.id);
    pushReversed(stack, fieldNodes(node));
  }
}

/** Whether every name and attribute of an expression passes a test, and it calls nothing but pure functions. */
function everyPart(
  expression: Expression,
  frame: FrameCode,
  test: (node: NodeOf<'Name' | 'Attribute'>) => boolean,
): boolean {
  const stack: SyntaxNode[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeType === 'Call') {
      if (runsImpure(node, frame)) return false;
      if (!PURE_CALLS.has(calledName(node, frame)) && !isOwnFormula(node, frame)) return false;
      if (node.func.nodeType === 'Attribute') stack.push(node.func.value);
      pushReversed<SyntaxNode>(stack, node.args);
      pushReversed<SyntaxNode>(stack, node.keywords);
      continue;
    }
    if (UNSTEADY.has(node.nodeType)) return false;
    if ((node.nodeType === 'Name' || node.nodeType === 'Attribute') && !test(node)) return false;
    if (runsImpure(node, frame)) return false;
    pushReversed(stack, fieldNodes(node));
  }
  return true;
}

/** `self.seq` of a property, or `self['all']` of a `__getitem__`, that counts on: whose it is nobody asks. */
function runsImpure(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'Attribute') return !isPureStep(node, frame);
  return impureUnsaid(frame.module).has(node.nodeType);
}

/** The kinds of nodes for which a file has such a method: each part of each expression is asked for. */
const impureUnsaid = oncePer(
  (module: ModuleCode): ReadonlySet<SyntaxNode['nodeType']> =>
    new Set(
      [...RUN_UNSAID].flatMap(([kind, names]) => {
        const methods = names.flatMap((name) => methodsOfModule(module).get(name) ?? []);
        return methods.every(isPureFrame) ? [] : [kind];
      }),
    ),
);

const AS_TEXT: readonly string[] = ['__str__', '__repr__', '__format__'];

/** The methods that run where nothing names them. */
const RUN_UNSAID: ReadonlyMap<SyntaxNode['nodeType'], readonly string[]> = new Map([
  ['Subscript', ['__getitem__', '__missing__']],
  ['FormattedValue', AS_TEXT],
  ['BinOp', AS_TEXT],
  ['Call', [...AS_TEXT, '__len__', '__iter__', '__next__']],
  ['Starred', ['__iter__', '__next__']],
]);

/** `config_path(base)`, a function of the file that changes nothing, and reads nothing but its arguments and constants. */
function isOwnFormula(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const callee = call.func.nodeType === 'Name' ? ownCallee(call, frame) : undefined;
  return callee !== undefined && callee !== frame && isFormula(callee);
}

const isFormula = oncePer(
  (callee: FrameCode): boolean =>
    isPureFrame(callee) &&
    withCalled(callee).length === 1 &&
    resumption(callee) === null &&
    nodesOf(callee, 'Attribute').every(isMethodCalled) && // what its arguments hold may change
    nodesOf(callee, 'Name').every(
      ({ node: { id } }) => bindingsOf(id, callee).length > 0 || resolve(id, callee).every(isOfModuleForGood),
    ),
);

/** `text.strip()`, and `os.path` of `os.path.join(folder, name)` */
function isMethodCalled({ node, parent, frame }: CodeNode<NodeOf<'Attribute'>>): boolean {
  if (parent?.node.nodeType === 'Call') return parent.node.func === node;
  const { value } = node;
  return value.nodeType === 'Name' && resolve(value.id, frame).some(({ binding }) => binding.kind === 'import');
}

/** An import, or a constant that is bound once. */
function isOfModuleForGood({ binding: { kind, value, target }, frame }: BoundIn): boolean {
  if (kind === 'import') return true;
  const isConstant = value?.nodeType === 'Constant' && bindingsOf(target, frame).length === 1;
  return kind === 'assignment' && isConstant && !reboundNames(frame.module).has(target);
}

const UNSTEADY: ReadonlySet<string> = new Set(['Await', 'Yield', 'YieldFrom', 'NamedExpr', 'Lambda', 'GeneratorExp']);

const DEEPEST = 4;

/**
 * Whether an expression has the same value in every call of its function: constants, names of the module that are bound
 * once, attributes that only `__init__` sets, arguments that every caller in the file gives the same in its loop.
 */
export function isSameInEveryCall(expression: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  return everyPart(expression, frame, (node) => {
    if (node.nodeType === 'Attribute') return isSteadyAttribute(node, frame);
    return node.id === selfName(frame) || isSteadyName(node.id, frame, depth);
  });
}

function isSteadyAttribute(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  const attribute = selfAttribute(node, frame);
  if (attribute === null) return true; // its object is looked at by itself: `settings.path` of a steady `settings`
  const bound = attributeBindings(attribute, frame);
  if (bound.length === 0) return isFieldKept(attribute, frame);
  return bound.every(({ binding, frame: at }) => {
    const isFirst = isMaking(at) || at.node.nodeType === 'ClassDef';
    return isFirst && binding.kind !== 'augmented' && binding.loopDepth === 0;
  });
}

/** `source: str` in the body of a class, which its `__init__` sets, and nothing in the file sets again. */
export function isFieldKept(name: string, { parent, module }: FrameCode): boolean {
  if (parent?.node.nodeType !== 'ClassDef' || attributesSetLater(module).has(name)) return false;
  return annotatedFields(parent).includes(name);
}

const isSteadyName = oncePerDepth(findSteady);

function findSteady(name: string, frame: FrameCode, depth: number): boolean {
  const own = bindingsOf(name, frame);
  if (own.length === 0 || isElsewhere(name, frame)) return isSteadyOutside(name, frame);
  if (reboundNames(frame.module).has(name)) return false; // by a function inside
  if (rootsChanged(frame).has(name)) return false;
  return own.every(({ binding }) => {
    if (binding.kind === 'import' || binding.kind === 'definition') return true;
    if (binding.kind === 'argument') return isSteadyArgument(name, frame, depth);
    const isPlain = binding.kind === 'assignment' && binding.value !== null && own.length === 1;
    return (
      (isPlain || binding.kind === 'with') &&
      binding.value !== null &&
      isSameInEveryCall(binding.value, frame, depth + 1)
    );
  });
}

/** A name of a scope around: bound once there, and nowhere declared global and bound again. */
function isSteadyOutside(name: string, frame: FrameCode): boolean {
  const bound = resolve(name, frame);
  // a built-in, the name of the module, or what `import *` brought
  if (bound.length === 0) return PURE_CALLS.has(name) || name === '__name__';
  if (bound.some(({ frame: at }) => at === frame)) return false;
  if (reboundNames(frame.module).has(name)) return false;
  // `import os` and `import os.path` bind one name
  if (bound.every(({ binding }) => binding.kind === 'import')) return true;
  return bound.length === 1 && bound.every(({ binding }) => binding.kind !== 'loop' && binding.kind !== 'augmented');
}

/** Whether all callers in the file give the same for an argument, each in its loop. */
export function isSteadyArgument(name: string, frame: FrameCode, depth: number = 0): boolean {
  const all = argumentsFor(name, frame);
  const given = all.filter(({ call }) => call !== null);
  // a default is worked out once, when the function is defined
  if (given.length === 0) return callsTo(frame).length > 0 && all.length > 0;
  const [first] = given;
  return given.every(({ value, frame: caller, call }) => {
    if (value.nodeType === 'Constant') return isAlike(value, first?.value);
    if (call !== null && loopThatRepeats(value, call) !== undefined) return true;
    if (caller === frame || namesIn(value).has(selfName(caller) ?? '')) return false; // another for each object
    return isSameInEveryCall(value, caller, depth + 1);
  });
}

/** `1` and `1`; what is no constant is looked at by itself. */
function isAlike(constant: NodeOf<'Constant'>, other: Expression | undefined): boolean {
  return other?.nodeType !== 'Constant' || other.value === constant.value;
}

/** Whether a value is the same each time that a node runs: in a loop around it, or in every call of its function. */
export function isSameEachRun(value: Expression, code: CodeNode): boolean {
  return loopThatRepeats(value, code) !== undefined || isSameInEveryCall(value, code.frame);
}

/** The calls of a frame of which the full name is one of these. */
export function callsNamed(frame: FrameCode, names: ReadonlySet<string>): readonly CodeNode<NodeOf<'Call'>>[] {
  if (!lastNamesCalled(frame).some((last) => mayBeCallNamed(names, last, frame.module))) return NO_CALLS;
  return nodesOf(frame, 'Call').filter(({ node }) => isCallNamed(names, node, frame));
}

const NO_CALLS: readonly CodeNode<NodeOf<'Call'>>[] = [];

/** As a list: each rule goes through all of it. */
const lastNamesCalled = oncePer((frame: FrameCode) => [
  ...new Set(nodesOf(frame, 'Call').map(({ node }) => lastName(node.func))),
]);
