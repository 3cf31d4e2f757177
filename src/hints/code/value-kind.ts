import { type Expression, isFunctionNode, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { argumentsFor, type Given } from './call-arguments.ts';
import { type Ask, type Kind, type KindQuestion, settle, unionOf, unite } from './kind-question.ts';
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
import { makeReaching } from './reaching.ts';

/** What an expression of a frame is. */
export function kindOf(expression: Expression, frame: FrameCode): ValueKind {
  return settle(questionOf(expression, frame));
}

const questions = new WeakMap<Expression, KindQuestion>();

/** An expression stands in one frame: it has one question. */
function questionOf(expression: Expression, frame: FrameCode): KindQuestion {
  const question = questions.get(expression) ?? makeQuestion(expression, frame);
  questions.set(expression, question);
  return question;
}

function makeQuestion(expression: Expression, frame: FrameCode): KindQuestion {
  if (expression.nodeType !== 'BoolOp') return (ask) => find(expression, frame, ask);
  return unionOf(expression.values.map((value) => (ask) => ask(questionOf(value, frame))));
}

function find(expression: Expression, frame: FrameCode, ask: Ask): Kind {
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
      return ask(questionOf(expression.operand, frame));
    case 'NamedExpr':
      return ask(questionOf(expression.value, frame));
    case 'IfExp':
      return unite(ask(questionOf(expression.body, frame)), ask(questionOf(expression.orelse, frame)));
    case 'BinOp':
      return ofOperation(expression, frame, ask);
    case 'Subscript':
      return ofSubscript(expression, frame, ask);
    case 'Name':
      return ask(reaching(expression.id, lineOf(expression), frame));
    case 'Attribute':
      return ofAttribute(expression, frame, ask);
    case 'Call':
      return ofCall(expression, frame, ask);
    default:
      return 'unknown';
  }
}

function ofOperation({ op, left, right }: NodeOf<'BinOp'>, frame: FrameCode, ask: Ask): Kind {
  const first = ask(questionOf(left, frame));
  if (first === undefined) return undefined;
  if (op.nodeType === 'Mod') return first === 'str' || first === 'bytes' ? first : arithmetic(first, first);
  const second = ask(questionOf(right, frame));
  if (second === undefined) return undefined;
  if (op.nodeType === 'Add') return first === 'unknown' ? second : second === 'unknown' ? first : unite(first, second);
  if (op.nodeType === 'Mult') return [first, second].find((kind) => SEQUENCES.has(kind)) ?? arithmetic(first, second);
  if (op.nodeType === 'Div') return first === 'path' ? 'path' : arithmetic(first, second);
  if (op.nodeType === 'Sub' || op.nodeType.startsWith('Bit'))
    return first === 'set' ? 'set' : arithmetic(first, second);
  return arithmetic(first, second);
}

function ofSubscript({ value, slice }: NodeOf<'Subscript'>, frame: FrameCode, ask: Ask): Kind {
  const kind = ask(questionOf(value, frame));
  if (kind === undefined || kind === 'str' || slice.nodeType === 'Slice') return kind;
  return kind === 'bytes' || kind === 'bytearray' ? 'number' : 'unknown';
}

function ofAttribute(expression: NodeOf<'Attribute'>, frame: FrameCode, ask: Ask): Kind {
  const attribute = selfAttribute(expression, frame);
  const bound = attribute === null ? classAttributeBindings(expression, frame) : attributeBindings(attribute, frame);
  if (bound.length > 0 || attribute !== null) return ask(anyBinding(bound));
  return ask(anyBinding(attributesNamed(expression.attr, frame)));
}

/** For an attribute the same list each time. */
const anyBinding = oncePer((bound: readonly BoundIn[]) => unionOf(bound.map((one) => ofBinding(one))));

const reaching = makeReaching(ofBinding);

function ofBinding({ binding, frame }: BoundIn): KindQuestion {
  const { kind, node, value } = binding;
  return (ask) => {
    if (kind === 'argument') return ofArgument(node, frame, ask);
    if (node.nodeType === 'AnnAssign') return annotationKind(node.annotation) ?? ofValue(value, frame, ask);
    if (kind === 'assignment') return ofValue(value, frame, ask);
    if (kind === 'augmented') return 'unknown'; // it keeps what it was
    if (kind === 'with') return fileOrUnknown(ofValue(value, frame, ask));
    if (kind === 'loop' && value !== null) return ofElement(value, frame, ask);
    return 'other';
  };
}

function fileOrUnknown(kind: Kind): Kind {
  return kind === undefined || kind === 'file' ? kind : 'unknown';
}

function ofValue(value: Expression | null, frame: FrameCode, ask: Ask): Kind {
  return value === null ? 'unknown' : ask(questionOf(value, frame));
}

function ofElement(iterable: Expression, frame: FrameCode, ask: Ask): Kind {
  const kind = ask(questionOf(iterable, frame));
  if (kind === undefined || kind === 'str') return kind;
  if (kind === 'file') return 'unknown'; // of text or of bytes
  if (kind === 'range' || kind === 'bytes') return 'number';
  return iterable.nodeType === 'Call' && TEXT_METHODS.has(calledName(iterable, frame)) ? 'str' : 'unknown';
}

function ofArgument(node: SyntaxNode, frame: FrameCode, ask: Ask): Kind {
  if (node.nodeType !== 'Arg') return 'unknown';
  const annotated = node.annotation === undefined ? undefined : annotationKind(node.annotation);
  return annotated ?? ask(anyGiven(argumentsFor(node.arg, frame)));
}

const anyGiven = oncePer((given: readonly Given[]) =>
  unionOf(
    given.map(
      ({ value, frame }): KindQuestion =>
        (ask) =>
          ask(questionOf(value, frame)),
    ),
  ),
);

function ofCall(call: NodeOf<'Call'>, frame: FrameCode, ask: Ask): Kind {
  const name = calledName(call, frame);
  const known = RESULT_KINDS.get(name);
  if (known !== undefined) return known === 'receiver' ? ofReceiver(call, frame, ask) : known;
  return name.startsWith('def:') ? ofReturns(name.slice('def:'.length), frame, ask) : 'unknown';
}

function ofReceiver({ func }: NodeOf<'Call'>, frame: FrameCode, ask: Ask): Kind {
  if (func.nodeType !== 'Attribute') return 'unknown';
  const kind = ask(questionOf(func.value, frame));
  if (kind === undefined || TEXTS.has(kind) || OF_OTHERS.has(func.attr)) return kind;
  return 'str'; // `strip` is a method of texts, whatever else the name has held
}

const TEXTS: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'bytearray', 'mixed']);

/** Methods that lists and dates have as well. */
const OF_OTHERS: ReadonlySet<string> = new Set(['copy', 'replace']);

/** What a function of the same file returns. */
function ofReturns(name: string, frame: FrameCode, ask: Ask): Kind {
  const bound = resolve(name, frame);
  const [only] = bound;
  if (only === undefined || bound.length > 1 || !isFunctionNode(only.binding.node)) return 'unknown';
  const { node } = only.binding;
  const annotated = node.returns === undefined ? undefined : annotationKind(node.returns);
  if (annotated !== undefined) return annotated;
  const called = frame.module.frameAt(node);
  return called === undefined || nodesOf(called, 'Yield').length > 0 ? 'other' : ask(anyReturn(called));
}

const anyReturn = oncePer((called: FrameCode) => {
  const returns = nodesOf(called, 'Return').flatMap(({ node }) => node.value ?? []);
  return unionOf(
    returns.map(
      (value): KindQuestion =>
        (ask) =>
          ask(questionOf(value, called)),
    ),
  );
});

const SEQUENCES: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'list', 'tuple']);

function arithmetic(first: ValueKind, second: ValueKind): ValueKind {
  return first === 'number' || second === 'number' ? 'number' : 'unknown';
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
