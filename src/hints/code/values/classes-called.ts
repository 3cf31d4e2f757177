import { dottedText } from '../../../source/dotted-text.ts';
import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { classAround, type FrameCode, methodsOf } from '../module-code.ts';
import { calledName, classesOf, fullName, resolve, selfName } from '../names.ts';

/** The class of the file of which a call makes an object: `Rule(name)`, and `cls(name)` in a class method. */
export function classCalled({ func }: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  return func.nodeType === 'Name' ? classNamed(func, frame) : undefined;
}

/** The class of the file that a name means: its own, or the first argument of a class method. */
export function classNamed(name: NodeOf<'Name'>, frame: FrameCode): FrameCode | undefined {
  if (name.id === selfName(frame) && isClassMethod(frame)) return classAround(frame) ?? undefined;
  return classBound(name.id, frame);
}

/** The class of the file that is all that a name is bound to. */
export function classBound(name: string, frame: FrameCode): FrameCode | undefined {
  const [only, ...others] = resolve(name, frame);
  const node = only?.binding.node;
  return node?.nodeType === 'ClassDef' && others.length === 0 ? frame.module.frameAt(node) : undefined;
}

function isClassMethod({ node }: FrameCode): boolean {
  return isFunctionNode(node) && isDecoratedBy('classmethod', node.decorator_list);
}

export function isDecoratedBy(name: string, decorators: readonly Expression[]): boolean {
  return decorators.some((one) => one.nodeType === 'Name' && one.id === name);
}

/** A property, and nothing else besides: not one that is kept. */
export function isPlainProperty(node: SyntaxNode): boolean {
  return isFunctionNode(node) && node.decorator_list.length === 1 && isDecoratedBy('property', node.decorator_list);
}

/** The method of a class of the file, or of its nearest base there. */
export function methodOf(owner: FrameCode, name: string): FrameCode | undefined {
  return classesOf(owner)
    .flatMap(methodsOf)
    .find(({ scope }) => scope.name === name);
}

/** Whether making an object of a class runs nothing but its `__init__`, and those that this calls. */
export const isPlainlyMade: (owner: FrameCode) => boolean = oncePer((owner: FrameCode) =>
  classesOf(owner).every(isPlain),
);

/** They decide how an object is made, or what setting an attribute does. */
const MAKING: ReadonlySet<string> = new Set(['__new__', '__setattr__', '__post_init__', '__init_subclass__']);

function isPlain(owner: FrameCode): boolean {
  const { node } = owner;
  if (node.nodeType !== 'ClassDef' || node.keywords.length > 0) return false;
  if (methodsOf(owner).some(({ scope }) => MAKING.has(scope.name))) return false;
  const around = owner.parent ?? owner;
  return (
    node.bases.every((base) => isHarmlessBase(base, around)) &&
    node.decorator_list.every((one) => DECORATORS.has(fullName(one.nodeType === 'Call' ? one.func : one, around)))
  );
}

const DECORATORS: ReadonlySet<string> = new Set(['dataclasses.dataclass', 'functools.total_ordering']);

const BASES: ReadonlySet<string> = new Set(
  'object Exception typing.NamedTuple typing.Protocol abc.ABC enum.Enum enum.IntEnum enum.StrEnum str int tuple'.split(
    ' ',
  ),
);

function isHarmlessBase(base: Expression, frame: FrameCode): boolean {
  if (base.nodeType === 'Name' && classNamed(base, frame) !== undefined) return true;
  return BASES.has(fullName(base, frame)) || isException(base, frame);
}

/** `ValueError`, `json.JSONDecodeError`: by their names, which all keep to. */
function isException(named: Expression, frame: FrameCode): boolean {
  return /(?:Error|Exception|Warning|Interrupt|Exit|Iteration)$/.test(dottedText(named)) && !isOfFile(named, frame);
}

function isOfFile(named: Expression, frame: FrameCode): boolean {
  return fullName(named, frame).startsWith('def:');
}

/** Whether a call makes an exception, or a named tuple: it changes nothing. */
export function makesPlainValue(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return isException(call.func, frame) || makesNamedTuple(call, frame);
}

/** `Job(1, 'print')` after `Job = namedtuple('Job', 'number name')` */
export function makesNamedTuple({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (func.nodeType !== 'Name') return false;
  const [only, ...others] = resolve(func.id, frame);
  const value = only?.binding.value;
  return (
    others.length === 0 &&
    value?.nodeType === 'Call' &&
    calledName(value, only?.frame ?? frame) === 'collections.namedtuple'
  );
}
