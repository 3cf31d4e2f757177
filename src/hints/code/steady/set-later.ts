import type { NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type ModuleCode, nodesOf } from '../module-code.ts';

/** Where something in a file sets an attribute outside of `__init__`, of whichever object. */
export const setsOfAttributes: (module: ModuleCode) => readonly CodeNode<NodeOf<'Attribute'>>[] = oncePer(
  ({ frames }: ModuleCode) =>
    frames
      .filter(({ scope }) => scope.name !== '__init__')
      .flatMap((frame) => nodesOf(frame, 'Attribute'))
      .filter(({ node }) => node.ctx.nodeType !== 'Load'),
);

/** The attributes that something in a file sets outside of `__init__`. */
export const attributesSetLater: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  (module: ModuleCode) => new Set(setsOfAttributes(module).map(({ node }) => node.attr)),
);

/** The keys that are written out where something in a file sets an item. */
export const keysSet: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames
        .flatMap((frame) => nodesOf(frame, 'Subscript'))
        .flatMap(({ node: { ctx, slice } }) =>
          ctx.nodeType !== 'Load' && slice.nodeType === 'Constant' ? [String(slice.value)] : [],
        ),
    ),
);
