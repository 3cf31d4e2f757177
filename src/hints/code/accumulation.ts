import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf } from './module-code.ts';
import { bindingsOf, isElsewhere } from './names.ts';

/** Where a name lives: CPython has an in-place `+=` for texts only for the locals of a function. */
type Home = 'local' | 'cell' | 'global' | 'module' | 'attribute' | 'item';

/** A statement that makes a value longer: `text += more`, `rows = rows + [row]`, `text = start + text`. */
export type Accumulation = {
  readonly code: CodeNode<NodeOf<'Assign' | 'AugAssign'>>;
  readonly target: Expression;
  /** As in the source: `self.text`, `rows`. */
  readonly name: string;
  readonly home: Home;
  /** What is put to it. */
  readonly added: readonly Expression[];
  /** `in-place`: `+=`. `after`: `t = t + a`. `chain`: `t = t + a + b`. `before`: `t = a + t`. `around`: `t = a + t + b`. `inside`: in an f-string or list. */
  readonly form: 'in-place' | 'after' | 'chain' | 'before' | 'around' | 'inside';
};

/** All of them in a frame that are repeated without being begun anew in each pass. */
export function accumulations(frame: FrameCode): readonly Accumulation[] {
  return lengthenings(frame).filter((found) => !isBegunAnew(found));
}

/** All of them in a frame, also those of one message: `text = start`, then `text += end`. */
export function lengthenings(frame: FrameCode): readonly Accumulation[] {
  const augmented = nodesOf(frame, 'AugAssign').flatMap((code) => augmentedAt(code) ?? []);
  const assigned = nodesOf(frame, 'Assign').flatMap((code) => assignedAt(code) ?? []);
  return [...augmented, ...assigned];
}

function augmentedAt(code: CodeNode<NodeOf<'AugAssign'>>): Accumulation | undefined {
  const { target, op, value } = code.node;
  if (op.nodeType !== 'Add') return undefined;
  return made(code, target, [value], 'in-place');
}

function assignedAt(code: CodeNode<NodeOf<'Assign'>>): Accumulation | undefined {
  const [target, ...others] = code.node.targets;
  if (target === undefined || others.length > 0) return undefined;
  const { value } = code.node;
  const name = targetText(target);
  const isTarget = (expression: Expression): boolean => targetText(expression) === name;
  if (value.nodeType === 'BinOp' && value.op.nodeType === 'Add') {
    const operands = operandsOf(value);
    const at = operands.findIndex(isTarget);
    if (at < 0) return undefined;
    const added = operands.filter((_, index) => index !== at);
    return made(code, target, added, formOf(at, operands.length));
  }
  const parts = partsInside(value);
  return parts.some(isTarget)
    ? made(
        code,
        target,
        parts.filter((part) => !isTarget(part)),
        'inside',
      )
    : undefined;
}

/** Where among its operands the target itself stands. */
function formOf(at: number, length: number): Accumulation['form'] {
  if (at > 0) return at === length - 1 ? 'before' : 'around';
  return length > 2 ? 'chain' : 'after';
}

/** The operands of `a + b + c`, from the left. */
export function operandsOf(value: Expression): readonly Expression[] {
  const operands: Expression[] = [];
  let at = value;
  while (at.nodeType === 'BinOp' && at.op.nodeType === 'Add') {
    operands.unshift(at.right);
    at = at.left;
  }
  return [at, ...operands];
}

/** What a text or list is made of that is written out: the parts of `f'{t}{x}'`, `[*t, x]`, `'%s%s' % (t, x)`, `''.join([t, x])`. */
function partsInside(value: Expression): readonly Expression[] {
  if (value.nodeType === 'JoinedStr') {
    return value.values.flatMap((part) => (part.nodeType === 'FormattedValue' ? [part.value] : [part]));
  }
  if (value.nodeType === 'List' || value.nodeType === 'Tuple') {
    const hasStar = value.elts.some(({ nodeType }) => nodeType === 'Starred');
    return hasStar ? value.elts.map((item) => (item.nodeType === 'Starred' ? item.value : item)) : [];
  }
  if (value.nodeType === 'BinOp' && value.op.nodeType === 'Mod' && isText(value.left)) {
    return value.right.nodeType === 'Tuple' ? value.right.elts : [value.right];
  }
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute' || !isText(value.func.value)) return [];
  if (value.func.attr === 'format') return value.args;
  const [list] = value.args;
  const isJoin = value.func.attr === 'join' && (list?.nodeType === 'List' || list?.nodeType === 'Tuple');
  return isJoin ? list.elts : [];
}

function isText(node: Expression): boolean {
  return node.nodeType === 'Constant' && typeof node.value === 'string';
}

function made(
  code: Accumulation['code'],
  target: Expression,
  added: readonly Expression[],
  form: Accumulation['form'],
): Accumulation | undefined {
  const home = homeOf(target, code.frame);
  return home === undefined ? undefined : { code, target, name: targetText(target), home, added, form };
}

function homeOf(target: Expression, frame: FrameCode): Home | undefined {
  if (target.nodeType === 'Attribute') return 'attribute';
  if (target.nodeType === 'Subscript') return 'item';
  if (target.nodeType !== 'Name') return undefined;
  if (frame.node.nodeType === 'Module' || frame.node.nodeType === 'ClassDef') return 'module';
  if (isElsewhere(target.id, frame)) return 'global';
  return isCaptured(target.id, frame) ? 'cell' : 'local';
}

/** Whether a function defined in the frame reads the name: then it lives in a cell. */
function isCaptured(name: string, frame: FrameCode): boolean {
  const inner = frame.module.frames.filter((other) => other.parent === frame);
  return inner.some((other) => {
    const isOwn = isFunctionNode(other.node) && bindingsOf(name, other).length > 0 && !isElsewhere(name, other);
    return !isOwn && nodesOf(other, 'Name').some(({ node }) => node.id === name);
  });
}

/** The innermost loop around a node in which a name is assigned: it begins anew with each pass of it. */
export function loopThatBegins(name: string, code: CodeNode): LoopNode | undefined {
  return code.loops.findLast((loop) =>
    code.frame.nodes.some(
      (other) => other.loops.includes(loop) && isPlainAssignment(other.node, name) && !refersTo(other.node, name),
    ),
  );
}

/** The text of a target, with what stands between brackets: two items of one dict are two targets. */
export function targetText(expression: Expression): string {
  if (expression.nodeType === 'Subscript') return `${targetText(expression.value)}[${keyText(expression.slice)}]`;
  if (expression.nodeType === 'Attribute') return `${targetText(expression.value)}.${expression.attr}`;
  return dottedText(expression);
}

function keyText(slice: Expression): string {
  return slice.nodeType === 'Constant' ? JSON.stringify(String(slice.value)) : targetText(slice);
}

/** Whether each pass begins with a new value, so that nothing grows over the passes. */
function isBegunAnew({ code, target, name, home }: Accumulation): boolean {
  const isLasting = home !== 'local' && home !== 'cell';
  const loop = code.loops.at(-1);
  if (loop === undefined && !isLasting) return true;
  return code.frame.nodes.some((other) => {
    if (other.node === code.node || !isPlainAssignment(other.node, name)) return false;
    if (refersTo(other.node, name)) return false;
    return loop === undefined
      ? other.loops.length === 0 && target.nodeType !== 'Subscript'
      : other.loops.includes(loop);
  });
}

function isPlainAssignment(node: SyntaxNode, name: string): boolean {
  if (node.nodeType === 'For') return targetText(node.target) === name;
  return node.nodeType === 'Assign' && node.targets.some((target) => targetText(target) === name);
}

/** `text = text + more` elsewhere in the loop does not begin anew. */
function refersTo(node: SyntaxNode, name: string): boolean {
  if (node.nodeType !== 'Assign') return false;
  return (
    operandsOf(node.value).some((operand) => targetText(operand) === name) ||
    partsInside(node.value).some((part) => targetText(part) === name)
  );
}
