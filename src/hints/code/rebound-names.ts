import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type ModuleCode, nodesOf } from './module-code.ts';
import { bindingsOf, calledName, namesElsewhere } from './names.ts';

/** The names that functions say are another's, and bind; all of them where the module's names are set as items of a dict. */
export const reboundNames: (module: ModuleCode) => Pick<ReadonlySet<string>, 'has'> = oncePer(
  ({ frames }: ModuleCode) => {
    if (frames.some((frame) => nodesOf(frame, 'Call').some((call) => isOpened(call)))) return { has: () => true };
    const inner = frames.filter(({ parent }) => parent !== null);
    return new Set(
      inner.flatMap((frame) => [...namesElsewhere(frame)].filter((name) => bindingsOf(name, frame).length > 0)),
    );
  },
);

/** `globals()['RATE'] = 2`, `names = globals()`, `exec(text)`; not `globals()['RATE']` and `globals().get(name)`. */
function isOpened({ node, parent, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const name = calledName(node, frame);
  if (name === 'exec') return node.args.length < 2;
  if (name !== 'globals') return false;
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.ctx.nodeType !== 'Load';
  if (around?.nodeType === 'Attribute') return !READING.has(around.attr);
  return around?.nodeType !== 'Compare' && around?.nodeType !== 'For';
}

const READING: ReadonlySet<string> = new Set(['get', 'items', 'keys', 'values', 'copy']);
