import { type Expression, isFunctionNode } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { fullName } from '../names.ts';

export type CachingDecorator = { readonly decorator: Expression; readonly name: string };

/** What keeps the results of a function by its arguments, with its full name. */
export function cachingDecorator({ node, parent }: FrameCode): CachingDecorator | undefined {
  if (!isFunctionNode(node) || parent === null) return undefined;
  return node.decorator_list
    .map((one) => ({ decorator: one, name: fullName(one.nodeType === 'Call' ? one.func : one, parent) }))
    .find(({ name }) => CACHES.has(name));
}

const CACHES: ReadonlySet<string> = new Set(['functools.lru_cache', 'functools.cache']);
