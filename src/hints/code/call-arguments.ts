import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePer, oncePerName } from '../../text/lazily.ts';
import type { CodeNode, FrameCode } from './module-code.ts';

/** A value that a function may get for an argument: at a call in the same file, or by default. */
export type Given = {
  readonly value: Expression;
  readonly frame: FrameCode;
  /** null for a default value. */
  readonly call: CodeNode<NodeOf<'Call'>> | null;
};

/** What the calls in the file give to an argument of a function. Calls from other files are not seen. */
export const argumentsFor: (argument: string, callee: FrameCode) => readonly Given[] = oncePerName(findGiven);

function findGiven(argument: string, callee: FrameCode): readonly Given[] {
  if (!isFunctionNode(callee.node)) return [];
  const { posonlyargs, args } = callee.node.args;
  const names = [...posonlyargs, ...args].map(({ arg }) => arg);
  const position = names.indexOf(argument) - (isBound(callee) ? 1 : 0);
  const given = callsTo(callee).flatMap((call) => valueGiven(call, argument, position) ?? []);
  return [...given, ...defaultOf(argument, names, callee)];
}

/** The calls in the file that look like calls of a function: by its name, or by its class's for `__init__`. */
export const callsTo: (callee: FrameCode) => readonly CodeNode<NodeOf<'Call'>>[] = oncePer(findCalls);

function findCalls(callee: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  const owner = callee.parent?.node.nodeType === 'ClassDef' ? callee.parent : null;
  const name = owner !== null && callee.scope.name === '__init__' ? owner.scope.name : callee.scope.name;
  const calls = callee.module.callsByName().get(name) ?? [];
  const isMethod = owner !== null && callee.scope.name !== '__init__';
  // `subprocess.run(...)` is no call of a function `run` of the file
  return calls.filter(({ node }) =>
    isMethod ? node.func.nodeType === 'Attribute' : owner !== null || node.func.nodeType === 'Name',
  );
}

/** A method gets its object without being told, but for static methods. */
function isBound({ node, parent }: FrameCode): boolean {
  if (parent?.node.nodeType !== 'ClassDef' || !isFunctionNode(node)) return false;
  return !node.decorator_list.some((decorator) => decorator.nodeType === 'Name' && decorator.id === 'staticmethod');
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
