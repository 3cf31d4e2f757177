import { type Expression, isFunctionNode, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { argumentsFor } from './call-arguments.ts';
import { RESULT_KINDS, TEXT_METHODS, type ValueKind } from './known-results.ts';
import { type FrameCode, nodesOf } from './module-code.ts';
import {
  attributeBindings,
  attributesNamed,
  type BoundIn,
  calledName,
  classAttributeBindings,
  resolve,
  selfAttribute,
} from './names.ts';

const DEEPEST = 12;

/** Names that are made of one another have more ways through their bindings than there is time. */
const MOST_ASKED = 2000;

/** What an expression of a frame is. */
export function kindOf(expression: Expression, frame: FrameCode): ValueKind {
  const finder = new KindFinder();
  const kind = finder.kindOf(expression, frame, 0);
  return finder.isSpent() ? 'unknown' : kind;
}

/** One question: remembers what it is asking, for `text = text + more` asks for itself. */
class KindFinder {
  private readonly asked = new Set<SyntaxNode>();
  private left = MOST_ASKED;

  isSpent(): boolean {
    return this.left <= 0;
  }

  kindOf(expression: Expression, frame: FrameCode, depth: number): ValueKind {
    if (depth > DEEPEST || this.asked.has(expression) || this.isSpent()) return 'unknown';
    this.left -= 1;
    this.asked.add(expression);
    const kind = this.find(expression, frame, depth + 1);
    this.asked.delete(expression);
    return kind;
  }

  private find(expression: Expression, frame: FrameCode, depth: number): ValueKind {
    switch (expression.nodeType) {
      case 'Constant':
        return constantKind(expression);
      case 'JoinedStr':
        return 'str';
      case 'List':
      case 'ListComp':
        return 'list';
      case 'Tuple':
        return 'tuple';
      case 'Set':
      case 'SetComp':
        return 'set';
      case 'Dict':
      case 'DictComp':
        return 'dict';
      case 'GeneratorExp':
      case 'Lambda':
        return 'other';
      case 'Compare':
        return 'number';
      case 'UnaryOp':
        return this.kindOf(expression.operand, frame, depth);
      case 'NamedExpr':
        return this.kindOf(expression.value, frame, depth);
      case 'IfExp':
        return this.either([expression.body, expression.orelse], frame, depth);
      case 'BoolOp':
        return this.either(expression.values, frame, depth);
      case 'BinOp':
        return this.ofOperation(expression, frame, depth);
      case 'Subscript':
        return this.ofSubscript(expression, frame, depth);
      case 'Name':
        return this.ofBindings(reaching(resolve(expression.id, frame), lineOf(expression), frame), depth);
      case 'Attribute':
        return this.ofAttribute(expression, frame, depth);
      case 'Call':
        return this.ofCall(expression, frame, depth);
      default:
        return 'unknown';
    }
  }

  private either(values: readonly Expression[], frame: FrameCode, depth: number): ValueKind {
    return united(values.map((value) => this.kindOf(value, frame, depth)));
  }

  private ofOperation({ op, left, right }: NodeOf<'BinOp'>, frame: FrameCode, depth: number): ValueKind {
    const first = this.kindOf(left, frame, depth);
    if (op.nodeType === 'Mod') return first === 'str' || first === 'bytes' ? first : arithmetic(first, first);
    const second = this.kindOf(right, frame, depth);
    if (op.nodeType === 'Add')
      return first === 'unknown' ? second : second === 'unknown' ? first : united([first, second]);
    if (op.nodeType === 'Mult') return [first, second].find((kind) => SEQUENCES.has(kind)) ?? arithmetic(first, second);
    if (op.nodeType === 'Div') return first === 'path' ? 'path' : arithmetic(first, second);
    if (op.nodeType === 'Sub' || op.nodeType.startsWith('Bit'))
      return first === 'set' ? 'set' : arithmetic(first, second);
    return arithmetic(first, second);
  }

  private ofSubscript({ value, slice }: NodeOf<'Subscript'>, frame: FrameCode, depth: number): ValueKind {
    const kind = this.kindOf(value, frame, depth);
    if (kind === 'str') return 'str';
    if (slice.nodeType === 'Slice') return kind;
    return kind === 'bytes' || kind === 'bytearray' ? 'number' : 'unknown';
  }

  private ofAttribute(expression: NodeOf<'Attribute'>, frame: FrameCode, depth: number): ValueKind {
    const attribute = selfAttribute(expression, frame);
    const bound = attribute === null ? classAttributeBindings(expression, frame) : attributeBindings(attribute, frame);
    if (bound.length > 0) return this.ofBindings(bound, depth);
    return attribute === null ? this.ofBindings(attributesNamed(expression.attr, frame), depth) : 'unknown';
  }

  private ofBindings(bound: readonly BoundIn[], depth: number): ValueKind {
    return united(bound.map((one) => this.ofBinding(one, depth)));
  }

  private ofBinding({ binding, frame }: BoundIn, depth: number): ValueKind {
    const { kind, node, value } = binding;
    if (kind === 'argument') return this.ofArgument(node, frame, depth);
    if (node.nodeType === 'AnnAssign') return annotationKind(node.annotation) ?? this.ofValue(value, frame, depth);
    if (kind === 'assignment') return this.ofValue(value, frame, depth);
    if (kind === 'augmented') return 'unknown'; // it keeps what it was
    if (kind === 'with') return this.ofValue(value, frame, depth) === 'file' ? 'file' : 'unknown';
    if (kind === 'loop' && value !== null) return this.ofElement(value, frame, depth);
    return 'other';
  }

  private ofValue(value: Expression | null, frame: FrameCode, depth: number): ValueKind {
    return value === null ? 'unknown' : this.kindOf(value, frame, depth);
  }

  private ofElement(iterable: Expression, frame: FrameCode, depth: number): ValueKind {
    const kind = this.kindOf(iterable, frame, depth);
    if (kind === 'str') return 'str';
    if (kind === 'file') return 'unknown'; // of text or of bytes
    if (kind === 'range' || kind === 'bytes') return 'number';
    return iterable.nodeType === 'Call' && TEXT_METHODS.has(calledName(iterable, frame)) ? 'str' : 'unknown';
  }

  private ofArgument(node: SyntaxNode, frame: FrameCode, depth: number): ValueKind {
    if (node.nodeType !== 'Arg') return 'unknown';
    const annotated = node.annotation === undefined ? undefined : annotationKind(node.annotation);
    if (annotated !== undefined) return annotated;
    return united(argumentsFor(node.arg, frame).map((given) => this.kindOf(given.value, given.frame, depth)));
  }

  private ofCall(call: NodeOf<'Call'>, frame: FrameCode, depth: number): ValueKind {
    const name = calledName(call, frame);
    const known = RESULT_KINDS.get(name);
    if (known !== undefined) return known === 'receiver' ? this.ofReceiver(call, frame, depth) : known;
    return name.startsWith('def:') ? this.ofReturns(name.slice('def:'.length), frame, depth) : 'unknown';
  }

  private ofReceiver({ func }: NodeOf<'Call'>, frame: FrameCode, depth: number): ValueKind {
    if (func.nodeType !== 'Attribute') return 'unknown';
    const kind = this.kindOf(func.value, frame, depth);
    return kind === 'unknown' && !['copy', 'replace'].includes(func.attr) ? 'str' : kind;
  }

  /** What a function of the same file returns. */
  private ofReturns(name: string, frame: FrameCode, depth: number): ValueKind {
    const bound = resolve(name, frame);
    const [only] = bound;
    if (only === undefined || bound.length > 1 || !isFunctionNode(only.binding.node)) return 'unknown';
    const { node } = only.binding;
    const annotated = node.returns === undefined ? undefined : annotationKind(node.returns);
    if (annotated !== undefined) return annotated;
    const called = frame.module.frames.find((candidate) => candidate.node === node);
    if (called === undefined || nodesOf(called, 'Yield').length > 0) return 'other';
    const returns = nodesOf(called, 'Return').flatMap((code) => code.node.value ?? []);
    return united(returns.map((value) => this.kindOf(value, called, depth)));
  }
}

/**
 * The bindings that may hold at a line: `jobs = list(jobs)` among the first statements of a function hides the argument
 * from what comes behind it, and nothing that is bound further down is seen.
 */
function reaching(bound: readonly BoundIn[], line: number, frame: FrameCode): readonly BoundIn[] {
  const isFirst = (one: BoundIn): boolean => one.frame === frame && isTopAssignment(one, frame);
  const before = bound.filter((one) => !isFirst(one) || one.binding.line < line);
  const last = before.filter(isFirst).at(-1)?.binding.line ?? 0;
  return before.filter((one) => one.frame !== frame || one.binding.line >= last);
}

function isTopAssignment({ binding: { kind, node } }: BoundIn, { node: around }: FrameCode): boolean {
  if (kind !== 'assignment' || around.nodeType === 'Lambda') return false;
  return around.body.some((statement) => statement === node);
}

const SEQUENCES: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'list', 'tuple']);

function arithmetic(first: ValueKind, second: ValueKind): ValueKind {
  return first === 'number' || second === 'number' ? 'number' : 'unknown';
}

/** One kind for several values: what is not known, and None, say nothing against the others. */
function united(kinds: readonly ValueKind[]): ValueKind {
  const known = new Set(kinds.filter((kind) => kind !== 'unknown' && kind !== 'none'));
  if (known.size === 0) return kinds.length > 0 && kinds.every((kind) => kind === 'none') ? 'none' : 'unknown';
  const [first] = known;
  return known.size === 1 && first !== undefined ? first : 'mixed';
}

/** py-ast keeps bytes and `...` as texts; the quotes tell. */
function constantKind({ value, quote_style: quotes }: NodeOf<'Constant'>): ValueKind {
  if (value === null) return 'none';
  if (typeof value === 'string') return quotes === undefined ? 'other' : /^[^'"]*b/i.test(quotes) ? 'bytes' : 'str';
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isNumber ? 'number' : 'other';
}

const ANNOTATIONS: ReadonlyMap<string, ValueKind> = new Map([
  ['str', 'str'],
  ['bytes', 'bytes'],
  ['bytearray', 'bytearray'],
  ['int', 'number'],
  ['float', 'number'],
  ['bool', 'number'],
  ['complex', 'number'],
  ['list', 'list'],
  ['List', 'list'],
  ['tuple', 'tuple'],
  ['Tuple', 'tuple'],
  ['set', 'set'],
  ['Set', 'set'],
  ['frozenset', 'set'],
  ['FrozenSet', 'set'],
  ['dict', 'dict'],
  ['Dict', 'dict'],
  ['Counter', 'dict'],
  ['deque', 'deque'],
  ['Deque', 'deque'],
]);

/** `list[int]`, `typing.List[int]`, `"list"`: what an annotation says, where it says one thing. */
function annotationKind(annotation: Expression): ValueKind | undefined {
  if (annotation.nodeType === 'Subscript') return annotationKind(annotation.value);
  if (annotation.nodeType === 'Attribute') return ANNOTATIONS.get(annotation.attr);
  if (annotation.nodeType === 'Name') return ANNOTATIONS.get(annotation.id);
  const isText = annotation.nodeType === 'Constant' && typeof annotation.value === 'string';
  return isText ? ANNOTATIONS.get(/^\w+/.exec(String(annotation.value))?.[0] ?? '') : undefined;
}
