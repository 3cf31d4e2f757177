import { lastName } from '../../source/dotted-text.ts';
import { isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { classAround, type FrameCode, type ModuleCode, methodsNamed, methodsOf, nodesOf } from './module-code.ts';
import { selfAttribute } from './names.ts';

/**
 * The methods of `str`, `bytes`, `bytearray`, `list`, `tuple`, `dict`, `set`, `frozenset`, `range`, `int`, `float`, of
 * files and of what `collections` has, as `dir()` of Python 3.13 lists them.
 */
export const BUILT_IN_METHODS: ReadonlySet<string> = new Set(
  `add append appendleft as_integer_ratio bit_count bit_length capitalize casefold center clear close conjugate copy
  count decode detach difference difference_update discard elements encode endswith expandtabs extend extendleft
  fileno find flush format format_map from_bytes fromhex fromkeys get getvalue hex index insert intersection
  intersection_update is_integer isalnum isalpha isascii isatty isdecimal isdigit isdisjoint isidentifier islower
  isnumeric isprintable isspace issubset issuperset istitle isupper items join keys ljust lower lstrip maketrans
  most_common move_to_end partition peek pop popitem popleft read read1 readable readinto readinto1 readline readlines
  reconfigure remove removeprefix removesuffix replace reverse rfind rindex rjust rotate rpartition rsplit rstrip seek
  seekable setdefault sort split splitlines startswith strip subtract swapcase symmetric_difference
  symmetric_difference_update tell title to_bytes total translate truncate union update upper values writable write
  writelines zfill`.split(/\s+/),
);

/** The property that is asked for: of the same object, or of whichever other the only one of that name. */
export function propertyMeant(asked: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const found = definitionOf(asked, frame);
  return found !== undefined && isProperty(found) ? found : undefined;
}

/** The method that is called: of the same object, or of whichever other the only one of that name, if no built-in type has such. */
export function methodMeant(called: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  if (BUILT_IN_METHODS.has(called.attr) && selfAttribute(called, frame) === null) return undefined;
  const found = definitionOf(called, frame);
  return found === undefined || isProperty(found) ? undefined : found;
}

/** Also one that is kept. */
export function isProperty({ node }: FrameCode): boolean {
  return isFunctionNode(node) && node.decorator_list.some((one) => PROPERTIES.has(lastName(one)));
}

const PROPERTIES: ReadonlySet<string> = new Set(['property', 'cached_property']);

/** Of another object none where anything in the file sets an attribute of that name: it may be that which is meant. */
function definitionOf(asked: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const { attr } = asked;
  const owner = selfAttribute(asked, frame) === null ? null : classAround(frame);
  if (owner !== null) return methodsOf(owner).find(({ scope }) => scope.name === attr);
  const [only, ...others] = methodsNamed(attr, frame);
  return others.length > 0 || attributesSet(frame.module).has(attr) ? undefined : only;
}

/** What anything in the file sets as an attribute, of whichever object, and the fields of its classes. */
const attributesSet = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(frames.flatMap((frame) => [...setBy(frame), ...fieldsOf(frame)])),
);

function setBy(frame: FrameCode): readonly string[] {
  return nodesOf(frame, 'Attribute').flatMap(({ node }) => (node.ctx.nodeType === 'Store' ? [node.attr] : []));
}

/** `total = 0` and `total: int` in the body of a class. */
function fieldsOf(frame: FrameCode): readonly string[] {
  if (frame.node.nodeType !== 'ClassDef') return [];
  return nodesOf(frame, 'Name').flatMap(({ node }) => (node.ctx.nodeType === 'Store' ? [node.id] : []));
}
