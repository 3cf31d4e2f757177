import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { isOnlyKey } from './only-key.ts';

/** Texts that are made of two values and more, just as they are, only to be a key: `f'{x},{y}'`, `str(x) + ',' + str(y)`, `'%d,%d' % (x, y)`. */
export function joinedKeys(
  frame: FrameCode,
): readonly { readonly code: CodeNode; readonly parts: readonly Expression[] }[] {
  const texts: readonly CodeNode<NodeOf<'JoinedStr' | 'BinOp'>>[] = [
    ...nodesOf(frame, 'JoinedStr'),
    ...nodesOf(frame, 'BinOp'),
  ];
  return texts.flatMap((code) => {
    const parts = partsOf(code.node);
    return parts.length > 1 && isOnlyKey(code) ? [{ code, parts }] : [];
  });
}

function partsOf(node: NodeOf<'JoinedStr' | 'BinOp'>): readonly Expression[] {
  if (node.nodeType === 'JoinedStr') {
    const parts = node.values.flatMap((part) => (part.nodeType === 'FormattedValue' ? [part] : []));
    return parts.every(({ format_spec, conversion }) => format_spec === undefined && conversion === -1)
      ? parts.map(({ value }) => value)
      : [];
  }
  if (node.op.nodeType === 'Mod') {
    const isPlain = node.left.nodeType === 'Constant' && /^(?:[^%]*%[sd])+[^%]*$/.test(String(node.left.value));
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
