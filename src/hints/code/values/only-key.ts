import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../names.ts';
import { callsTo } from './call-arguments.ts';
import { hidesKeys, isAnyKey, isQuiet, type KeyTest } from './keys-hidden.ts';

const DEEPEST = 3;

/**
 * Whether a value is used for nothing but to be found again: as a key of a dict, an item of a set, or what is sought there, of
 * which the keys are not seen, also by a name, as a part of a tuple, through a digest, and by the callers of the function that returns it.
 */
export function isOnlyKey(code: CodeNode, isKey: KeyTest = isAnyKey, depth: number = 0): boolean {
  const { node, parent, frame } = code;
  const around = parent?.node;
  if (parent === null || depth > DEEPEST) return false;
  switch (around?.nodeType) {
    case 'Compare':
      return around.left === node && isSought(around, frame, isKey);
    case 'Subscript':
      return around.slice === node && hidesKeys(around.value, frame, isKey);
    case 'SetComp':
    case 'Set':
      return isQuiet(parent, isKey);
    case 'GeneratorExp':
    case 'ListComp':
      return around.elt === node && isMadeSet(parent, isKey);
    case 'DictComp':
      return around.key === node && isQuiet(parent, isKey);
    case 'Dict':
      return around.keys.some((key) => key === node) && isQuiet(parent, isKey);
    case 'Tuple':
      return isOnlyKey(parent, isKey, depth);
    case 'Attribute':
      return (
        parent.parent?.node.nodeType === 'Call' && DIGESTING.has(around.attr) && isOnlyKey(parent.parent, isKey, depth)
      );
    case 'Call':
      return (
        isKeyGiven(node, around, frame, isKey) ||
        (DIGESTS.test(calledName(around, frame)) && isOnlyKey(parent, isKey, depth))
      );
    case 'Assign':
      return isOnlyKeyByName(around, frame, isKey, depth);
    case 'Return':
      return isOnlyKeyOfCallers(frame, isKey, depth);
    default:
      return false;
  }
}

/** `set(json.dumps(record) for record in records)` */
function isMadeSet({ node, parent, frame }: CodeNode, isKey: KeyTest): boolean {
  const call = parent?.node;
  const isSet = call?.nodeType === 'Call' && call.args[0] === node && SETS.has(calledName(call, frame));
  return isSet && parent !== null && isQuiet(parent, isKey);
}

const SETS: ReadonlySet<string> = new Set(['set', 'frozenset']);

/** `text.encode()`, `hashlib.md5(...).hexdigest()` */
const DIGESTING: ReadonlySet<string> = new Set(['encode', 'hexdigest', 'digest']);
const DIGESTS = /^(?:hashlib\.\w+|hash|zlib\.crc32|sys\.intern)$/;

/** `seen.add(key)`, `found.get(key)`, `groups.setdefault(key, [])` */
const KEYED: ReadonlySet<string> = new Set(['add', 'discard', 'get', 'setdefault']);

function isKeyGiven(node: SyntaxNode, call: NodeOf<'Call'>, frame: FrameCode, isKey: KeyTest): boolean {
  const method = call.args[0] === node ? methodCalled(call, frame) : undefined;
  return method !== undefined && KEYED.has(method.name) && hidesKeys(method.receiver, frame, isKey);
}

function isSought({ ops, comparators }: NodeOf<'Compare'>, frame: FrameCode, isKey: KeyTest): boolean {
  const isAsked = ops.every(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn');
  return isAsked && comparators.every((container) => hidesKeys(container, frame, isKey));
}

function isOnlyKeyByName({ targets }: NodeOf<'Assign'>, frame: FrameCode, isKey: KeyTest, depth: number): boolean {
  const [target, ...others] = targets;
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length !== 1) return false;
  return areOnlyKeys(readsOf(target.id, frame), isKey, depth);
}

function isOnlyKeyOfCallers(frame: FrameCode, isKey: KeyTest, depth: number): boolean {
  return areOnlyKeys(callsTo(frame), isKey, depth + 1);
}

function areOnlyKeys(uses: readonly CodeNode<Expression>[], isKey: KeyTest, depth: number): boolean {
  return uses.length > 0 && uses.every((use) => isOnlyKey(use, isKey, depth));
}
