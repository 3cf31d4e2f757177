import { type Expression, isFunctionNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { receiverOf } from '../loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption, valuesReturned } from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, selfName } from '../names.ts';
import { argumentNames } from '../own-name.ts';
import { isPlainProperty } from '../values/classes-called.ts';
import { changersOfNodes, changersOfReads } from './fixed-function.ts';
import { isPureFrame, isRecursiveCall, withCalled } from './pure-frame.ts';

/** A number that a function works out of a node and all below it: `1 + max(height(node.left), height(node.right))`. */
export type TreeMeasure = {
  /** The classes whose objects have the attributes by which it goes down. */
  readonly owners: readonly FrameCode[];
  readonly children: readonly string[];
  /** Who puts other nodes there. */
  readonly changers: readonly FrameCode[];
};

/** undefined where it depends on more than the node, or on what is changed but by which nodes are below which. */
export const treeMeasure: (frame: FrameCode) => TreeMeasure | undefined = oncePer((frame: FrameCode) => {
  const node = nodeAsked(frame);
  if (node === undefined) return undefined;
  const again = recursionsOf(frame);
  const parts = again.map(({ part }) => attributesBehind(part, node, frame));
  const children = [...new Set(parts.flatMap((one) => one ?? []))];
  const isBranching = children.length > 1 || again.some(({ code }) => code.loops.length > 0);
  if (!isBranching || parts.includes(undefined) || !isNumber(frame) || !isPureFrame(frame)) return undefined;
  const changers = changersOfReads(frame);
  if (changers === undefined || !isSteadyBeside(children, frame)) return undefined;
  const owners = children.flatMap((one) =>
    attributesNamed(one, frame).flatMap(({ frame: at }) => (at.node.nodeType === 'ClassDef' ? at : (at.parent ?? []))),
  );
  return owners.length === 0 ? undefined : { owners: [...new Set(owners)], children, changers };
});

/** The only argument of a function, or the object of a method that has no other. */
function nodeAsked(frame: FrameCode): string | undefined {
  const { node, parent } = frame;
  if (!isFunctionNode(node) || resumption(frame) !== null) return undefined;
  const { args, posonlyargs, kwonlyargs, vararg, kwarg } = node.args;
  const [first] = argumentNames(frame);
  if (args.length !== 1 || posonlyargs.length + kwonlyargs.length > 0 || vararg || kwarg) return undefined;
  const isMethod = parent?.node.nodeType === 'ClassDef';
  const isPlain = node.decorator_list.length === 0 || (isMethod && isPlainProperty(node));
  return isPlain && (!isMethod || selfName(frame) === first) ? first : undefined;
}

type Recursion = { readonly code: CodeNode; readonly part: Expression };

/** `height(node.left)`, `self.left.height()`, and `self.left.height` of a property. */
function recursionsOf(frame: FrameCode): readonly Recursion[] {
  if (isPlainProperty(frame.node)) {
    const asked = nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === frame.scope.name);
    return asked.map((code) => ({ code, part: code.node.value }));
  }
  const calls = nodesOf(frame, 'Call').filter(({ node }) => isRecursiveCall(node, frame));
  const isMethod = frame.parent?.node.nodeType === 'ClassDef';
  return calls.map((code) => ({ code, part: (isMethod ? receiverOf(code.node) : code.node.args[0]) ?? code.node }));
}

/** `left` of `node.left`, `children` of `child` after `for child in node.children` and of `node.children[0]`. */
function attributesBehind(part: Expression, node: string, frame: FrameCode): readonly string[] | undefined {
  switch (part.nodeType) {
    case 'Attribute':
      return part.value.nodeType === 'Name' && part.value.id === node ? [part.attr] : undefined;
    case 'Subscript':
      return attributesBehind(part.value, node, frame);
    case 'Tuple':
    case 'List': {
      const all = part.elts.map((one) => attributesBehind(one, node, frame));
      return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? []);
    }
    case 'Call': {
      const object = calledName(part, frame) === '.values' ? receiverOf(part) : undefined;
      return object && attributesBehind(object, node, frame);
    }
    case 'Name': {
      const [only, ...others] = bindingsOf(part.id, frame);
      const { kind, value = null } = only?.binding ?? {};
      const isWalked = others.length === 0 && kind === 'loop' && value !== null && value.nodeType !== 'Name';
      return isWalked ? attributesBehind(value, node, frame) : undefined;
    }
    default:
      return undefined;
  }
}

/** Whatever else it reads stays as it is. */
function isSteadyBeside(children: readonly string[], frame: FrameCode): boolean {
  return withCalled(frame)
    .flatMap((one) => [one, ...one.inner])
    .every((one) => {
      const others = one.nodes.filter(({ node }) => node.nodeType !== 'Attribute' || !children.includes(node.attr));
      return changersOfNodes(others, one)?.length === 0;
    });
}

const COUNTS: ReadonlySet<string> = new Set('len sum max min abs int round float bool any all isinstance'.split(' '));

/** All that it gives are numbers or answers to questions, as far as the code tells, and at least one of them surely. */
function isNumber(frame: FrameCode): boolean {
  const given = valuesReturned(frame).map((value) => numberKind(value, frame));
  return given.includes('number') && !given.includes('other');
}

type NumberKind = 'number' | 'unknown' | 'other';

const DEEPEST = 6;

function numberKind(value: Expression, frame: FrameCode, depth: number = 0): NumberKind {
  if (depth > DEEPEST) return 'unknown';
  switch (value.nodeType) {
    case 'Constant':
      return typeof value.value === 'number' || typeof value.value === 'boolean' ? 'number' : 'other';
    case 'Compare':
      return 'number';
    case 'UnaryOp':
      return value.op.nodeType === 'Not' ? 'number' : numberKind(value.operand, frame, depth + 1);
    case 'BinOp':
      return surest([value.left, value.right], frame, depth + 1);
    case 'BoolOp':
      return surest(value.values, frame, depth + 1);
    case 'IfExp':
      return surest([value.body, value.orelse], frame, depth + 1);
    case 'Call':
      return COUNTS.has(calledName(value, frame)) ? 'number' : isRecursiveCall(value, frame) ? 'unknown' : 'other';
    case 'Attribute':
    case 'Subscript':
      return 'unknown';
    case 'Name': {
      const values = bindingsOf(value.id, frame).map(({ binding }) => binding.value);
      return surest(
        values.filter((one) => one !== null),
        frame,
        depth + 1,
      );
    }
    default:
      return 'other';
  }
}

function surest(values: readonly Expression[], frame: FrameCode, depth: number): NumberKind {
  const kinds = values.map((one) => numberKind(one, frame, depth));
  if (kinds.includes('other')) return 'other';
  return kinds.includes('number') ? 'number' : 'unknown';
}
