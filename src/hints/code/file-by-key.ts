import type { Binding } from '../../source/bindings.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePerDepth } from '../../text/lazily.ts';
import { isConstant } from './loops/consumption.ts';
import { type CodeNode, type FrameCode, isLoop, nodesOf } from './module-code.ts';
import { attributesNamed, bindingsOf, calledName, selfName, statementAround } from './names.ts';
import { callsRepeatedWith } from './opened-beside.ts';
import { argumentsFor } from './values/call-arguments.ts';
import { isOpening } from './written-beside.ts';

/**
 * What the name of a file is made of: a part of a record that many have alike (`few`), one that may be the record's own
 * (`unsure`), or something else, or what is another each time (`none`).
 */
export type FileKey = 'few' | 'unsure' | 'none';

/**
 * `os.path.join(folder, row['city'] + '.csv')` of a `row` that a loop or a caller brings, where one line is written: rows of
 * one city may come again. What is written out of a group of rows opens each file once.
 */
export function keyOfFile(path: Expression, code: CodeNode): FileKey {
  const isOfMany = [...walkSyntax(statementAround(code).node)].some(
    (node) => isLoop(node) || (node.nodeType === 'Attribute' && /^write\w+s$/.test(node.attr)),
  );
  if (isOfMany) return 'none';
  const parts = partsOf(path, code.frame, code.loops.length > 0);
  if (parts.some(isAnotherEachTime)) return 'none';
  const keys = parts.filter(isPartOfItem);
  if (keys.length === 0) return 'none';
  return keys.some(varies) && !keys.some((key) => isOfOneRecord(key) || isOneOfMany(key)) ? 'few' : 'unsure';
}

type Part = {
  readonly node: SyntaxNode;
  readonly frame: FrameCode;
  /** The loop that repeats it is in this frame: what stands before that is the same each time. */
  readonly isInLoop: boolean;
};

const DEEPEST = 3;

/** With those of the names that it is made of, and of what callers give for them, up to the loop that repeats it. */
function partsOf(value: Expression, frame: FrameCode, isInLoop: boolean, depth: number = 0): readonly Part[] {
  const nodes = [...walkSyntax(value)];
  const within = new Set(nodes.flatMap((node) => (wholeOf(node) === node ? [] : [...walkSyntax(wholeOf(node))])));
  // where an item comes from says nothing of what it has: `city` of the customer with a number
  const items = new Set(nodes.flatMap((node) => (isPartOfItem({ node, frame, isInLoop }) ? itemOf(node) : [])));
  return nodes.flatMap((node): readonly Part[] => {
    if (within.has(node)) return [];
    const isFollowed = node.nodeType === 'Name' && depth < DEEPEST && !items.has(node);
    const bound = isFollowed ? bindingsOf(node.id, frame) : [];
    const made = bound.flatMap(({ binding }) => partsBehind(binding, frame, isInLoop, depth + 1));
    return [{ node, frame, isInLoop }, ...made];
  });
}

function partsBehind(
  { kind, target, value, loopDepth }: Binding,
  frame: FrameCode,
  isInLoop: boolean,
  depth: number,
): readonly Part[] {
  if (isInLoop && loopDepth === 0) return [];
  if (kind === 'assignment') return value === null ? [] : partsOf(value, frame, isInLoop, depth);
  if (kind !== 'argument') return [];
  return argumentsFor(target, frame).flatMap(({ value: given, frame: caller, call }) =>
    call === null || isOnFile(call) ? [] : partsOf(given, caller, call.loops.length > 0, depth),
  );
}

/** `out.write(line)` in `with open(path) as out`, which is no call of a method `write` of the file. */
function isOnFile({ node: { func }, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const owner = func.nodeType === 'Attribute' && func.value.nodeType === 'Name' ? func.value.id : '';
  const bound = bindingsOf(owner, frame);
  return bound.length > 0 && bound.every(({ binding: { value } }) => value !== null && isOpening(value, frame));
}

function itemOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.nodeType === 'Subscript' || node.nodeType === 'Attribute' ? [node.value] : [];
}

/** `row['city']`, `row.city`, `city` of `for city, line in rows`, `at % 8`. */
function isPartOfItem({ node, frame, isInLoop }: Part): boolean {
  if (wholeOf(node) !== node) return true;
  if (node.nodeType === 'Name') return isUnpacked(node.id, frame);
  if (node.nodeType !== 'Subscript' && node.nodeType !== 'Attribute') return false;
  const { value } = node;
  if (value.nodeType !== 'Name' || value.id === selfName(frame)) return false;
  const bound = bindingsOf(value.id, frame);
  return bound.length > 0 && bound.every(({ binding }) => isItem(binding, isInLoop));
}

function isItem({ kind, loopDepth }: Binding, isInLoop: boolean): boolean {
  return kind === 'loop' || (kind === 'argument' ? !isInLoop : kind === 'assignment' && loopDepth > 0);
}

/** What many have a part of alike: `number` of `number % 8`, `mail` of `mail.split('@')[1]`, `name` of `name[:2]`. */
function wholeOf(node: SyntaxNode): SyntaxNode {
  if (node.nodeType === 'BinOp' && node.op.nodeType === 'Mod') {
    const isNumber = node.right.nodeType === 'Constant' && typeof node.right.value === 'number';
    return isNumber && node.left.nodeType !== 'Constant' ? node.left : node;
  }
  if (node.nodeType !== 'Subscript') return node;
  const { slice, value } = node;
  if (slice.nodeType === 'Slice') return isBeginning(slice, [1, 2]) ? value : node;
  const isParted = value.nodeType === 'Call' && value.func.nodeType === 'Attribute' && PARTING.has(value.func.attr);
  const [given] = isParted ? value.args : [];
  const isOfMail = given?.nodeType === 'Constant' && given.value === '@' && !isConstant(slice, 0);
  return isOfMail && value.nodeType === 'Call' && value.func.nodeType === 'Attribute' ? value.func.value : node;
}

const PARTING: ReadonlySet<string> = new Set(['split', 'rsplit', 'partition', 'rpartition']);

/** So many files may be open at once. */
const MOST_OPEN = 200;

/** `number % 10007`, `name[:2]`: of two letters there are some hundred, or thousands. */
function isOneOfMany({ node }: Part): boolean {
  if (node.nodeType === 'BinOp') {
    const { right } = node;
    return right.nodeType === 'Constant' && typeof right.value === 'number' && right.value > MOST_OPEN;
  }
  return node.nodeType === 'Subscript' && node.slice.nodeType === 'Slice' && !isBeginning(node.slice, [1]);
}

/** `[:2]`, where it has one of these lengths. */
function isBeginning({ lower, upper, step }: NodeOf<'Slice'>, lengths: readonly number[]): boolean {
  return lower == null && step == null && upper != null && lengths.some((length) => isConstant(upper, length));
}

/** The keys of a dict, of groups and of counted items come once each. */
function isUnpacked(name: string, frame: FrameCode): boolean {
  const loops = nodesOf(frame, 'For').filter(
    ({ node: { target } }) =>
      target.nodeType === 'Tuple' && target.elts.some((one) => one.nodeType === 'Name' && one.id === name),
  );
  return loops.length > 0 && loops.every(({ node: { iter } }) => !isOfDifferent(iter, frame));
}

/** `sorted(groups.items())`, also by a name. */
function isOfDifferent(walked: Expression, frame: FrameCode): boolean {
  const bound = walked.nodeType === 'Name' ? bindingsOf(walked.id, frame) : [];
  const values = [walked, ...bound.flatMap(({ binding: { value } }) => value ?? [])];
  return values
    .flatMap((value) => [...walkSyntax(value)])
    .some((node) => node.nodeType === 'Call' && OF_DIFFERENT.test(calledName(node, frame)));
}

const OF_DIFFERENT = /^(enumerate|.*groupby|\.items|\.most_common|.*Counter|set|dict)$/;

/** What an item is a part of comes from a loop: `config.folder` of an argument is the same for all. */
function varies({ node, frame }: Part): boolean {
  if (wholeOf(node) !== node) return true;
  if (node.nodeType !== 'Subscript' && node.nodeType !== 'Attribute') return true;
  return node.value.nodeType === 'Name' && isOfLoop(node.value.id, frame, 0);
}

const isOfLoop: (name: string, frame: FrameCode, depth: number) => boolean = oncePerDepth((name, frame, depth) =>
  bindingsOf(name, frame).some(({ binding: { kind, target, loopDepth } }) => {
    if (kind !== 'argument') return kind === 'loop' || loopDepth > 0;
    return (
      depth < DEEPEST &&
      argumentsFor(target, frame).some(({ value, frame: caller, call }) => {
        if (value.nodeType === 'Name') return isOfLoop(value.id, caller, depth + 1);
        return call !== null && call.loops.length > 0 && value.nodeType !== 'Constant';
      })
    );
  }),
);

/** `row['order_id']` and `row['email']` may be another for each row, or not. */
function isOfOneRecord({ node }: Part): boolean {
  const name =
    node.nodeType === 'Attribute'
      ? node.attr
      : node.nodeType === 'Name'
        ? node.id
        : node.nodeType === 'Subscript' && node.slice.nodeType === 'Constant'
          ? String(node.slice.value)
          : '';
  return OF_ONE_RECORD.test(name);
}

const OF_ONE_RECORD =
  /(^|[_\W])(id|uuid|guid|key|name|title|number|no|nr|num|index|serial|slug|time|stamp|timestamp|e?mail|hash|digest|md5|sha\d*|token|path|file|filename|url|uri|phone|sku|isbn|ean)$|[a-z]I[dD]$/i;

/** `uuid.uuid4()`, `next(numbers)`, `self.written` that each call counts up, the number of a pass. */
function isAnotherEachTime({ node, frame }: Part): boolean {
  if (node.nodeType === 'Call') return ANOTHER.test(calledName(node, frame));
  if (node.nodeType === 'Attribute') {
    return attributesNamed(node.attr, frame).some(({ binding: { kind } }) => kind === 'augmented');
  }
  if (node.nodeType !== 'Name') return false;
  const isCounted = bindingsOf(node.id, frame).some(({ binding: { kind } }) => kind === 'augmented');
  return (isCounted && !isTextMadeLonger(node.id, frame)) || isNumberOfPass(node.id, frame);
}

const ANOTHER = /^(uuid\.|secrets\.|tempfile\.|time\.\w*(time|counter|monotonic)|next$|id$|len$)/;

function isTextMadeLonger(name: string, frame: FrameCode): boolean {
  return nodesOf(frame, 'AugAssign').some(
    ({ node: { target, value } }) => target.nodeType === 'Name' && target.id === name && value.nodeType !== 'Constant',
  );
}

function isNumberOfPass(name: string, frame: FrameCode): boolean {
  return nodesOf(frame, 'For').some(({ node: { target, iter } }) => {
    if (iter.nodeType !== 'Call') return false;
    const called = calledName(iter, frame);
    const counter =
      called === 'enumerate' && target.nodeType === 'Tuple' ? target.elts[0] : called === 'range' ? target : undefined;
    return counter?.nodeType === 'Name' && counter.id === name;
  });
}

/** `os.path.getsize(path)` in the same pass: it finds what was written so far. Whether it is there tells of its first line. */
export function isUsedBeside(path: Expression, code: CodeNode): boolean {
  const { frame } = code;
  const uses = nodesOf(frame, 'Name').filter(
    (one) => path.nodeType === 'Name' && one.node.id === path.id && !isAskedIfThere(one),
  );
  return uses.length > 2 || callsRepeatedWith(code).some(isOfFiles);
}

/** `text.replace(a, b)` is no `path.replace(to)`. */
function isOfFiles({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const called = calledName(node, frame);
  return OF_FILES.test(called) && (called !== '.replace' || node.args.length === 1);
}

/** `is_new = not os.path.exists(path)`; where it decides whether the file is opened, each is opened once. */
function isAskedIfThere(code: CodeNode): boolean {
  const { parent, frame } = code;
  const at = parent?.node.nodeType === 'Attribute' ? parent.parent?.node : parent?.node;
  if (at?.nodeType !== 'Call' || statementAround(code).node.nodeType !== 'Assign') return false;
  return /\.(exists|isfile|is_file)$/.test(calledName(at, frame));
}

const OF_FILES =
  /^(os\.(?!path\.(join|\w*name|splitext|exists|isfile)$|fspath|(make|mk)dirs?$)|shutil|subprocess|glob)|^\.(tell|stat|read_\w+|unlink|rename|replace)$/;
