import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode } from '../module-code.ts';

/** An expression, and where its names are looked up. */
export type Source = { readonly value: Expression; readonly frame: FrameCode };

/** A value that a function may get for an argument: at a call in the same file, or by default. */
export type Given = Source & {
  /** null for a default value. */
  readonly call: CodeNode<NodeOf<'Call'>> | null;
};

/** What the calls in the file give to an argument of a function. Calls from other files are not seen. */
export const argumentsFor: (argument: string, callee: FrameCode) => readonly Given[] = oncePerName((argument, callee) =>
  sourcesOf(argument, callee).flat(),
);

/** The same in lists of which the first is one and the same for all functions of a name: they share their calls. */
export const sourcesOf: (argument: string, callee: FrameCode) => readonly (readonly Given[])[] = oncePerName(findGiven);

function findGiven(argument: string, callee: FrameCode): readonly (readonly Given[])[] {
  if (!isFunctionNode(callee.node)) return [];
  const { posonlyargs, args } = callee.node.args;
  const names = [...posonlyargs, ...args].map(({ arg }) => arg);
  const position = names.indexOf(argument) - (isBound(callee) ? 1 : 0);
  const given = valuesGiven(`${position} ${argument}`, callsTo(callee));
  return [given, [...startsOf(position, callee), ...defaultOf(argument, names, callee)]];
}

const valuesGiven = oncePerName((place: string, calls: readonly CodeNode<NodeOf<'Call'>>[]) => {
  const [position = '', argument = ''] = place.split(' ');
  return calls.flatMap((call) => valueGiven(call, argument, Number(position)) ?? []);
});

/** `{}` for the first argument of `merge` in `reduce(merge, dicts, {})` */
function startsOf(position: number, callee: FrameCode): readonly Given[] {
  if (position !== 0) return [];
  return reductionsBy(callee).flatMap((call) => {
    const start = call.node.args[2];
    return start === undefined ? [] : [{ value: start, frame: call.frame, call }];
  });
}

/** The calls of `reduce` that have a function for their step. */
export function reductionsBy({ module, scope }: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return reductionsByStep(module).get(scope.name) ?? [];
}

const reductionsByStep = oncePer((module: ModuleCode) =>
  groupBy(module.callsByName().get('reduce') ?? [], ({ node: { args } }) =>
    args[0]?.nodeType === 'Name' ? [args[0].id] : [],
  ),
);

const NO_CALLS: readonly CodeNode<NodeOf<'Call'>>[] = [];

/** The calls in the file that look like calls of a function: by its name, or by its class's for `__init__`. */
export const callsTo: (callee: FrameCode) => readonly CodeNode<NodeOf<'Call'>>[] = oncePer(findCalls);

function findCalls(callee: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  const owner = callee.parent?.node.nodeType === 'ClassDef' ? callee.parent : null;
  const name = owner !== null && callee.scope.name === '__init__' ? owner.scope.name : callee.scope.name;
  const calls = callee.module.callsByName().get(name) ?? NO_CALLS;
  if (owner === null) return callsOfFunctions(calls);
  return callee.scope.name === '__init__' ? calls : callsOfMethods(calls);
}

/** `subprocess.run(...)` is no call of a function `run` of the file. */
const callsOfFunctions = oncePer((calls: readonly CodeNode<NodeOf<'Call'>>[]) =>
  calls.filter(({ node }) => node.func.nodeType === 'Name'),
);

const callsOfMethods = oncePer((calls: readonly CodeNode<NodeOf<'Call'>>[]) =>
  calls.filter(({ node }) => node.func.nodeType === 'Attribute'),
);

/** A method gets its object without being told, but for static methods. */
export function isBound({ node, parent }: FrameCode): boolean {
  if (parent?.node.nodeType !== 'ClassDef' || !isFunctionNode(node)) return false;
  return !isStatic(node);
}

export function isStatic({ decorator_list: decorators }: Pick<NodeOf<'FunctionDef'>, 'decorator_list'>): boolean {
  return decorators.some((decorator) => decorator.nodeType === 'Name' && decorator.id === 'staticmethod');
}

function valueGiven(call: CodeNode<NodeOf<'Call'>>, argument: string, position: number): Given | undefined {
  const { args, keywords } = call.node;
  const value = keywords.find(({ arg }) => arg === argument)?.value ?? (position < 0 ? undefined : args[position]);
  if (value === undefined || value.nodeType === 'Starred') return undefined;
  return { value, frame: call.frame, call };
}

function defaultOf(argument: string, names: readonly string[], callee: FrameCode): Given[] {
  if (!isFunctionNode(callee.node)) return [];
  const { defaults, kwonlyargs, kw_defaults: keywordDefaults } = callee.node.args;
  const at = names.indexOf(argument) - (names.length - defaults.length);
  const keyword = keywordDefaults[kwonlyargs.findIndex(({ arg }) => arg === argument)];
  const value = at >= 0 && names.includes(argument) ? defaults[at] : keyword;
  return value === undefined || value === null ? [] : [{ value, frame: callee.parent ?? callee, call: null }];
}
