import {
  type Expression,
  givenWithObject,
  isComprehension,
  lastLineOf,
  lineOf,
  type NodeOf,
} from '../source/syntax.ts';
import { freeName } from './code/free-name.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from './code/module-code.ts';
import { resolve, statementAround } from './code/names.ts';
import { namesInAll } from './code/names-in.ts';
import { mentions, shortText, sourceText } from './code/source-text.ts';
import { isPartChangedIn } from './code/steady/drift-keys.ts';
import { isInvariantIn } from './code/steady/invariance.ts';
import { importLine } from './code/values/made-at.ts';
import { isAlwaysReached } from './evidence/passes.ts';
import type { Fix } from './rule.ts';

/** What an expression is worked out of, and in which loops all else that it depends on stays. */
type Hoisted = {
  readonly text: string;
  readonly of: readonly Expression[];
  readonly isSteadyIn?: (loop: LoopNode) => boolean;
  /** `norm` of `norm_of_v`, or the whole name of the value where it has one. */
  readonly called: string;
  readonly isNamed?: true;
};

/** The value worked out before the outermost loop that keeps it; in words where it is not reached in every pass, or may be refused there. */
export function fixBeforeLoop({ text, of, isSteadyIn, called, isNamed }: Hoisted, code: CodeNode<Expression>): Fix {
  const { frame, loops, node } = code;
  const loop = loops.find((one) => isKeptIn(one, of, frame) && isSteadyIn?.(one) !== false);
  const line = loop === undefined || !isPlainlyIn(loop, code) ? undefined : lineBefore(loop, frame);
  const bare = called.replace(/^.*\./, '');
  const first = isNamed === true ? bare : `${bare}_of_${wordsOf(node, frame)}`.slice(0, LONGEST);
  const kept = freeName([first, `its_${bare}`, `kept_${bare}`], frame);
  const before = sourceText(node, frame);
  if (line === undefined || kept === undefined || isLong(before)) return { text };
  return { text: `${text} ${EVEN_IF}`, before, after: `${kept} = ${before}  # before line ${line}\n${kept}` };
}

/** So that two values of one function have two names. */
const LONGEST = 30;

/** `v_1` of `scaled(v, 1)`, `row_cells` of `row.cells.copy()` */
function wordsOf(node: Expression, frame: FrameCode): string {
  const parts = node.nodeType === 'Call' ? givenWithObject(node) : [node];
  const words = parts.map((one) => shortText(one, frame)).join('_');
  return words.replace(/\W+/g, '_').replace(/^_|_$/g, '');
}

const EVEN_IF = 'There it is worked out even if the loop has nothing to go round for.';

function isKeptIn(loop: LoopNode, of: readonly Expression[], frame: FrameCode): boolean {
  return of.every(
    (value) => isInvariantIn(value, loop, frame) && !(value.nodeType === 'Name' && isPartChangedIn(loop, value, frame)),
  );
}

/** Each pass comes to it, as the first that could refuse its value, and its value is used. */
function isPlainlyIn(loop: LoopNode, code: CodeNode): boolean {
  const isLeft = nodesInLoop(loop, code.frame).some(
    ({ node }) => LEAVING.has(node.nodeType) && lineOf(node) < lineOf(code.node),
  );
  return !isLeft && isUsed(code) && isPlainBelow(loop, code) && isAlwaysReached(code, loop);
}

const LEAVING: ReadonlySet<string> = new Set(['Continue', 'Break', 'Return', 'Raise', 'Yield', 'YieldFrom', 'Await']);
const GUARDED: ReadonlySet<string> = new Set(['Try', 'TryStar', 'With', 'AsyncWith']);

function isUsed({ parent }: CodeNode): boolean {
  return parent?.node.nodeType !== 'Expr' && parent?.node.nodeType !== 'Await';
}

function isPlainBelow(loop: LoopNode, code: CodeNode): boolean {
  for (let at = code.parent; at !== null && at.node !== loop; at = at.parent) {
    if (GUARDED.has(at.node.nodeType)) return false;
  }
  return true;
}

/** The line of the statement that the loop is, or that a comprehension stands in, if something can stand before it. */
function lineBefore(loop: LoopNode, frame: FrameCode): number | undefined {
  const code = codeAt(loop, frame);
  if (code === undefined || frame.node.nodeType === 'ClassDef' || frame.node.nodeType === 'Lambda') return undefined;
  const { node } = isComprehension(loop) ? statementAround(code) : code;
  const isHead = node === loop || (SIMPLE.has(node.nodeType) && isAlwaysReached(code, node));
  return isHead ? lineOf(node) : undefined;
}

const SIMPLE: ReadonlySet<string> = new Set(['Return', 'Assign', 'AugAssign', 'AnnAssign', 'Expr']);

/** What would fill the screen. */
const MOST_LINES = 12;

function isLong(text: string): boolean {
  return text.split('\n').length > MOST_LINES;
}

/** The value made once when the module is loaded; in words where it is made of what is not there then. */
export function fixAtModule(text: string, name: string, { node, parent, frame }: CodeNode<Expression>): Fix {
  const place = placeInModule([node], frame);
  const [target] = parent?.node.nodeType === 'Assign' ? parent.node.targets : [];
  const own = target?.nodeType === 'Name' ? target.id : name;
  // two functions may have a table of the same name
  const kept = newModuleName([`${frame.scope.qualname}_${own}`.replace(/\W+/g, '_').toUpperCase()], frame);
  const before = sourceText(node, frame);
  if (place === undefined || kept === undefined || frame.parent === null || isLong(before)) return { text };
  return { text, before, after: `${kept} = ${before}  # ${place}\n${kept}` };
}

/** A function that keeps what it gave by what it was given, and how it is made: `compiled` of `re.compile`. */
export function keptFunction(
  of:
    | { readonly function: Expression }
    | { readonly module: string; readonly name: string }
    | { readonly name: string },
  names: readonly string[],
  frame: FrameCode,
): { readonly name: string; readonly made: string } | undefined {
  const top = topOf(frame);
  const isOwn = 'function' in of;
  const place = isOwn
    ? placeInModule([of.function], frame)
    : placeOfNames(['module' in of ? of.module : of.name], frame);
  const name = newModuleName(names, frame);
  if (place === undefined || name === undefined || isElsewhere('functools', frame)) return undefined;
  const called = isOwn ? sourceText(of.function, frame) : 'module' in of ? `${of.module}.${of.name}` : of.name;
  const imports = importLine('functools', top) + ('module' in of ? importLine(of.module, top) : '');
  return { name, made: `${imports}${name} = functools.lru_cache(maxsize=None)(${called})  # ${place}` };
}

/** A module that the function knows by an import of its own does not help at the top. */
function isElsewhere(name: string, frame: FrameCode): boolean {
  return resolve(name, frame).some(({ binding }) => binding.imported !== name);
}

function newModuleName(names: readonly string[], frame: FrameCode): string | undefined {
  return freeName(
    names.filter((name) => freeName([name], topOf(frame)) !== undefined),
    frame,
  );
}

function topOf(frame: FrameCode): FrameCode {
  return frame.parent === null ? frame : topOf(frame.parent);
}

function placeInModule(values: readonly Expression[], frame: FrameCode): string | undefined {
  return placeOfNames([...namesInAll(values)], frame);
}

/** Behind the last of what the names are, if each is bound once, by a statement of the module itself, which does no more to it. */
function placeOfNames(names: readonly string[], frame: FrameCode): string | undefined {
  if (mentions('import *', frame.module.source)) return undefined;
  const lines = names.map((name) => lineOfBinding(name, frame));
  if (lines.some((line) => line === undefined)) return undefined;
  const last = Math.max(0, ...lines.map((line) => line ?? 0));
  return last === 0 ? 'at the top of the module' : `after line ${last}`;
}

function lineOfBinding(name: string, frame: FrameCode): number | undefined {
  const bound = resolve(name, frame);
  const [only, ...others] = bound;
  if (only === undefined) return 0;
  const { binding, frame: owner } = only;
  const code = codeAt(binding.node, owner);
  const statement = code === undefined ? undefined : statementAround(code);
  const isPlain = others.length === 0 && owner.parent === null && KINDS.has(binding.kind);
  if (!isPlain || statement === undefined || statement.parent !== null) return undefined;
  return binding.kind === 'assignment' && isTouched(name, owner) ? undefined : lastLineOf(statement.node);
}

const KINDS: ReadonlySet<string> = new Set(['assignment', 'import', 'definition']);

/** The module itself does something to a list or dict between. */
function isTouched(name: string, top: FrameCode): boolean {
  return nodesOf(top, 'Name').some(
    ({ node }: { readonly node: NodeOf<'Name'> }) => node.id === name && node.ctx.nodeType === 'Load',
  );
}
