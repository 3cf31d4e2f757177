import { oncePer } from '../../text/lazily.ts';
import { type ModuleCode, nodesOf } from './module-code.ts';

/** The attributes that something in a file sets outside of `__init__`, of whichever object. */
export const attributesSetLater: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  ({ frames }: ModuleCode) =>
    new Set(
      frames
        .filter(({ scope }) => scope.name !== '__init__')
        .flatMap((frame) => nodesOf(frame, 'Attribute'))
        .flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node.attr])),
    ),
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
