import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import { type CodeNode, type FrameCode, readsOfAttribute } from '../module-code.ts';
import { attributeBindings, type BoundIn, bindingsOf, calledName, selfAttribute } from '../names.ts';
import { callsTo } from './call-arguments.ts';
import type { ValueKind } from './known-results.ts';
import { kindOf } from './value-kind.ts';

const DEEPEST = 3;

const KEYED: ReadonlySet<ValueKind> = new Set(['dict', 'set', 'frozenset']);

/** What makes a new one: what another name has too may be walked by that name. */
const DEFAULTS = 'collections.defaultdict';
const MAKERS: ReadonlySet<string> = new Set(
  `dict set frozenset ${DEFAULTS} collections.OrderedDict collections.Counter`.split(' '),
);

/** Whether a key is such as the others must be too. */
export type KeyTest = (key: Expression | undefined, frame: FrameCode) => boolean;

export const isAnyKey: KeyTest = () => true;

/** Whether a container is a dict or set of the program, made where its name is bound, of which nobody sees the keys. */
export function hidesKeys(container: Expression, frame: FrameCode, isKey: KeyTest): boolean {
  if (!KEYED.has(kindOf(container, frame))) return false;
  const attribute = selfAttribute(container, frame);
  if (attribute !== null)
    return (
      areMade(attributeBindings(attribute, frame), isKey) &&
      areQuiet(readsOfAttribute(attribute, frame.module), isKey, 0)
    );
  const owner = container.nodeType === 'Name' ? ownerOf(container.id, frame) : undefined;
  if (container.nodeType !== 'Name' || owner === undefined) return false;
  return areMade(bindingsOf(container.id, owner), isKey) && areQuiet(readsOf(container.id, owner), isKey, 0);
}

/** The frame that binds a name: this one, or the next around it. */
function ownerOf(name: string, frame: FrameCode): FrameCode | undefined {
  if (bindingsOf(name, frame).length > 0) return frame;
  return frame.parent === null ? undefined : ownerOf(name, frame.parent);
}

function areMade(bound: readonly BoundIn[], isKey: KeyTest): boolean {
  return (
    bound.length > 0 && bound.every(({ binding: { value }, frame }) => value !== null && isMade(value, frame, isKey))
  );
}

function isMade(value: Expression, frame: FrameCode, isKey: KeyTest): boolean {
  if (value.nodeType === 'Call') {
    const name = calledName(value, frame);
    return MAKERS.has(name) && (isKey === isAnyKey || value.args.length <= Number(name === DEFAULTS));
  }
  if (value.nodeType === 'Dict') return value.keys.every((key) => isKey(key ?? undefined, frame));
  if (value.nodeType === 'Set') return value.elts.every((key) => isKey(key, frame));
  return isComprehension(value) && isKey(value.nodeType === 'DictComp' ? value.key : value.elt, frame);
}

function areQuiet(uses: readonly CodeNode[], isKey: KeyTest, depth: number): boolean {
  return uses.length > 0 && uses.every((use) => isQuiet(use, isKey, depth));
}

/** Whether a place where a container stands shows none of its keys: it is asked, counted, or gives its values. */
export function isQuiet({ node, parent, frame }: CodeNode, isKey: KeyTest, depth: number = 0): boolean {
  const around = parent?.node;
  if (parent === null || depth > DEEPEST) return false;
  switch (around?.nodeType) {
    case 'Subscript':
      return around.value === node && isKey(around.slice, frame);
    case 'Compare':
      return (
        around.left !== node &&
        around.ops.every(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn') &&
        isKey(around.left, frame)
      );
    case 'Attribute':
      return (
        parent.parent?.node.nodeType === 'Call' && isQuietMethod(around.attr, parent.parent.node, parent.parent, isKey)
      );
    case 'Call':
      return around.args[0] === node && calledName(around, frame) === 'len';
    case 'If':
    case 'While':
      return around.test === node;
    case 'UnaryOp':
      return around.op.nodeType === 'Not';
    case 'Assign':
      return isQuietByName(around, frame, isKey, depth);
    case 'Return':
      return areQuiet(callsTo(frame), isKey, depth + 1);
    default:
      return false;
  }
}

const QUIET: ReadonlySet<string> = new Set(['add', 'discard', 'remove', 'get', 'setdefault', 'values', 'clear']);

function isQuietMethod(method: string, call: NodeOf<'Call'>, code: CodeNode, isKey: KeyTest): boolean {
  const [key] = call.args;
  if (key !== undefined && !isKey(key, code.frame)) return false;
  if (method === 'pop') return key !== undefined; // `seen.pop()` gives an item
  return QUIET.has(method) || (method === 'items' && isKeyUnread(code));
}

/** `for _, rows in groups.items()` */
function isKeyUnread({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  const walks = around === undefined ? [] : isComprehension(around) ? around.generators : [around];
  const walk = walks.find((one) => 'iter' in one && one.iter === node);
  const target = walk !== undefined && 'target' in walk ? walk.target : undefined;
  const [key] = target?.nodeType === 'Tuple' ? target.elts : [];
  return key?.nodeType === 'Name' && readsOf(key.id, frame).length === 0;
}

/** `groups = by_place(records)` */
function isQuietByName({ targets }: NodeOf<'Assign'>, frame: FrameCode, isKey: KeyTest, depth: number): boolean {
  const [target, ...others] = targets;
  if (target?.nodeType !== 'Name' || others.length > 0) return false;
  return areQuiet(readsOf(target.id, frame), isKey, depth + 1);
}
