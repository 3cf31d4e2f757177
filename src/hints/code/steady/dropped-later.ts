import { lastName } from '../../../source/dotted-text.ts';
import type { Expression } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { attributesSetLater } from './set-later.ts';

const DROPPING: ReadonlySet<string> = new Set('pop popleft popitem remove clear discard'.split(' '));

/** The attributes of which something in a file takes items out again or begins them anew, of whichever object. */
export const attributesDropped: (module: ModuleCode) => ReadonlySet<string> = oncePer((module: ModuleCode) => {
  const taken = module.frames.flatMap((frame) =>
    nodesOf(frame, 'Call').flatMap(({ node: { func } }) =>
      func.nodeType === 'Attribute' && DROPPING.has(func.attr) ? attributesBehind(func.value, frame) : [],
    ),
  );
  const cut = module.frames.flatMap((frame) =>
    nodesOf(frame, 'Subscript').flatMap(({ node: { ctx, slice, value } }) =>
      ctx.nodeType === 'Del' || (ctx.nodeType === 'Store' && slice.nodeType === 'Slice')
        ? attributesBehind(value, frame)
        : [],
    ),
  );
  return new Set([...attributesSetLater(module), ...taken, ...cut]);
});

/** `waiting` of `self.waiting[kind]`, and of a name that is bound to a part of it. */
function attributesBehind(value: Expression, frame: FrameCode): readonly string[] {
  if (value.nodeType === 'Subscript') return attributesBehind(value.value, frame);
  if (value.nodeType === 'Attribute') return [value.attr];
  const bound = value.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  const parts = bound.flatMap(({ binding }) => (binding.value === null ? [] : [...walkSyntax(binding.value)]));
  return parts.flatMap((part) => (part.nodeType === 'Attribute' ? [part.attr] : []));
}

/** `deque(maxlen=10)` and `deque([], 10)` lose an item with each that they get. */
export function isWindow(value: Expression | null): boolean {
  if (value?.nodeType !== 'Call') return false;
  const isBounded = lastName(value.func) === 'deque' && value.args.length > 1;
  return isBounded || value.keywords.some(({ arg }) => arg === 'maxlen');
}
