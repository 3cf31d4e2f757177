import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { framesNamed } from '../frames-named.ts';
import { isHandedOn } from '../handed-on.ts';
import { type CodeNode, type FrameCode, isCalled, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributesNamed, calledName, resolve } from '../names.ts';
import { classCalled } from '../values/classes-called.ts';
import { RESULT_KINDS } from '../values/known-results.ts';
import { changedAt } from './drift-keys.ts';
import { type Key, keysChanged, keysWithin, PARTS, PLAIN, WALKS } from './keys-changed.ts';
import { isKnownPure } from './known-pure.ts';

/**
 * What somebody else may have by a name that is not followed: it was put into a list or an attribute, given to what is not in
 * the file or kept as a default.
 */
export const lentKeys: (module: ModuleCode) => ReadonlySet<Key> = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<Key> => {
    const found = new Set<Key>();
    for (const frame of frames) {
      for (const code of nodesOf(frame, 'Name')) {
        const top = code.node.ctx.nodeType === 'Load' ? escaping(code) : undefined;
        for (const key of top === undefined ? [] : keysWithin(frame)(top)) found.add(key);
      }
      for (const { node } of nodesOf(frame, 'Call')) for (const key of attributesTaken(node, frame)) found.add(key);
    }
    return found;
  },
);

/** `.rows` of `operator.attrgetter('rows')` */
function attributesTaken(call: NodeOf<'Call'>, frame: FrameCode): readonly Key[] {
  if (calledName(call, frame) !== 'operator.attrgetter') return [];
  return call.args.flatMap((one) => (one.nodeType === 'Constant' ? [`.${one.value}`] : []));
}

/** The same with what a function changes that is handed on: when it does so is not seen. */
export const escapedKeys: (module: ModuleCode) => ReadonlySet<Key> = oncePer((module: ModuleCode): ReadonlySet<Key> => {
  const handed = module.frames.filter((frame) => isHandedOn(frame) || frame.node?.nodeType === 'Lambda');
  const changed = handed.flatMap((frame) => frame.nodes.flatMap(changedAt).map((part) => keysChanged(frame)(part)));
  return new Set([...lentKeys(module), ...changed.flatMap((keys) => [...keys])]);
});

/** `a` of `(a, 3)`, `a.rows` of `kept.append(a.rows[0])`; undefined where it stays in sight. */
function escaping(code: CodeNode<NodeOf<'Name'>>): Expression | undefined {
  let named: Expression = code.node;
  for (let at: CodeNode = code; ; ) {
    const { parent } = at;
    if (parent === null) return at.frame.node?.nodeType === 'Lambda' ? named : undefined;
    if (isTarget(at)) return undefined;
    const way = wayOut(at, parent);
    if (way === 'stays') return undefined;
    if (way === 'out') return named;
    if (parent.node.nodeType === 'Attribute' && !isCalled(parent)) named = parent.node;
    at = parent;
  }
}

/** `page.rows` of `page.rows = []` */
function isTarget({ node }: CodeNode): boolean {
  return (node.nodeType === 'Attribute' || node.nodeType === 'Subscript') && node.ctx.nodeType !== 'Load';
}

type Way = 'stays' | 'out' | 'on';

/** What becomes of a value, or of a part of it, in the expression around it. */
function wayOut({ node, frame }: CodeNode, around: CodeNode): Way {
  const outer = around.node;
  if (ON.test(outer.nodeType)) return 'on';
  switch (outer.nodeType) {
    case 'BinOp':
      return outer.op.nodeType === 'Mod' ? 'stays' : 'on';
    case 'Subscript':
      return outer.value === node ? 'on' : 'stays';
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return outer.generators[0]?.iter === node || isReckonedWith(around) ? 'stays' : 'out';
    case 'Assign':
      return outer.targets.every(({ nodeType }) => nodeType === 'Name') ? 'stays' : 'out';
    case 'AnnAssign':
      return outer.target.nodeType === 'Name' ? 'stays' : 'out';
    case 'Call':
      return outer.func === node ? ofResult(calledName(outer, frame)) : ofGiven(around, calledName(outer, frame));
    default:
      return OUT.test(outer.nodeType) ? 'out' : 'stays';
  }
}

const ON = /^(Attribute|IfExp|BoolOp|NamedExpr|Starred|Await|Keyword)$/;
const OUT = /^(List|Tuple|Set|Dict|AugAssign|Arguments|Yield.*)$/;

function ofResult(name: string): Way {
  if (name === '.copy') return 'out'; // its parts are the same ones
  return !isKnownPure(name) || PARTS.has(name) ? 'on' : 'stays';
}

function ofGiven({ node, frame }: CodeNode, name: string): Way {
  if (WALKS.has(name)) return 'on';
  const callees = node.nodeType === 'Call' ? framesNamed({ node: node.func, frame }) : [];
  const isFollowed = callees.length > 0 && !callees.some(takesAll);
  return isFollowed || keepsNothing(name) ? 'stays' : 'out';
}

/** Of `sum(row.parts[0] for row in rows)` nothing is left but a number. */
function isReckonedWith({ node, parent, frame }: CodeNode): boolean {
  const call = parent?.node;
  return call?.nodeType === 'Call' && call.func !== node && keepsNothing(calledName(call, frame));
}

function keepsNothing(name: string): boolean {
  return PLAIN.test(RESULT_KINDS.get(name) ?? '') || KEEPING_NOTHING.test(name);
}

/** `*rows`: of what is in there nobody knows which it is. */
function takesAll({ node }: FrameCode): boolean {
  return isFunctionNode(node) && (node.args.vararg !== null || node.args.kwarg !== null);
}

/** Neither they nor what they return hold anything of what they are given. */
const KEEPING_NOTHING =
  /^(any|all|sum|print|type|bool|format|range|open|json\.(dump|loads)|copy\.deepcopy|pickle\.dump|\.(write|info|debug|warning|error))$/;

/** Whether a node changes something of which the file does not tell that nobody else has it. */
export function isStoreElsewhere(code: CodeNode): boolean {
  const { node, frame } = code;
  if (node.nodeType === 'Name' || (node.nodeType === 'Attribute' && node.ctx.nodeType !== 'Load')) return false;
  return changedAt(code).some((part) => !isOwnThing(part, frame, 0));
}

const DEEPEST = 4;

/** Itself made where it is named, whatever is in it. */
function isOwnThing(thing: Expression, frame: FrameCode, depth: number): boolean {
  if (depth > DEEPEST) return false;
  // what the methods of an own class change is looked at
  if (thing.nodeType === 'Call') return isMade(calledName(thing, frame)) || classCalled(thing, frame) !== undefined;
  if (thing.nodeType === 'Attribute') return areOwn(attributesNamed(thing.attr, frame), depth);
  return thing.nodeType === 'Name' ? areOwn(resolve(thing.id, frame), depth) : MADE.test(thing.nodeType);
}

function areOwn(bound: ReturnType<typeof resolve>, depth: number): boolean {
  return (
    bound.length > 0 &&
    bound.every(({ binding: { kind, value }, frame }) => {
      if (kind === 'augmented') return true;
      return kind === 'assignment' && value !== null && isOwnThing(value, frame, depth + 1);
    })
  );
}

const MADE = /Comp$|^(List|Tuple|Set|Dict|Constant|JoinedStr|BinOp)$/;

function isMade(name: string): boolean {
  const kind = RESULT_KINDS.get(name);
  return name === '.copy' || (kind !== undefined && kind !== 'other' && !/^(\.|vars|globals|locals)/.test(name));
}
