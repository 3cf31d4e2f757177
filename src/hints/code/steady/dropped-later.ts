import type { Expression } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type ModuleCode, nodesOf } from '../module-code.ts';
import { attributesSetLater } from './set-later.ts';

const DROPPING: ReadonlySet<string> = new Set('pop popleft popitem remove clear discard'.split(' '));

/** The attributes of which something in a file takes items out again or begins them anew, of whichever object. */
export const attributesDropped: (module: ModuleCode) => ReadonlySet<string> = oncePer((module: ModuleCode) => {
  const called = module.frames.flatMap((frame) => nodesOf(frame, 'Call').map(({ node }) => node.func));
  const taken = called.flatMap((func) =>
    func.nodeType === 'Attribute' && DROPPING.has(func.attr) ? [func.value] : [],
  );
  const parts = module.frames.flatMap((frame) => nodesOf(frame, 'Subscript'));
  const cut = parts.flatMap(({ node }) =>
    node.ctx.nodeType === 'Del' || (node.ctx.nodeType === 'Store' && node.slice.nodeType === 'Slice')
      ? [node.value]
      : [],
  );
  const names = [...taken, ...cut].flatMap((one) => (one.nodeType === 'Attribute' ? [one.attr] : []));
  return new Set([...attributesSetLater(module), ...names]);
});

/** `deque(maxlen=10)` loses an item with each that it gets. */
export function isWindow(value: Expression | null): boolean {
  return value?.nodeType === 'Call' && value.keywords.some(({ arg }) => arg === 'maxlen');
}
