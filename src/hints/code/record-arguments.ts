import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { targetText } from './loops/copied-whole.ts';
import type { CodeNode, FrameCode } from './module-code.ts';
import { bindingsOf, selfName } from './names.ts';
import { selfCalls } from './self-calls.ts';
import { isOwnParameter } from './smaller-arguments.ts';
import { sourceText } from './source-text.ts';

/** What a recursion goes on with: parts of its arguments, or of what tables have under them. */
export type Records = {
  /** `self.animals` of `animal = self.animals[number]` and `kinship(animal.sire, other)` */
  readonly tables: readonly Expression[];
  /** `first` of `length(part.first)` */
  readonly attributes: readonly string[];
  /** How many of the arguments differ from call to call. */
  readonly varying: number;
  /** To how many others it goes on from each. */
  readonly parts: number;
};

/** Of a function that goes on with nothing else, and makes no call of itself twice; undefined of all others. */
export const recordsOf: (frame: FrameCode) => Records | undefined = oncePer((frame: FrameCode) => {
  const calls = selfCalls(frame);
  const different = new Set(calls.map(({ node }) => sourceText(node, frame)));
  return different.size < calls.length ? undefined : recordsGiven(calls);
});

function recordsGiven(calls: readonly CodeNode<NodeOf<'Call'>>[]): Records | undefined {
  const frame = calls[0]?.frame;
  if (frame === undefined) return undefined;
  const names = parametersOf(frame);
  const isPlain = calls.every(({ node }) => node.keywords.length === 0 && node.args.length <= names.length);
  const given = calls.flatMap(({ node: { args } }) => args.map((value, at) => ({ value, name: names[at] ?? '' })));
  const parts = given.flatMap(({ value }) => partOf(value, frame) ?? []);
  const isKnown = given.every(
    ({ value }) => value.nodeType === 'Constant' || isParameter(value, frame) || partOf(value, frame) !== undefined,
  );
  // in a loop it goes on to however many
  if (!isPlain || !isKnown || parts.length === 0 || calls.some(({ loops }) => loops.length > 0)) return undefined;
  const rebound = names.filter((name) => bindingsOf(name, frame).length > 1);
  if (!rebound.every((name) => isOnlySwapped(name, frame))) return undefined;
  const varying = new Set([...rebound, ...given.flatMap(({ value, name }) => (isName(value, name) ? [] : [name]))]);
  const tables = new Map(
    parts.flatMap(({ table }) => (table === undefined ? [] : [[targetText(table), table] as const])),
  );
  const attributes = parts.flatMap(({ attribute }) => attribute ?? []);
  return {
    tables: [...tables.values()],
    attributes: [...new Set(attributes)],
    varying: varying.size,
    parts: calls.length,
  };
}

/** `one, other = other, one` */
function isOnlySwapped(name: string, frame: FrameCode): boolean {
  return bindingsOf(name, frame).every(({ binding: { kind, node } }) => {
    if (kind === 'argument') return true;
    const value = node.nodeType === 'Assign' ? node.value : undefined;
    return value?.nodeType === 'Tuple' && value.elts.every((one) => isParameter(one, frame));
  });
}

function parametersOf(frame: FrameCode): readonly string[] {
  if (!isFunctionNode(frame.node)) return [];
  const { posonlyargs, args } = frame.node.args;
  const self = frame.parent?.node.nodeType === 'ClassDef' ? selfName(frame) : null;
  return [...posonlyargs, ...args].map(({ arg }) => arg).filter((name) => name !== self);
}

type Part = { readonly table?: Expression; readonly attribute?: string };

/** `table[key]`, `table[key].sire`, `animal.sire` and `animal['sire']` after `animal = table[key]`, `part.first` of an argument. */
function partOf(value: Expression, frame: FrameCode): Part | undefined {
  const whole = tableOf(value, frame);
  if (whole !== undefined) return { table: whole };
  const isOfRecord =
    value.nodeType === 'Attribute' || (value.nodeType === 'Subscript' && value.slice.nodeType === 'Constant');
  if (!isOfRecord) return undefined;
  if (value.nodeType === 'Attribute' && isParameter(value.value, frame)) return { attribute: value.attr };
  const table = tableOf(valueBehind(value.value, frame), frame);
  return table && { table };
}

/** `animals` of `animals[number]` and `animals.get(number)`, where the number is an argument. */
function tableOf(value: Expression, frame: FrameCode): Expression | undefined {
  if (value.nodeType === 'Subscript')
    return isParameter(value.slice, frame) && !isParameter(value.value, frame) ? value.value : undefined;
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute' || value.func.attr !== 'get') return undefined;
  const [key] = value.args;
  return key !== undefined && isParameter(key, frame) ? value.func.value : undefined;
}

function valueBehind(value: Expression, frame: FrameCode): Expression {
  if (value.nodeType !== 'Name') return value;
  const bound = bindingsOf(value.id, frame).map(({ binding }) => binding);
  const values = bound.flatMap(({ kind, value: given }) => (kind === 'assignment' && given !== null ? [given] : []));
  const [first, ...others] = values;
  const isOne = first !== undefined && values.length === bound.length;
  return isOne && others.every((one) => targetText(one) === targetText(first)) ? first : value;
}

function isParameter(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Name' && isOwnParameter(value.id, frame) && value.id !== selfName(frame);
}

function isName(value: Expression, name: string): boolean {
  return value.nodeType === 'Name' && value.id === name;
}
