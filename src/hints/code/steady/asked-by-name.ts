import { type Expression, isComprehension, type SyntaxNode } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import { type CodeNode, isCalled, methodsNamed } from '../module-code.ts';
import { bindingsOf } from '../names.ts';

const DEEPEST = 5;

/**
 * Whether all that is taken out of a value is asked for by the name of an attribute: `self.targets` of `self.targets[name].cost`,
 * and of `target.cost` after `target = self.targets[name]`. Who changes another attribute of such a target changes nothing of that.
 */
export function isAskedByName(code: CodeNode, depth: number = 0): boolean {
  const { node, parent } = code;
  if (parent === null || depth > DEEPEST) return false;
  const around = parent.node;
  if (around.nodeType === 'Attribute') return isAttributeRead(parent, depth);
  if (around.nodeType === 'Subscript')
    return around.value === node && around.slice.nodeType !== 'Slice' && isAskedByName(parent, depth + 1);
  if (around.nodeType === 'Assign') return around.value === node && areAsked(around.targets, code, depth);
  const target = targetOfWalk(node, parent);
  return target !== undefined && areAsked([target], code, depth);
}

/** `.cost`, a method of the file, or what a dict has under a key. */
function isAttributeRead(code: CodeNode, depth: number): boolean {
  const { node, parent } = code;
  if (node.nodeType !== 'Attribute' || node.ctx.nodeType !== 'Load') return false;
  if (!isCalled(code)) return true;
  if (node.attr !== 'get' && node.attr !== 'values') return methodsNamed(node.attr, code.frame).length > 0;
  return parent !== null && isAskedByName(parent, depth + 1);
}

/** Of a name that nothing else is bound to. */
function areAsked(targets: readonly Expression[], { frame }: CodeNode, depth: number): boolean {
  const [target, ...others] = targets;
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length !== 1) return false;
  return readsOf(target.id, frame).every((read) => isAskedByName(read, depth + 1));
}

/** `target` of `for target in self.targets.values()` */
function targetOfWalk(walked: SyntaxNode, { node, parent }: CodeNode): Expression | undefined {
  if (node.nodeType === 'For') return node.iter === walked ? node.target : undefined;
  const around = isComprehension(node) ? node : parent?.node;
  if (around === undefined || !isComprehension(around)) return undefined;
  return around.generators.find(({ iter }) => iter === walked)?.target;
}
