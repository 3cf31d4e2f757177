import { type Binding, bindings, importedName } from '../../source/bindings.ts';
import { dottedText, lastName } from '../../source/dotted-text.ts';
import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  isFunctionNode,
  lineOf,
  type NodeOf,
} from '../../source/syntax.ts';
import { pushReversed } from '../../source/walk-syntax.ts';
import { oncePer, oncePerName } from '../../text/lazily.ts';
import {
  type CodeNode,
  classAround,
  type FrameCode,
  groupBy,
  groupByOne,
  type ModuleCode,
  methodsOf,
  nodesOf,
} from './module-code.ts';
import { argumentsFor, isStatic } from './values/call-arguments.ts';

/** A binding and the frame whose code it is. */
export type BoundIn = { readonly binding: Binding; readonly frame: FrameCode };

/**
 * What is called, by its full name: `re.compile` for `c` after `from re import compile as c`, `.append` for a method of
 * something, `sum` for the built-in, and `def:total` for what the program binds itself.
 */
export function calledName(call: NodeOf<'Call'>, frame: FrameCode): string {
  const known = namesCalled(frame);
  const name = known.get(call) ?? fullName(call.func, frame);
  known.set(call, name);
  return name;
}

/** Nearly every rule asks for each call of a frame. */
const namesCalled = oncePer((_: FrameCode) => new Map<NodeOf<'Call'>, string>());

/** The full name of an expression; see {@link calledName}. */
export function fullName(expression: Expression, frame: FrameCode): string {
  const dotted = dottedText(expression);
  const isPlain = /^[\w.]+$/.test(dotted) || /^[\p{L}\p{N}_.]+$/u.test(dotted);
  if (!isPlain) return expression.nodeType === 'Attribute' ? `.${expression.attr}` : dotted;
  const bound = resolve(firstName(dotted), frame);
  if (isImported(bound)) return importedName(frame.module.source, frame.index, dotted);
  const alias = aliasedBy(expression, frame);
  if (alias !== undefined) return aliasName(alias);
  if (expression.nodeType === 'Attribute') return `.${expression.attr}`;
  return bound.length === 0 ? dotted : `def:${dotted}`;
}

function firstName(dotted: string): string {
  const dot = dotted.indexOf('.');
  return dot < 0 ? dotted : dotted.slice(0, dot);
}

/** A method or a function of a module, and the frame in which it is written so. */
type Written = { readonly attribute: NodeOf<'Attribute'>; readonly frame: FrameCode };

/**
 * What a name stands for that is bound once, to an attribute of something: `json.loads` for `load` after
 * `load = json.loads`, `queue.pop` for `take` after `take = queue.pop`, `re.match` for an argument `match=re.match` that
 * no call in the file gives, and the same for `self.load`.
 */
function aliasedBy(expression: Expression, frame: FrameCode): Written | undefined {
  const attribute = selfAttribute(expression, frame);
  const isName = expression.nodeType === 'Name';
  if (attribute === null && !isName) return undefined;
  if (!namesOfAttributes(frame.module).has(attribute ?? (isName ? expression.id : ''))) return undefined;
  const [only, ...others] = isName ? resolve(expression.id, frame) : attributeBindings(attribute ?? '', frame);
  if (only === undefined || others.length > 0) return undefined;
  const { binding, frame: at } = only;
  if (binding.value?.nodeType !== 'Attribute') return undefined;
  if (binding.kind === 'assignment') return { attribute: binding.value, frame: at };
  const isDefault = binding.kind === 'argument' && argumentsFor(binding.target, at).every(({ call }) => call === null);
  return isDefault ? { attribute: binding.value, frame: at.parent ?? at } : undefined;
}

/** Whatever the file may bind to an attribute of something, by its last name: hardly any name needs a closer look. */
export const namesOfAttributes: (module: ModuleCode) => ReadonlySet<string> = oncePer(({ frames }: ModuleCode) => {
  const names = new Set<string>();
  const note = (target: Expression): void => {
    const parts = target.nodeType === 'Tuple' || target.nodeType === 'List' ? target.elts : [];
    for (const part of parts) note(part);
    names.add(lastName(target.nodeType === 'Starred' ? target.value : target));
  };
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Assign')) if (mayBeAttribute(node.value)) node.targets.forEach(note);
    for (const { node } of nodesOf(frame, 'AnnAssign')) if (mayBeAttribute(node.value)) note(node.target);
    for (const { node } of nodesOf(frame, 'NamedExpr')) if (mayBeAttribute(node.value)) note(node.target);
    for (const name of namesWithDefault(frame)) names.add(name);
  }
  return names;
});

function mayBeAttribute(value: Expression | undefined): boolean {
  return value?.nodeType === 'Attribute' || value?.nodeType === 'Tuple' || value?.nodeType === 'List';
}

function namesWithDefault({ node }: FrameCode): readonly string[] {
  if (!isFunctionNode(node) && node.nodeType !== 'Lambda') return [];
  const { posonlyargs, args, kwonlyargs, defaults, kw_defaults: keywordDefaults } = node.args;
  if (![...defaults, ...keywordDefaults].some((value) => value?.nodeType === 'Attribute')) return [];
  return [...posonlyargs, ...args, ...kwonlyargs].map(({ arg }) => arg);
}

function aliasName({ attribute, frame }: Written): string {
  const dotted = dottedText(attribute);
  return isImported(resolve(firstName(dotted), frame))
    ? importedName(frame.module.source, frame.index, dotted)
    : `.${attribute.attr}`;
}

/** A method by whichever name it is called: `queue.pop(0)`, or `take(0)` after `take = queue.pop`. */
export type Method = { readonly name: string; readonly receiver: Expression; readonly frame: FrameCode };

/** The method that a call calls; undefined for what is no method, as far as the source says it. */
export function methodCalled({ func }: NodeOf<'Call'>, frame: FrameCode): Method | undefined {
  const alias = aliasedBy(func, frame);
  if (alias !== undefined) {
    return { name: alias.attribute.attr, receiver: alias.attribute.value, frame: alias.frame };
  }
  return func.nodeType === 'Attribute' ? { name: func.attr, receiver: func.value, frame } : undefined;
}

/** The name under which a profile shows what is called: `pop` for `take` after `take = queue.pop`; '' where none is known. */
export function bareName(call: NodeOf<'Call'>, frame: FrameCode): string {
  if (lastName(call.func) === '') return '';
  const full = calledName(call, frame);
  return full.slice(Math.max(full.lastIndexOf('.'), full.lastIndexOf(':')) + 1);
}

function isImported(bound: readonly BoundIn[]): boolean {
  return bound.some(({ binding }) => binding.imported !== null);
}

/** Where a name is bound, seen from a frame: in it, or in the next frame around it that binds it. Empty for built-ins. */
export const resolve: (name: string, frame: FrameCode) => readonly BoundIn[] = oncePerName(findBound);

function findBound(name: string, frame: FrameCode): readonly BoundIn[] {
  for (let at: FrameCode | null = frame; at !== null; at = at.parent) {
    if (at !== frame && at.node.nodeType === 'ClassDef') continue; // a method does not see its class's names
    const found = bindingsOf(name, at);
    if (found.length > 0) return isElsewhere(name, at) ? (bindingsElsewhere(name, at) ?? found) : found;
  }
  return [];
}

/** The bindings of a name or dotted target in one frame. */
export function bindingsOf(target: string, frame: FrameCode): readonly BoundIn[] {
  return boundByTarget(frame).get(target) ?? NOWHERE;
}

const NOWHERE: readonly BoundIn[] = [];

const boundByTarget = oncePer((frame: FrameCode): ReadonlyMap<string, readonly BoundIn[]> => {
  const own = bindings(frame.module.source, frame.index, (take) => {
    const { nodes } = frame;
    for (let at = 0; at < nodes.length; at++) take(nodes[at]!.node, nodes[at]!.loops.length);
  });
  return groupByOne(
    [...own, ...clauseBindings(frame)].map((binding) => ({ binding, frame })),
    ({ binding }) => binding.target,
  );
});

/** What the comprehensions of a frame bind: their names are the frame's own here, though Python keeps them apart. */
function clauseBindings(frame: FrameCode): readonly Binding[] {
  if (COMPREHENSIONS.every((kind) => nodesOf(frame, kind).length === 0)) return NO_BINDINGS;
  return frame.nodes.flatMap(({ node, loops }) =>
    isComprehension(node) ? node.generators.flatMap((clause) => clauseTargets(clause, node, loops.length + 1)) : [],
  );
}

const COMPREHENSIONS = ['ListComp', 'SetComp', 'DictComp', 'GeneratorExp'] as const;

const NO_BINDINGS: readonly Binding[] = [];

function clauseTargets(
  clause: NodeOf<'Comprehension'>,
  node: ComprehensionNode,
  loopDepth: number,
): readonly Binding[] {
  const names: Expression[] = [];
  const stack: Expression[] = [clause.target];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.nodeType === 'Tuple' || at.nodeType === 'List') pushReversed<Expression>(stack, at.elts);
    else if (at.nodeType === 'Starred') stack.push(at.value);
    else names.push(at);
  }
  return names.map((name) => ({
    kind: 'loop',
    target: dottedText(name),
    line: lineOf(name),
    value: name === clause.target ? clause.iter : null,
    imported: null,
    loopDepth,
    node,
  }));
}

/** Whether a frame says that the name is another's: `global name`, `nonlocal name`. */
export function isElsewhere(name: string, frame: FrameCode): boolean {
  return namesElsewhere(frame).has(name);
}

/** All of them. */
export const namesElsewhere: (frame: FrameCode) => ReadonlySet<string> = oncePer(
  (frame: FrameCode): ReadonlySet<string> => {
    const declared = [...nodesOf(frame, 'Global'), ...nodesOf(frame, 'Nonlocal')];
    return new Set(declared.flatMap(({ node }) => node.names));
  },
);

function bindingsElsewhere(name: string, frame: FrameCode): readonly BoundIn[] | undefined {
  const own = bindingsOf(name, frame);
  for (let at = frame.parent; at !== null; at = at.parent) {
    if (at.node.nodeType === 'ClassDef') continue;
    const found = bindingsOf(name, at);
    if (found.length > 0) return [...found, ...own];
  }
  return undefined;
}

/** The first argument's name of a method: `self`. */
export function selfName(frame: FrameCode): string | null {
  const { node } = frame;
  if (node.nodeType !== 'FunctionDef' && node.nodeType !== 'AsyncFunctionDef') return null;
  if (frame.parent?.node.nodeType !== 'ClassDef') return frame.parent === null ? null : selfName(frame.parent);
  if (isStatic(node)) return null;
  return (node.args.posonlyargs[0] ?? node.args.args[0])?.arg ?? null;
}

/** Where a class binds `self.name`: in its body and in its methods, and in its bases of the same file. */
export function attributeBindings(attribute: string, frame: FrameCode): readonly BoundIn[] {
  const owner = classAround(frame);
  return owner === null ? NOWHERE : boundInClass(attribute, owner);
}

/** The same of an attribute of its own object, and where a frame binds any other name. */
export function bindingsBehind(held: Expression, frame: FrameCode): readonly BoundIn[] {
  const attribute = selfAttribute(held, frame);
  return attribute === null ? bindingsOf(dottedText(held), frame) : attributeBindings(attribute, frame);
}

const boundInClass = oncePerName((attribute: string, owner: FrameCode): readonly BoundIn[] =>
  classesOf(owner).flatMap((each) => [
    ...bindingsOf(attribute, each),
    ...(boundByMethods(each).get(attribute) ?? NOWHERE),
  ]),
);

/** By attribute: what the methods of a class bind of their object. */
const boundByMethods = oncePer((owner: FrameCode): ReadonlyMap<string, readonly BoundIn[]> => {
  const bound = methodsOf(owner).flatMap((method) => {
    const self = `${selfName(method) ?? ''}.`;
    const own = [...boundByTarget(method)].filter(([target]) => target.startsWith(self));
    return own.map(([target, all]) => ({ attribute: target.slice(self.length), all }));
  });
  const grouped = groupBy(bound, ({ attribute }) => [attribute]);
  return new Map([...grouped].map(([attribute, parts]) => [attribute, parts.flatMap(({ all }) => all)]));
});

/** Where the class of the same file that an expression names binds its attribute: `Report.WORDS`. */
export function classAttributeBindings(expression: Expression, frame: FrameCode): readonly BoundIn[] {
  if (expression.nodeType !== 'Attribute' || expression.value.nodeType !== 'Name') return [];
  const [only, ...others] = resolve(expression.value.id, frame);
  if (only === undefined || others.length > 0 || only.binding.node.nodeType !== 'ClassDef') return [];
  const owner = frame.module.frameAt(only.binding.node);
  return owner === undefined ? [] : attributeBindings(expression.attr, owner);
}

/**
 * Where any class of the file binds an attribute of that name: what `person.friends` is, of whichever object, if nothing
 * nearer says it.
 */
export function attributesNamed(attribute: string, { module }: FrameCode): readonly BoundIn[] {
  return attributesOf(module).get(attribute) ?? NOWHERE;
}

const attributesOf = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) => [...boundByTarget(frame).values()].flat()),
    ({ binding: { target }, frame }) => {
      const name = attributeIn(target, frame);
      return /^\w+$/.test(name) ? [name] : [];
    },
  ),
);

/** What a class, or a method of one by its first argument, binds as an attribute; '' for all else. */
function attributeIn(target: string, frame: FrameCode): string {
  if (frame.node.nodeType === 'ClassDef') return target;
  const self = ownSelfName(frame);
  return self !== null && target.startsWith(`${self}.`) ? target.slice(self.length + 1) : '';
}

/** The first argument of a method; null for functions in methods too. */
function ownSelfName(frame: FrameCode): string | null {
  return frame.parent?.node.nodeType === 'ClassDef' ? selfName(frame) : null;
}

/** A class and those of its bases that are classes of the same file. */
export const classesOf: (owner: FrameCode) => readonly FrameCode[] = oncePer(
  (owner: FrameCode): readonly FrameCode[] => {
    const found = new Set([owner]);
    for (const each of found) {
      if (each.node.nodeType !== 'ClassDef') continue;
      for (const base of each.node.bases) {
        for (const known of classesByName(owner.module).get(dottedText(base)) ?? []) found.add(known);
      }
    }
    return [...found];
  },
);

const classesByName = oncePer(({ frames }: ModuleCode) =>
  groupByOne(
    frames.filter(({ node }) => node.nodeType === 'ClassDef'),
    ({ scope }) => scope.name,
  ),
);

/** `name` of `self.name`; null for every other expression. */
export function selfAttribute(expression: Expression, frame: FrameCode): string | null {
  if (expression.nodeType !== 'Attribute' || expression.value.nodeType !== 'Name') return null;
  return expression.value.id === selfName(frame) ? expression.attr : null;
}

/** The innermost statement around a node, and itself if it is one. */
export function statementAround(code: CodeNode): CodeNode {
  let at = code;
  while (at.parent !== null && !isStatement(at)) at = at.parent;
  return at;
}

const STATEMENTS: ReadonlySet<string> = new Set(
  `FunctionDef AsyncFunctionDef ClassDef Return Delete Assign TypeAlias AugAssign AnnAssign For AsyncFor While If With
  AsyncWith Match Raise Try TryStar Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue`.split(/\s+/),
);

export function isStatement({ node }: CodeNode): boolean {
  return STATEMENTS.has(node.nodeType);
}
