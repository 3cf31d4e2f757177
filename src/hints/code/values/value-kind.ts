import { dottedText } from '../../../source/dotted-text.ts';
import {
  type Expression,
  isComprehension,
  isFunctionNode,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { methodMeant, propertyMeant } from '../method-meant.ts';
import { type FrameCode, nodesOf, valuesReturned } from '../module-code.ts';
import {
  attributeBindings,
  attributesNamed,
  type BoundIn,
  calledName,
  classAttributeBindings,
  resolve,
  selfAttribute,
} from '../names.ts';
import { type Given, sourcesOf } from './call-arguments.ts';
import { ANY_KEY, keyOf, makeItemKinds } from './item-kind.ts';
import { type Ask, type Kind, type KindQuestion, settle, unionOf, unite } from './kind-question.ts';
import { RESULT_KINDS, TEXT_METHODS, type ValueKind } from './known-results.ts';
import { makeReaching } from './reaching.ts';

/** What an expression of a frame is. */
export function kindOf(expression: Expression, frame: FrameCode): ValueKind {
  return settle(questionOf(expression, frame));
}

/** What the items of a list, or the values of a dict, are. */
export function itemKindOf(container: Expression, frame: FrameCode): ValueKind {
  return settle(itemsOf(container, ANY_KEY, frame));
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
    return first === 'set' || first === 'frozenset' ? first : arithmetic(first, second);
  return arithmetic(first, second);
}

function ofSubscript({ value, slice }: NodeOf<'Subscript'>, frame: FrameCode, ask: Ask): Kind {
  const kind = ask(questionOf(value, frame));
  if (kind === undefined || kind === 'str' || slice.nodeType === 'Slice') return kind;
  return kind === 'bytes' || kind === 'bytearray' ? 'number' : ask(itemsOf(value, keyOf(slice), frame));
}

const itemsOf = makeItemKinds(questionOf);

function ofAttribute(expression: NodeOf<'Attribute'>, frame: FrameCode, ask: Ask): Kind {
  const property = propertyMeant(expression, frame);
  if (property !== undefined && mayBeObject(ask(questionOf(expression.value, frame)))) return ofReturned(property, ask);
  const attribute = selfAttribute(expression, frame);
  const bound = attribute === null ? classAttributeBindings(expression, frame) : attributeBindings(attribute, frame);
  if (bound.length > 0 || attribute !== null) return ask(anyBinding(bound));
  return ask(anyBinding(attributesNamed(expression.attr, frame)));
}

/** For an attribute the same list each time. */
const anyBinding = oncePer((bound: readonly BoundIn[]) => unionOf(bound.map((one) => ofBinding(one))));

const reaching = makeReaching(ofBinding);

function ofBinding({ binding, frame }: BoundIn): KindQuestion {
  const { kind, node, target, value } = binding;
  return (ask) => {
    if (kind === 'argument') return ofArgument(node, frame, ask);
    if (node.nodeType === 'AnnAssign') return annotationKind(node.annotation, frame) ?? ofValue(value, frame, ask);
    if (kind === 'assignment') return ofValue(value, frame, ask);
    if (kind === 'augmented') return 'unknown'; // it keeps what it was
    if (kind === 'with') return fileOrUnknown(ofValue(value, frame, ask));
    if (kind === 'loop') return ofWalked(node, target, frame, ask);
    return 'other';
  };
}

function fileOrUnknown(kind: Kind): Kind {
  return kind === undefined || kind === 'file' ? kind : 'unknown';
}

function ofValue(value: Expression | null, frame: FrameCode, ask: Ask): Kind {
  return value === null ? 'unknown' : ask(questionOf(value, frame));
}

/** What a loop or a clause of a comprehension binds. */
function ofWalked(loop: SyntaxNode, name: string, frame: FrameCode, ask: Ask): Kind {
  for (const { target, iter } of headsOf(loop)) {
    if (target.nodeType !== 'Tuple' && target.nodeType !== 'List') {
      if (dottedText(target) === name) return ofElement(iter, frame, ask);
      continue;
    }
    const at = target.elts.findIndex((part) => dottedText(part) === name);
    if (at >= 0) return ofPart(at, iter, frame, ask);
  }
  return 'other';
}

function headsOf(loop: SyntaxNode): readonly Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>[] {
  if (loop.nodeType === 'For' || loop.nodeType === 'AsyncFor') return [loop];
  return isComprehension(loop) ? loop.generators : [];
}

/** Of what comes in parts: `for key, group in groups.items()`, `for at, row in enumerate(rows)`, `for a, b in zip(c, d)`. */
function ofPart(at: number, iter: Expression, frame: FrameCode, ask: Ask): Kind {
  if (iter.nodeType !== 'Call') return 'unknown';
  const name = calledName(iter, frame);
  if (TEXT_METHODS.has(name)) return 'str';
  if (name === '.items' && iter.func.nodeType === 'Attribute') {
    return at === 1 ? ask(itemsOf(iter.func.value, ANY_KEY, frame)) : 'unknown';
  }
  const walked = name === 'zip' ? iter.args[at] : name === 'enumerate' && at === 1 ? iter.args[0] : undefined;
  return walked === undefined ? 'unknown' : ofElement(walked, frame, ask);
}

function ofElement(iterable: Expression, frame: FrameCode, ask: Ask): Kind {
  const kind = ask(questionOf(iterable, frame));
  if (kind === undefined || kind === 'str') return kind;
  if (kind === 'file' || kind === 'dict') return 'unknown'; // lines of text or of bytes; keys
  if (kind === 'range' || kind === 'bytes') return 'number';
  return ask(itemsOf(iterable, ANY_KEY, frame));
}

function ofArgument(node: SyntaxNode, frame: FrameCode, ask: Ask): Kind {
  if (node.nodeType !== 'Arg') return 'unknown';
  const annotated = node.annotation === undefined ? undefined : annotationKind(node.annotation, frame);
  return annotated ?? ask(anySource(sourcesOf(node.arg, frame)));
}

const anySource = oncePer((sources: readonly (readonly Given[])[]) => unionOf(sources.map(anyGiven)));

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
  const known = isOfOwnClass(call, frame) ? undefined : RESULT_KINDS.get(name);
  if (known !== undefined) return known === 'receiver' ? ofReceiver(call, frame, ask) : known;
  if (name.startsWith('def:')) return ofReturns(name.slice('def:'.length), frame, ask);
  const isTaking = TAKING.has(name) && !isOfOwnClass(call, frame);
  return isTaking ? ofTaken(call, frame, ask) : ofMethod(call, frame, ask);
}

/** `self.values(column)` in a class that has a method of that name: what it gives is not what a dict gives. */
function isOfOwnClass({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const isOfSelf = func.nodeType === 'Attribute' && selfAttribute(func, frame) !== null;
  return isOfSelf && methodMeant(func, frame) !== undefined;
}

/** Methods that give an item of what they are called on, or the default that they are given. */
const TAKING: ReadonlySet<string> = new Set(['.get', '.setdefault', '.pop', '.popleft']);

/** `groups.get(key, [])` */
function ofTaken({ func, args }: NodeOf<'Call'>, frame: FrameCode, ask: Ask): Kind {
  if (func.nodeType !== 'Attribute') return 'unknown';
  const [key, otherwise] = args;
  const taken = ask(itemsOf(func.value, keyOf(key), frame));
  return otherwise === undefined ? taken : unite(taken, ask(questionOf(otherwise, frame)));
}

/** What a method of the file returns. */
function ofMethod({ func }: NodeOf<'Call'>, frame: FrameCode, ask: Ask): Kind {
  const method = func.nodeType === 'Attribute' ? methodMeant(func, frame) : undefined;
  if (method === undefined || func.nodeType !== 'Attribute') return 'unknown';
  return mayBeObject(ask(questionOf(func.value, frame))) ? ofReturned(method, ask) : 'unknown';
}

/** What is known to be of another type is no object of a class of the file. */
function mayBeObject(kind: Kind): boolean {
  return kind === undefined || kind === 'unknown';
}

function ofReceiver({ func }: NodeOf<'Call'>, frame: FrameCode, ask: Ask): Kind {
  if (func.nodeType !== 'Attribute') return 'unknown';
  const kind = ask(questionOf(func.value, frame));
  if (kind === undefined || TEXTS.has(kind) || OF_OTHERS.has(func.attr)) return kind;
  if (OF_SETS.has(func.attr)) return kind === 'frozenset' ? 'frozenset' : 'set';
  return 'str'; // `strip` is a method of texts, whatever else the name has held
}

const TEXTS: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'bytearray', 'mixed']);

/** Methods that lists and dates have as well. */
const OF_OTHERS: ReadonlySet<string> = new Set(['copy', 'replace']);

const OF_SETS: ReadonlySet<string> = new Set(['union', 'intersection', 'difference', 'symmetric_difference']);

/** What a function of the same file returns. */
function ofReturns(name: string, frame: FrameCode, ask: Ask): Kind {
  const bound = resolve(name, frame);
  const [only] = bound;
  if (only === undefined || bound.length > 1 || !isFunctionNode(only.binding.node)) return 'unknown';
  const called = frame.module.frameAt(only.binding.node);
  return called === undefined ? 'other' : ofReturned(called, ask);
}

function ofReturned(called: FrameCode, ask: Ask): Kind {
  const { node } = called;
  const annotated =
    isFunctionNode(node) && node.returns !== undefined ? annotationKind(node.returns, called) : undefined;
  return annotated ?? (nodesOf(called, 'Yield').length > 0 ? 'other' : ask(anyReturn(called)));
}

const anyReturn = oncePer((called: FrameCode) => {
  return unionOf(
    valuesReturned(called).map(
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
  ['frozenset', 'frozenset'],
  ['FrozenSet', 'frozenset'],
  ['dict', 'dict'],
  ['Dict', 'dict'],
  ['Counter', 'dict'],
  ['deque', 'deque'],
  ['Deque', 'deque'],
]);

/** `Tour` after `Tour = List[int]` */
function aliasKind(name: string, frame: FrameCode): ValueKind | undefined {
  const [only, ...others] = resolve(name, frame);
  const value = others.length === 0 && only?.binding.kind === 'assignment' ? only.binding.value : null;
  return value?.nodeType === 'Subscript' ? annotationKind(value, frame) : undefined;
}

/** `list[int]`, `typing.List[int]`, `"list"`: what an annotation says, where it says one thing. */
function annotationKind(annotation: Expression, frame: FrameCode): ValueKind | undefined {
  if (annotation.nodeType === 'Subscript') return annotationKind(annotation.value, frame);
  if (annotation.nodeType === 'Attribute') return ANNOTATIONS.get(annotation.attr);
  if (annotation.nodeType === 'Name') return ANNOTATIONS.get(annotation.id) ?? aliasKind(annotation.id, frame);
  const isText = annotation.nodeType === 'Constant' && typeof annotation.value === 'string';
  return isText ? ANNOTATIONS.get(/^\w+/.exec(String(annotation.value))?.[0] ?? '') : undefined;
}
