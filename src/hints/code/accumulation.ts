import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type LoopNode, nodesOf } from './module-code.ts';
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

/** What a text or list is made of that is written out: the parts of `f'{t}{x}'`, `[*t, x]`, `{**t, k: x}`, `t | x`, `'%s%s' % (t, x)`, `''.join([t, x])`. */
export function partsInside(value: Expression): readonly Expression[] {
  if (value.nodeType === 'JoinedStr') {
    return value.values.flatMap((part) => (part.nodeType === 'FormattedValue' ? [part.value] : [part]));
  }
  if (value.nodeType === 'List' || value.nodeType === 'Tuple' || value.nodeType === 'Set') {
    const hasStar = value.elts.some(({ nodeType }) => nodeType === 'Starred');
    return hasStar ? value.elts.map((item) => (item.nodeType === 'Starred' ? item.value : item)) : [];
  }
  if (value.nodeType === 'BinOp' && value.op.nodeType === 'BitOr') return [value.left, value.right];
  if (value.nodeType === 'Dict') return value.values.filter((_, at) => value.keys[at] == null);
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
  return namesCaptured(frame).has(name);
}

const namesCaptured = oncePer(({ inner }: FrameCode): ReadonlySet<string> => new Set(inner.flatMap(namesOfOthers)));

function namesOfOthers(frame: FrameCode): readonly string[] {
  const isOwn = (name: string): boolean =>
    isFunctionNode(frame.node) && bindingsOf(name, frame).length > 0 && !isElsewhere(name, frame);
  return nodesOf(frame, 'Name').flatMap(({ node: { id } }) => (isOwn(id) ? [] : [id]));
}

/** The innermost loop around a node in which a name is assigned: it begins anew with each pass of it. */
export function loopThatBegins(name: string, code: CodeNode): LoopNode | undefined {
  const begun = loopsThatBegin(code.frame).get(name);
  return begun === undefined ? undefined : code.loops.findLast((loop) => begun.has(loop));
}

type Begun = { readonly name: string; readonly places: readonly (LoopNode | null)[] };

/** By name: the loops in which it is assigned without being made of itself, and null where that is done outside of them. */
const loopsThatBegin = oncePer((frame: FrameCode): ReadonlyMap<string, ReadonlySet<LoopNode | null>> => {
  const codes = [...nodesOf(frame, 'Assign'), ...nodesOf(frame, 'For')];
  const begun = codes.flatMap(({ node, loops }): Begun[] =>
    namesBegunBy(node).map((name) => ({ name, places: loops.length === 0 ? [null] : loops })),
  );
  const byName = groupBy(begun, ({ name }) => [name]);
  return new Map([...byName].map(([name, all]) => [name, new Set(all.flatMap(({ places }) => places))]));
});

function namesBegunBy(node: NodeOf<'Assign' | 'For'>): readonly string[] {
  const names = node.nodeType === 'For' ? [targetText(node.target)] : node.targets.map(targetText);
  return names.filter((name) => !refersTo(node, name));
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
  const begun = loopsThatBegin(code.frame).get(name);
  if (begun === undefined) return false;
  return loop === undefined ? begun.has(null) && target.nodeType !== 'Subscript' : begun.has(loop);
}

/** `text = text + more` elsewhere in the loop does not begin anew. */
function refersTo(node: SyntaxNode, name: string): boolean {
  if (node.nodeType !== 'Assign') return false;
  return (
    operandsOf(node.value).some((operand) => targetText(operand) === name) ||
    partsInside(node.value).some((part) => targetText(part) === name)
  );
}
