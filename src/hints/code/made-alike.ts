import type { NodeOf } from '../../source/syntax.ts';
import { attributesChangedLater } from './fixed-function.ts';
import { type CodeNode, type FrameCode, methodsOf, nodesOf } from './module-code.ts';
import { resolve, selfAttribute } from './names.ts';
import { setsOnlyItself } from './pure-frame.ts';
import { isOnlyRead } from './result-use.ts';

/**
 * Whether `Template(PAGE)` makes an object that is as good as any other made of the same: its `__init__` only sets attributes
 * of it, nothing in the file changes them later, and it is only asked, not kept.
 */
export function isMadeAlike(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const init = initCalled(code.node, frame);
  if (init === undefined || !setsOnlyItself(init) || !isOnlyRead(code, frame)) return false;
  const set = nodesOf(init, 'Attribute').flatMap(({ node }) => selfAttribute(node, init) ?? []);
  return !set.some((name) => attributesChangedLater(init.module).has(name));
}

function initCalled({ func }: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  if (func.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(func.id, frame);
  const node = only?.binding.node;
  const isPlain = node?.nodeType === 'ClassDef' && node.bases.length === 0 && node.decorator_list.length === 0;
  const made = isPlain && others.length === 0 ? frame.module.frameAt(node) : undefined;
  return made === undefined ? undefined : methodsOf(made).find(({ scope }) => scope.name === '__init__');
}
