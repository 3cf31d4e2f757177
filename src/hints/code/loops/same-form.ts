import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { methodMeant } from '../method-meant.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName, selfName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentNames } from '../own-name.ts';
import { isFixed } from '../steady/fixed-function.ts';
import { sliceText } from './copied-whole.ts';

/** What gives the same for equal things, and what a dict can have as its key, if need be as a tuple. */
const FORMS: ReadonlySet<string> = new Set(
  'sorted tuple frozenset set str int collections.Counter os.path.basename os.path.normpath os.path.abspath'.split(' '),
);

/** Whether a call makes a form of one thing by which it can be found: `sorted(word)`, `normal(word)` of a function that is always the same. */
export function isFormOf({ node, frame }: { readonly node: NodeOf<'Call'>; readonly frame: FrameCode }): boolean {
  if (node.args.length !== 1 || node.keywords.length > 0) return false;
  if (FORMS.has(calledName(node, frame))) return true;
  const callee = ownCallee(node, frame);
  return callee !== undefined && callee !== frame && callee.parent?.node.nodeType !== 'ClassDef' && isFixed(callee);
}

/**
 * The two things that a function of the file holds against each other by the same form of both: `one` and `other` of
 * `same_letters(one, other)`, which returns `sorted(one) == sorted(other)`, and of `one.same_as(other)`.
 */
export function heldAgainst(call: NodeOf<'Call'>, frame: FrameCode): readonly [Expression, Expression] | undefined {
  const { func, args, keywords } = call;
  const method =
    func.nodeType === 'Attribute' && ownCallee(call, frame) === undefined ? methodMeant(func, frame) : undefined;
  const callee = method ?? ownCallee(call, frame);
  if (callee === undefined || callee === frame || keywords.length > 0 || !isFixed(callee)) return undefined;
  const given = method !== undefined && func.nodeType === 'Attribute' ? [func.value, ...args] : args;
  const names = argumentNames(callee).filter((name) => method !== undefined || name !== selfName(callee));
  const [one, other] = given;
  const [first, second] = names;
  if (one === undefined || other === undefined || first === undefined || second === undefined) return undefined;
  if (given.length !== 2 || names.length !== 2) return undefined;
  return resultsOf(callee).some((test) => isSameFormOf(test, first, second)) ? [one, other] : undefined;
}

/** What must hold: the only result of the function, or the parts of it that all must. */
function resultsOf({ node }: FrameCode): readonly Expression[] {
  if (!isFunctionNode(node)) return [];
  const [only, ...others] = node.body.filter((one) => one.nodeType !== 'Expr' || one.value.nodeType !== 'Constant');
  const result = only?.nodeType === 'Return' && others.length === 0 ? only.value : undefined;
  if (result == null) return [];
  return result.nodeType === 'BoolOp' && result.op.nodeType === 'And' ? result.values : [result];
}

function isSameFormOf(test: Expression, first: string, second: string): boolean {
  if (test.nodeType !== 'Compare' || test.ops[0]?.nodeType !== 'Eq' || test.comparators.length !== 1) return false;
  const [right] = test.comparators;
  if (right === undefined) return false;
  const isOf = (side: Expression, name: string, not: string): boolean => {
    const names = [...walkSyntax(side)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
    return names.includes(name) && !names.includes(not);
  };
  const [one, other] = isOf(test.left, first, second) ? [first, second] : [second, first];
  if (!isOf(test.left, one, other) || !isOf(right, other, one)) return false;
  const formOf = (side: Expression, name: string): string =>
    sliceText(side).replace(new RegExp(`(?<![\\w"])${name}(?![\\w"])`, 'g'), '·');
  return formOf(test.left, one) === formOf(right, other);
}

/** `sorted(word)` in `sorted(family[0]) == sorted(word)`; a method without arguments has next to no time. */
export function hasForm(side: Expression): boolean {
  return [...walkSyntax(side)].some((node) => node.nodeType === 'Call' && node.args.length > 0);
}
