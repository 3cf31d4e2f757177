import { lastName } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';

const MAKING: ReadonlySet<string> = new Set(['__init__', '__post_init__']);

/** What runs while an object is made: `__init__`, and `__post_init__` of a dataclass. */
export function isMaking({ scope }: FrameCode): boolean {
  return MAKING.has(scope.name);
}

/** Where something in a file sets an attribute outside of `__init__`, of whichever object. */
const setsOfAttributes: (module: ModuleCode) => readonly CodeNode<NodeOf<'Attribute'>>[] = oncePer(
  ({ frames }: ModuleCode) =>
    frames
      .filter((frame) => !isMaking(frame))
      .flatMap((frame) => nodesOf(frame, 'Attribute'))
      .filter(({ node }) => node.ctx.nodeType !== 'Load'),
);

/** By the attribute. */
export const setsByAttribute: (module: ModuleCode) => ReadonlyMap<string, readonly CodeNode<NodeOf<'Attribute'>>[]> =
  oncePer((module: ModuleCode) => groupBy(setsOfAttributes(module), ({ node }) => [node.attr]));

/** The attributes of which `setattr` is told the name outside of `__init__`. */
export const attributesToldByName: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> => {
    const later = frames.filter((frame) => !isMaking(frame));
    return new Set(later.flatMap((frame) => setsByName(frame).flatMap(({ names }) => names ?? [])));
  },
);

/** The attributes that something in a file sets outside of `__init__`, in either way. */
export const attributesSetLater: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  (module: ModuleCode): ReadonlySet<string> =>
    new Set([...setsByAttribute(module).keys(), ...attributesToldByName(module)]),
);

/** What a call of `setattr` sets: of which object, and which attributes; undefined where the file does not tell their names. */
type SetByName = { readonly object: Expression; readonly names: readonly string[] | undefined };

/** `setattr(kind, 'rate', 2)`, and `setattr(kind, field, value)` of a function that is given its fields as constants. */
export const setsByName: (frame: FrameCode) => readonly SetByName[] = oncePer((frame: FrameCode) =>
  nodesOf(frame, 'Call').flatMap(({ node: { args, func } }) => {
    if (!SETTING.test(lastName(func))) return [];
    const isOfObject = func.nodeType === 'Attribute' && args.length < (/del/.test(func.attr) ? 2 : 3);
    const [object, name] = isOfObject ? [func.value, args[0]] : args;
    return object === undefined || name === undefined ? [] : [{ object, names: namesOf(name, frame) }];
  }),
);

const SETTING = /^(setattr|delattr|__(set|del)attr__)$/;

function namesOf(name: Expression, frame: FrameCode): readonly string[] | undefined {
  const given = name.nodeType === 'Name' ? argumentsFor(name.id, frame).map(({ value }) => value) : [name];
  const isOther =
    name.nodeType === 'Name' && bindingsOf(name.id, frame).some(({ binding }) => binding.kind !== 'argument');
  const isTold = given.length > 0 && !isOther && given.every(({ nodeType }) => nodeType === 'Constant');
  return isTold ? given.map((one) => (one.nodeType === 'Constant' ? String(one.value) : '')) : undefined;
}

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
