import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, type ModuleCode, nodesOf } from '../module-code.ts';
import { bareName, methodCalled, selfAttribute } from '../names.ts';
import type { ValueKind } from '../values/known-results.ts';
import { kindOf } from '../values/value-kind.ts';
import { runsBetween } from './repeated-code.ts';

/** Methods that change an XML tree, as far as their receiver is not known to be something else. */
const CHANGING: ReadonlySet<string> = new Set(
  'append extend insert remove clear set appendChild removeChild insertBefore replaceChild setAttribute'.split(' '),
);

const SETTING: ReadonlySet<string> = new Set(['set', 'setAttribute']);

const PARTS: ReadonlySet<string> = new Set(['text', 'tail', 'tag', 'attrib', 'nodeValue']);

const CONTAINERS: ReadonlySet<ValueKind> = new Set(['list', 'set', 'dict', 'deque', 'bytearray', 'str', 'number']);

/** `element.set('state', value)`; `event.set()` is another. */
function isSetting(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return SETTING.has(methodCalled(call, frame)?.name ?? '') && call.args.length === 2;
}

/** Whether a tree may be another when the same loop, or the next call of the function, searches it again. */
export function isTreeChanged(code: CodeNode, loop: LoopNode | undefined): boolean {
  return runsBetween(code, loop).nodes.some(changes);
}

function changes({ node, frame }: Pick<CodeNode, 'node' | 'frame'>): boolean {
  if (node.nodeType === 'Subscript') return node.ctx.nodeType !== 'Load' && isStore(node, frame);
  if (node.nodeType === 'Attribute')
    return node.ctx.nodeType !== 'Load' && PARTS.has(node.attr) && selfAttribute(node, frame) === null;
  return node.nodeType === 'Call' && isChangingCall(node, frame);
}

/** `root[0] = item`, `del root[0]`, `item.attrib['state'] = 'done'`; a key that is a text is one of a dict. */
function isStore({ value, slice }: NodeOf<'Subscript'>, frame: FrameCode): boolean {
  if (isAttributes(value)) return true;
  const isText = slice.nodeType === 'Constant' && typeof slice.value === 'string';
  return !isText && !CONTAINERS.has(kindOf(value, frame));
}

function isAttributes(value: Expression): boolean {
  return value.nodeType === 'Attribute' && value.attr === 'attrib';
}

function isChangingCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (bareName(call, frame) === 'SubElement') return true;
  const method = methodCalled(call, frame);
  if (method === undefined) return false;
  if (isAttributes(method.receiver)) return method.name !== 'get' && method.name !== 'items';
  if (!CHANGING.has(method.name) || CONTAINERS.has(kindOf(method.receiver, frame))) return false;
  return !SETTING.has(method.name) || isSetting(call, frame);
}

/** Whether anything in the file sets an attribute of elements after they are made, or one of which the name is not told. */
export function isAttributeSet(attribute: string, { frames }: ModuleCode): boolean {
  const isNamed = (name: Expression | undefined): boolean =>
    name !== undefined && (name.nodeType !== 'Constant' || name.value === attribute);
  return frames.some(
    (frame) =>
      nodesOf(frame, 'Call').some(({ node }) => isSetting(node, frame) && isNamed(node.args[0])) ||
      nodesOf(frame, 'Subscript').some(
        ({ node: { value, slice, ctx } }) => ctx.nodeType !== 'Load' && isAttributes(value) && isNamed(slice),
      ),
  );
}
