import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isOnlyKey } from './only-key.ts';

/** Texts that are made of two values and more, just as they are, only to be a key: `f'{x},{y}'`, `str(x) + ',' + str(y)`, `'%s,%s' % (x, y)`. All other keys must be made the same. */
export function joinedKeys(
  frame: FrameCode,
): readonly { readonly code: CodeNode; readonly parts: readonly Expression[] }[] {
  const texts: readonly CodeNode<Joined>[] = [...nodesOf(frame, 'JoinedStr'), ...nodesOf(frame, 'BinOp')];
  return texts.flatMap((code) => {
    const parts = partsOf(code.node);
    return parts.length > 1 && isOnlyKey(code, (key, at) => isLike(code.node, key, at)) ? [{ code, parts }] : [];
  });
}

function isLike(text: Joined, key: Expression | undefined, frame: FrameCode): boolean {
  if (key?.nodeType === 'Name') {
    const bound = bindingsOf(key.id, frame);
    return (
      bound.length > 0 &&
      bound.every(({ binding: { kind, value } }) => kind === 'assignment' && isSameForm(text, value))
    );
  }
  return isSameForm(text, key ?? null);
}

function isSameForm(text: Joined, key: Expression | null): boolean {
  if (key?.nodeType !== 'JoinedStr' && key?.nodeType !== 'BinOp') return false;
  return partsOf(key).length === partsOf(text).length && lettersBetween(key) === lettersBetween(text);
}

function lettersBetween(node: Joined): string {
  const pieces = node.nodeType === 'JoinedStr' ? node.values : node.op.nodeType === 'Mod' ? [node.left] : addedIn(node);
  return pieces.map((piece) => (piece.nodeType === 'Constant' ? String(piece.value) : '%s')).join('');
}

type Joined = NodeOf<'JoinedStr' | 'BinOp'>;

function partsOf(node: Joined): readonly Expression[] {
  if (node.nodeType === 'JoinedStr') {
    const parts = node.values.flatMap((part) => (part.nodeType === 'FormattedValue' ? [part] : []));
    return parts.every(({ format_spec, conversion }) => format_spec === undefined && conversion === -1)
      ? parts.map(({ value }) => value)
      : [];
  }
  if (node.op.nodeType === 'Mod') {
    const isPlain = node.left.nodeType === 'Constant' && /^(?:[^%]*%s)+[^%]*$/.test(String(node.left.value));
    return isPlain && node.right.nodeType === 'Tuple' ? node.right.elts : [];
  }
  const added = addedIn(node);
  const texts = added.filter(({ nodeType }) => nodeType !== 'Constant');
  const parts = texts.flatMap((part) => (part.nodeType === 'Call' && targetText(part.func) === 'str' ? part.args : []));
  return parts.length === texts.length && added.length > parts.length ? parts : [];
}

function addedIn(node: Expression): readonly Expression[] {
  return node.nodeType === 'BinOp' && node.op.nodeType === 'Add'
    ? [...addedIn(node.left), ...addedIn(node.right)]
    : [node];
}
