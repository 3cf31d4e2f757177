import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { lazily, oncePer, oncePerName } from '../../../text/lazily.ts';
import { copiedBy, sliceText } from '../loops/copied-whole.ts';
import { type FrameCode, groupBy, type ModuleCode, nodesOf, valuesReturned } from '../module-code.ts';
import { attributeBindings, attributesNamed, type BoundIn, calledName, resolve, selfAttribute } from '../names.ts';
import { type Given, sourcesOf } from './call-arguments.ts';
import { type Kind, type KindQuestion, UNKNOWN, unionOf } from './kind-question.ts';
import { RESULT_KINDS, TEXT_METHODS } from './known-results.ts';

/** What the items of a list or the values of a dict are; of one key, where it is a constant (see {@link keyOf}). */
export type ItemKinds = (container: Expression, key: string, frame: FrameCode) => KindQuestion;

type Questions = (expression: Expression, frame: FrameCode) => KindQuestion;

/** Of all keys, and of one that nobody knows. */
export const ANY_KEY = '';

export function keyOf(slice: Expression | undefined): string {
  return slice?.nodeType === 'Constant' ? sliceText(slice) : ANY_KEY;
}

/**
 * What may be in a container: what it is made with (`[[] for _ in names]`, `defaultdict(list)`, `{'rows': []}`) and what is
 * put into it (`groups[key] = []`, `groups.setdefault(key, [])`, `rows.append(row)`).
 */
export function makeItemKinds(questionOf: Questions): ItemKinds {
  const questions = oncePer((_: Expression) => new Map<string, KindQuestion>());

  /** One question for each container and key: they may be made of one another. */
  function itemsOf(container: Expression, key: string, frame: FrameCode): KindQuestion {
    const byKey = questions(container);
    const made = lazily(() => makeQuestion(container, key, frame));
    const question = byKey.get(key) ?? ((ask) => notMixed(ask(made())));
    byKey.set(key, question);
    return question;
  }

  function makeQuestion(container: Expression, key: string, frame: FrameCode): KindQuestion {
    const copied = copiedBy(container);
    if (copied !== undefined) return itemsOfCopy(container, copied, key, frame);
    switch (container.nodeType) {
      case 'List':
      case 'Tuple':
      case 'Set':
        return anyOf(
          itemsAt(container.elts, (at) => JSON.stringify(String(at)), key),
          frame,
        );
      case 'Dict':
        return anyOf(
          itemsAt(container.values, (at) => keyOf(container.keys[at] ?? undefined), key),
          frame,
        );
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        return questionOf(container.elt, frame);
      case 'DictComp':
        return questionOf(container.value, frame);
      case 'BinOp':
        return container.op.nodeType === 'Mult' ? itemsOf(container.left, ANY_KEY, frame) : UNKNOWN;
      case 'Subscript':
        return container.slice.nodeType === 'Slice' ? itemsOf(container.value, ANY_KEY, frame) : UNKNOWN;
      case 'Call':
        return itemsOfCall(container, key, frame);
      case 'Name':
        return itemsBound(key, resolve(container.id, frame));
      case 'Attribute':
        return itemsBound(key, attributeBound(container, frame));
      default:
        return UNKNOWN;
    }
  }

  function anyOf(values: readonly Expression[], frame: FrameCode): KindQuestion {
    return unionOf(values.map((value) => questionOf(value, frame)));
  }

  function itemsOfCall(call: NodeOf<'Call'>, key: string, frame: FrameCode): KindQuestion {
    const name = calledName(call, frame);
    const [first, second] = call.args;
    if (TEXT_METHODS.has(name)) return () => 'str';
    if (name === 'collections.defaultdict') return first === undefined ? UNKNOWN : madeBy(first, frame);
    if (name === 'dict.fromkeys' || name === '.fromkeys')
      return second === undefined ? UNKNOWN : questionOf(second, frame);
    if (name.startsWith('def:')) return itemsReturned(name.slice('def:'.length), key, frame);
    if (name === '.values' && call.func.nodeType === 'Attribute') return itemsOf(call.func.value, ANY_KEY, frame);
    return SAME_ITEMS.has(name) && first !== undefined ? itemsOfCopy(call, first, ANY_KEY, frame) : UNKNOWN;
  }

  /** `list(groups)` of a dict has its keys. */
  function itemsOfCopy(copy: Expression, of: Expression, key: string, frame: FrameCode): KindQuestion {
    return (ask) => {
      const kind = ask(questionOf(of, frame));
      if (kind === 'dict' && ask(questionOf(copy, frame)) !== 'dict') return 'unknown';
      return kind && ask(itemsOf(of, key, frame));
    };
  }

  /** By a function of the same file. */
  function itemsReturned(name: string, key: string, frame: FrameCode): KindQuestion {
    const [only, ...others] = resolve(name, frame);
    const called = only === undefined || others.length > 0 ? undefined : frame.module.frameAt(only.binding.node);
    const returned = called === undefined ? [] : valuesReturned(called);
    return called === undefined || returned.length === 0
      ? UNKNOWN
      : unionOf(returned.map((value) => itemsOf(value, key, called)));
  }

  /** `list` and `lambda: []` of a defaultdict. */
  function madeBy(factory: Expression, frame: FrameCode): KindQuestion {
    if (factory.nodeType === 'Lambda') return questionOf(factory.body, frame);
    const kind = factory.nodeType === 'Name' ? RESULT_KINDS.get(factory.id) : undefined;
    return kind === undefined || kind === 'receiver' ? UNKNOWN : () => kind;
  }

  const itemsBound = oncePerName((key: string, bound: readonly BoundIn[]): KindQuestion => {
    const puts = [...new Set(bound.map(putsInto))].flat();
    const wanted = key === ANY_KEY ? puts : puts.filter((put) => put.key === ANY_KEY || put.key === key);
    return unionOf([
      ...bound.flatMap((one) => madeWith(one, key)),
      ...wanted.map(({ value, frame }) => questionOf(value, frame)),
    ]);
  });

  const itemsGiven = oncePerName((key: string, given: readonly Given[]) =>
    unionOf(given.map(({ value, frame }) => itemsOf(value, key, frame))),
  );

  function madeWith({ binding: { kind, value, target }, frame }: BoundIn, key: string): readonly KindQuestion[] {
    if (kind === 'assignment') return value === null ? [] : [itemsOf(value, key, frame)];
    if (kind !== 'argument') return [];
    return sourcesOf(target, frame).map((given) => itemsGiven(key, given));
  }

  return itemsOf;
}

/** A container of different things: which of them it is nobody knows. */
function notMixed(kind: Kind): Kind {
  return kind === 'mixed' ? 'unknown' : kind;
}

/** Those of a key, or of all; of a key that is not there, all. */
function itemsAt(items: readonly Expression[], keyAt: (at: number) => string, key: string): readonly Expression[] {
  const wanted = key === ANY_KEY ? [] : items.filter((_, at) => keyAt(at) === key);
  return wanted.length > 0 ? wanted : items;
}

const SAME_ITEMS: ReadonlySet<string> = new Set(['sorted', 'reversed', 'iter']);

function attributeBound(node: NodeOf<'Attribute'>, frame: FrameCode): readonly BoundIn[] {
  const own = selfAttribute(node, frame);
  return own === null ? attributesNamed(node.attr, frame) : attributeBindings(own, frame);
}

/** A value that is put into a container, under a key that is known or not. */
type Put = { readonly into: Expression; readonly key: string; readonly value: Expression; readonly frame: FrameCode };

const NO_PUTS: readonly Put[] = [];

/** The same list for all bindings of one name. */
function putsInto({ binding: { target }, frame }: BoundIn): readonly Put[] {
  const attribute = target.slice(target.lastIndexOf('.') + 1);
  const isAttribute = attribute !== target || frame.node.nodeType === 'ClassDef';
  return (isAttribute ? putsByAttribute(frame.module).get(attribute) : putsByName(frame).get(target)) ?? NO_PUTS;
}

const putsByName = oncePer((frame: FrameCode) =>
  groupBy(putsIn(frame), ({ into }) => (into.nodeType === 'Name' ? [into.id] : [])),
);

/** Of an attribute in the whole file, of whichever object. */
const putsByAttribute = oncePer(({ frames }: ModuleCode) =>
  groupBy(frames.flatMap(putsIn), ({ into }) => (into.nodeType === 'Attribute' ? [into.attr] : [])),
);

const putsIn = oncePer((frame: FrameCode): readonly Put[] => [
  ...nodesOf(frame, 'Assign').flatMap(({ node: { targets, value } }) =>
    targets.flatMap((target): Put[] =>
      target.nodeType === 'Subscript' && target.slice.nodeType !== 'Slice'
        ? [{ into: target.value, key: keyOf(target.slice), value, frame }]
        : [],
    ),
  ),
  ...nodesOf(frame, 'Call').flatMap(({ node }) => putBy(node, frame)),
]);

/** `rows.append(row)`, `groups.setdefault(key, [])` */
function putBy({ func, args }: NodeOf<'Call'>, frame: FrameCode): readonly Put[] {
  if (func.nodeType !== 'Attribute') return [];
  const [first, second] = args;
  const isKeyed = func.attr === 'setdefault' || func.attr === 'insert';
  const value = isKeyed ? second : first;
  if (value === undefined || (!isKeyed && func.attr !== 'append' && func.attr !== 'add')) return [];
  return [{ into: func.value, key: func.attr === 'setdefault' ? keyOf(first) : ANY_KEY, value, frame }];
}
