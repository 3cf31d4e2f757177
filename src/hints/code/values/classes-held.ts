import { dottedText, lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { partsListed } from '../loops/item-test.ts';
import { isProperty } from '../method-meant.ts';
import {
  classAround,
  type FrameCode,
  groupBy,
  isCalled,
  type ModuleCode,
  methodsNamed,
  nodesOf,
  placesOfAttribute,
  valuesReturned,
} from '../module-code.ts';
import { type BoundIn, bindingsOf, calledName, classesOf, methodCalled, resolve, selfName } from '../names.ts';
import { setsUnnamed } from '../steady/fixed-function.ts';
import { nameKey, PLAIN, sourcesBehind, sourcesReturned } from '../steady/keys-changed.ts';
import { attributesToldByName } from '../steady/set-later.ts';
import { argumentsFor, type Source } from './call-arguments.ts';
import { classesAnnotated } from './classes-annotated.ts';
import { classCalled, classNamed, makesNamedTuple, methodOf } from './classes-called.ts';
import { isPutUnseen, objectsPut } from './objects-put.ts';
import { kindOf } from './value-kind.ts';

/** What one expression says: the classes of its objects, and what others it is made of. undefined where it may have any. */
type Answer = Known | undefined;

type Known = {
  readonly classes: readonly FrameCode[];
  readonly from: readonly Source[];
  /** Some are of no class of the file. */
  readonly isTold?: true;
};

/** More than this is a program in which everything is in everything. */
const MOST_ASKED = 200;

/**
 * The classes of the file whose objects a value may be or hold, however deep: `Job` for `self.jobs` where nothing but
 * `Job(name)` is put into it, by whichever name, and for `job` of `for job in self.jobs`. undefined where it may hold others.
 */
export function classesHeld(value: Expression, frame: FrameCode): ReadonlySet<FrameCode> | undefined {
  return held(frame)(value);
}

const held = oncePer((frame: FrameCode) => oncePer((value: Expression) => findClasses({ value, frame })));

function findClasses(start: Source): ReadonlySet<FrameCode> | undefined {
  const classes = new Set<FrameCode>();
  const asked = new Set([start.value]);
  const open = [start];
  let isTold = false;
  for (const source of open) {
    const answer = answerTo(source);
    if (answer === undefined || open.length > MOST_ASKED) return undefined;
    for (const one of answer.classes) classes.add(one);
    isTold ||= answer.isTold === true;
    for (const next of answer.from) {
      if (!asked.has(next.value)) open.push(next);
      asked.add(next.value);
    }
  }
  return classes.size === 0 && !isTold ? undefined : classes;
}

/** The objects of a class are those of its subclasses too. */
const withSubclasses: (owner: FrameCode) => readonly FrameCode[] = oncePer((owner: FrameCode) =>
  classesIn(owner.module).filter((one) => classesOf(one).includes(owner)),
);

const classesIn = oncePer(({ frames }: ModuleCode) => frames.filter(({ node }) => node.nodeType === 'ClassDef'));

const NONE: Answer = { classes: [], from: [] };

function answerTo({ value, frame }: Source): Answer {
  const of = (...values: readonly (Expression | null | undefined)[]): Answer => ({
    classes: [],
    from: values.flatMap((one) => (one == null ? [] : { value: one, frame })),
  });
  switch (value.nodeType) {
    case 'Constant':
    case 'JoinedStr':
    case 'Compare':
    case 'Lambda':
      return NONE;
    case 'List':
    case 'Tuple':
    case 'Set':
      return of(...value.elts);
    case 'Dict':
      return of(...value.keys, ...value.values);
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return of(value.elt);
    case 'DictComp':
      return of(value.key, value.value);
    case 'IfExp':
      return of(value.body, value.orelse);
    case 'BoolOp':
      return of(...value.values);
    case 'NamedExpr':
    case 'Starred':
    case 'Subscript':
      return of(value.value);
    case 'BinOp':
      return PLAIN.test(kindOf(value, frame)) ? NONE : of(value.left, value.right);
    case 'Call':
      return ofCall(value, frame);
    case 'Name':
      return ofName(value, frame);
    case 'Attribute':
      return ofAttribute(value, frame);
    default:
      return undefined;
  }
}

function ofCall(call: NodeOf<'Call'>, frame: FrameCode): Answer {
  const made = classCalled(call, frame);
  if (made !== undefined) {
    if (methodOf(made, '__new__') !== undefined) return undefined;
    const isOwn = call.func.nodeType === 'Name' && call.func.id === selfName(frame);
    return { classes: isOwn ? withSubclasses(made) : [made], from: [] };
  }
  if (PLAIN.test(kindOf(call, frame))) return NONE;
  // nobody can set an attribute of a named tuple
  if (makesNamedTuple(call, frame)) return { ...givenBy(call, frame), isTold: true };
  const name = calledName(call, frame);
  const own = name.startsWith('.') || name.startsWith('def:') ? sourcesReturned(call, frame) : [];
  if (own.length > 0) return { classes: [], from: own };
  const keywords = call.keywords.filter(({ arg }) => arg !== 'key');
  const given = [...call.args, ...keywords.map(({ value }) => value)].map((value) => ({ value, frame }));
  if (PASSING.has(name)) return { classes: [], from: given };
  const method = methodCalled(call, frame);
  if (method === undefined || !TAKING.has(method.name)) return undefined;
  const receiver = DRAWING.has(method.name) ? [] : [{ value: method.receiver, frame: method.frame }];
  return { classes: [], from: [...receiver, ...given] };
}

function givenBy(call: NodeOf<'Call'>, frame: FrameCode): Known {
  return { classes: [], from: givenValues(call).map((value) => ({ value, frame })) };
}

/** By field: the calls that make named tuples with it; none where they are made otherwise too. */
const fieldsOfTuples = oncePer((module: ModuleCode) => {
  const named = module.callsByName();
  const made = named.has('_make') || named.has('_replace') ? [] : [...named.values()].flat();
  return groupBy(
    made.filter(({ node, frame }) => makesNamedTuple(node, frame)),
    ({ node, frame }) => resolve(lastName(node.func), frame).flatMap(({ binding: { value } }) => fieldsIn(value)),
  );
});

/** `namedtuple('Job', 'number name')`, `namedtuple('Job', ['number', 'name'])` */
function fieldsIn(value: Expression | null): readonly string[] {
  const fields = value?.nodeType === 'Call' ? value.args[1] : undefined;
  const texts = fields === undefined ? [] : [fields, ...partsListed(fields)];
  return texts.flatMap((one) => (one.nodeType === 'Constant' ? (String(one.value).match(/\w+/g) ?? []) : []));
}

/** They give what they are given, or some of it. */
const PASSING: ReadonlySet<string> = new Set(
  `list tuple set frozenset dict sorted reversed iter next min max enumerate zip filter collections.deque collections.OrderedDict
  copy.copy copy.deepcopy dataclasses.replace random.sample random.choice random.choices heapq.heappop heapq.heappushpop
  heapq.heapreplace heapq.nsmallest heapq.nlargest itertools.islice itertools.chain`.split(/\s+/),
);

/** Of a generator of random numbers. */
const DRAWING: ReadonlySet<string> = new Set(['sample', 'choice', 'choices']);

const TAKING: ReadonlySet<string> = new Set([
  ...DRAWING,
  ...'pop popleft popitem get setdefault values items keys copy'.split(' '),
]);

function ofName(name: NodeOf<'Name'>, frame: FrameCode): Answer {
  const owner = name.id === selfName(frame) ? classAround(frame) : null;
  if (owner !== null) return isTakenByClass(frame) ? undefined : { classes: withSubclasses(owner), from: [] };
  if (PLAIN.test(kindOf(name, frame))) return NONE;
  return withPuts(nameKey(name.id, frame), resolve(name.id, frame).map(ofBinding), frame);
}

/** `Alert.grow(job)`, or `grow = Alert.grow`, gives a method another object than its class has. */
function isTakenByClass({ module, scope }: FrameCode): boolean {
  return placesOfAttribute(scope.name, module).some(({ node: { value }, frame }) => {
    return value.nodeType === 'Name' && value.id !== selfName(frame) && classNamed(value, frame) !== undefined;
  });
}

/** By the name alone: of whichever object it is asked. */
function ofAttribute(asked: NodeOf<'Attribute'>, frame: FrameCode): Answer {
  const { attr } = asked;
  const { module } = frame;
  if (setsUnnamed(module) || attributesToldByName(module).has(attr)) return undefined;
  if (PLAIN.test(kindOf(asked, frame))) return NONE;
  const stores = placesOfAttribute(attr, module).filter(({ node }) => node.ctx.nodeType === 'Store');
  const answers = [
    ...stores.flatMap((store) => boundAt(store.node, store.frame)),
    ...classesIn(module).flatMap((owner) => ofField(attr, owner)),
    ...methodsNamed(attr, frame).map(ofProperty),
    ...(fieldsOfTuples(module).get(attr) ?? []).map((call) => givenBy(call.node, call.frame)),
  ];
  return withPuts(`.${attr}`, answers, frame);
}

function withPuts(key: string, answers: readonly Answer[], { module }: FrameCode): Answer {
  const known = answers.flatMap((one) => one ?? []);
  if (known.length === 0 || known.length < answers.length || isPutUnseen(key, module)) return undefined;
  return {
    classes: known.flatMap(({ classes }) => classes),
    from: [...known.flatMap(({ from }) => from), ...objectsPut(key, module)],
  };
}

function boundAt(target: NodeOf<'Attribute'>, frame: FrameCode): readonly Answer[] {
  const bound = bindingsOf(dottedText(target), frame);
  return bound.length === 0 ? [undefined] : bound.map(ofBinding);
}

/** `jobs: list[Job]` and `jobs = []` in the body of a class */
function ofField(name: string, owner: FrameCode): readonly Answer[] {
  const declared = nodesOf(owner, 'AnnAssign').filter(
    ({ node: { target } }) => target.nodeType === 'Name' && target.id === name,
  );
  if (declared.length > 0) return declared.map(({ node }) => annotated(node.annotation, owner));
  return bindingsOf(name, owner)
    .filter(({ binding }) => binding.kind !== 'definition')
    .map(ofBinding);
}

function ofProperty(method: FrameCode): Answer {
  if (!isProperty(method)) return undefined;
  return { classes: [], from: valuesReturned(method).map((value) => ({ value, frame: method })) };
}

function annotated(annotation: Expression, frame: FrameCode): Answer {
  const named = classesAnnotated(annotation, frame);
  return named === undefined || named.length === 0 ? undefined : { classes: named.flatMap(withSubclasses), from: [] };
}

function ofBinding(bound: BoundIn): Answer {
  const { kind, node, target } = bound.binding;
  if (kind === 'deletion') return NONE;
  const annotation = node.nodeType === 'AnnAssign' || node.nodeType === 'Arg' ? node.annotation : undefined;
  const named = annotation == null ? undefined : annotated(annotation, bound.frame);
  if (named !== undefined) return named;
  if (kind === 'argument' && isGivenAway(bound.frame)) return undefined;
  const from = kind === 'argument' ? argumentsFor(target, bound.frame) : sourcesBehind(bound);
  return from.length === 0 ? undefined : { classes: [], from };
}

/** `map(change, jobs)`, `Alert.grow(job)`, and what a decorator makes of it: who calls it then is not followed. */
function isGivenAway({ module, node, scope }: FrameCode): boolean {
  if (isFunctionNode(node) && node.decorator_list.some((one) => !PLAIN_DECORATORS.has(lastName(one)))) return true;
  return namesGivenAway(module).has(scope.name);
}

const PLAIN_DECORATORS: ReadonlySet<string> = new Set(['staticmethod', 'classmethod', 'property']);

/** What is named without being called. */
const namesGivenAway = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const codes = frames.flatMap((frame) => [...nodesOf(frame, 'Name'), ...nodesOf(frame, 'Attribute')]);
  const read = codes.filter((code) => code.node.ctx.nodeType === 'Load' && !isCalled(code));
  return new Set(read.map(({ node }) => lastName(node)));
});
