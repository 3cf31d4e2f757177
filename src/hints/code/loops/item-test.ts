import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { methodMeant } from '../method-meant.ts';
import type { FrameCode } from '../module-code.ts';
import { selfAttribute } from '../names.ts';
import { argumentNames } from '../own-name.ts';
import { attributesSetLater } from '../steady/set-later.ts';

/**
 * Whether `match.involves(club)` asks an item for no more than whether a part of it is what is given, and nothing sets that
 * part later: `return club == self.home`, `return club in (self.home, self.away)`.
 */
export function asksItemForPart({ func, args, keywords }: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (func.nodeType !== 'Attribute' || args.length !== 1 || keywords.length > 0) return false;
  const method = methodMeant(func, frame);
  const [, given, ...others] = method === undefined ? [] : argumentNames(method);
  const test = method === undefined ? undefined : onlyResult(method);
  if (method === undefined || given === undefined || others.length > 0 || test === undefined) return false;
  return isTestOfPart(test, given, method);
}

/** What a function of one statement returns. */
function onlyResult({ node }: FrameCode): Expression | undefined {
  if (!isFunctionNode(node) || node.decorator_list.length > 0) return undefined;
  const [only, ...others] = node.body.filter((one) => one.nodeType !== 'Expr' || one.value.nodeType !== 'Constant');
  return only?.nodeType === 'Return' && others.length === 0 ? only.value : undefined;
}

function isTestOfPart(test: Expression, given: string, method: FrameCode): boolean {
  if (test.nodeType === 'BoolOp') {
    const isOne = (one: Expression): boolean => isTestOfPart(one, given, method);
    return test.op.nodeType === 'Or' ? test.values.every(isOne) : test.values.some(isOne);
  }
  if (test.nodeType !== 'Compare') return false;
  const [right, ...others] = test.comparators;
  if (right === undefined || others.length > 0) return false;
  const isGiven = (side: Expression): boolean => side.nodeType === 'Name' && side.id === given;
  const isPart = (side: Expression): boolean => {
    const attribute = selfAttribute(side, method);
    return attribute !== null && !attributesSetLater(method.module).has(attribute);
  };
  switch (test.ops[0]?.nodeType) {
    case 'Eq':
      return (isGiven(test.left) && isPart(right)) || (isPart(test.left) && isGiven(right));
    case 'In':
      return isGiven(test.left) && partsListed(right).length > 0 && partsListed(right).every(isPart);
    default:
      return false;
  }
}

/** `match.home` and `match.away` of `club in (match.home, match.away)`; of all else none. */
export function partsListed(right: Expression): readonly Expression[] {
  return right.nodeType === 'Tuple' || right.nodeType === 'List' || right.nodeType === 'Set' ? right.elts : [];
}
