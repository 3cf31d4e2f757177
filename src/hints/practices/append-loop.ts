import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { type AppendingLoop, appendingLoops } from '../code/loops/appending-loops.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { blockText, clauseText, givenText, shortText, sourceText } from '../code/source-text.ts';
import { type AtOnce, filledAtOnce } from '../code/values/filled-at-once.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { isCheap, type MeasuredForm, pieceKind } from './as-measured.ts';

/** A loop that does nothing but append to a list, and map() with a lambda: what a comprehension says too. */
export const appendLoop: Practice = {
  id: 'append-loop',
  title: 'a list made by append, or by map() with a lambda',
  article: 'built-ins',
  match: (frame) => [...appendingLoops(frame).flatMap((found) => loopSite(found, frame) ?? []), ...lambdaSites(frame)],
};

function loopSite(found: AppendingLoop, frame: FrameCode): PracticeSite | undefined {
  const atOnce = filledAtOnce(found);
  if (atOnce === undefined) return undefined;
  return {
    code: found.code,
    subject: shortText(found.call, frame),
    ...formOf(found, atOnce),
    fix: loopFix(found, atOnce, frame),
  };
}

/** An item or a condition for which something is called makes more of the loop than was measured. */
function formOf({ item, condition, code }: AppendingLoop, atOnce: AtOnce): MeasuredForm {
  if (atOnce === 'joined') return { figure: 'practice-append-loop/extend-whole' };
  if (atOnce === 'listed') return { figure: 'practice-append-loop/list-whole' };
  const kind = pieceKind(item);
  if (condition !== null) {
    const isPart = kind !== 'whole' || !isCheap(condition, code.frame);
    return { figure: atOnce === 'made' ? 'practice-append-loop/filtered-whole' : NOT_MEASURED, isPart };
  }
  const isPlain = kind === 'whole' || kind === 'sum';
  const isPart = !isPlain && !isOfMethod(item);
  if (atOnce === 'extended') return { figure: isPlain ? NOT_MEASURED : 'practice-append-loop/extend', isPart };
  return { figure: `practice-append-loop/comprehension${isPlain ? `-${kind}` : ''}`, isPart };
}

/** `word.upper()`, and no function that may take any time. */
function isOfMethod(item: Expression): boolean {
  return (
    pieceKind(item) === 'call' &&
    item.nodeType === 'Call' &&
    item.args.length === 0 &&
    item.func.nodeType === 'Attribute' &&
    CHEAP.has(item.func.attr)
  );
}

const CHEAP: ReadonlySet<string> = new Set('upper lower strip lstrip rstrip title capitalize'.split(' '));

const ADVICE = {
  made: 'Write a comprehension. list(map(...)) is as good; map() alone makes no list and runs only when it is walked.',
  listed: 'list() takes them all in one step.',
  extended: 'Make the items of this loop in one step: extend() keeps what the list has.',
  joined: 'extend() takes them all in one step, and keeps what the list has.',
} as const;

function loopFix({ code, list, item, condition }: AppendingLoop, atOnce: AtOnce, frame: FrameCode): Fix {
  const text = ADVICE[atOnce];
  const before = blockText(code.node, frame);
  const { target, iter } = code.node;
  const isOneLine = [item, target, iter, condition ?? item].every((part) => !sourceText(part, frame).includes('\n'));
  if (!isOneLine || before.includes('#')) return { text };
  const test = condition === null ? '' : ` if ${clauseText(condition, frame)}`;
  const each = `for ${sourceText(target, frame)} in ${clauseText(iter, frame)}`;
  const items = `[${givenText(item, frame)} ${each}${test}]`;
  const whole = givenText(iter, frame);
  if (atOnce === 'listed') return { text, before, after: `${list} = list(${whole})` };
  if (atOnce === 'made') return { text, before, after: `${list} = ${items}` };
  return { text, before, after: `${list}.extend(${atOnce === 'joined' ? whole : items})` };
}

function lambdaSites(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call').flatMap((code): PracticeSite[] => {
    const [lambda, items, ...others] = code.node.args;
    if (lambda?.nodeType !== 'Lambda' || items === undefined || others.length > 0) return [];
    if (calledName(code.node, frame) !== 'map' || holds(lambda.body, WAITING)) return [];
    return [
      {
        code: isListed(code) ? (code.parent ?? code) : code,
        subject: shortText(code.node, frame),
        ...lambdaForm(lambda.body, isListed(code)),
        fix: lambdaFix(code, lambda, items, frame),
      },
    ];
  });
}

/** `list(map(...))`: then the list itself is what a comprehension makes. */
function isListed({ node, parent, frame }: CodeNode): boolean {
  const call = parent?.node;
  if (call?.nodeType !== 'Call' || calledName(call, frame) !== 'list' || call.keywords.length > 0) return false;
  return call.args.length === 1 && call.args[0] === node;
}

function lambdaForm(body: Expression, isList: boolean): MeasuredForm {
  const kind = pieceKind(body) === 'sum' ? '-sum' : '';
  const isPart = kind === '' && !isOfMethod(body);
  return { figure: `practice-append-loop/${isList ? 'map-lambda' : 'lazy'}${kind}`, isPart };
}

function lambdaFix(code: CodeNode, lambda: NodeOf<'Lambda'>, items: Expression, frame: FrameCode): Fix {
  const isList = isListed(code);
  const text = isList
    ? 'Write a list comprehension.'
    : 'Write a comprehension; in round brackets it is lazy, as map() is.';
  const { args, posonlyargs, kwonlyargs, vararg, kwarg } = lambda.args;
  const [only, ...others] = [...posonlyargs, ...args];
  const isMore = others.length + kwonlyargs.length > 0 || vararg != null || kwarg != null;
  if (only === undefined || isMore || holds(items, NO_CLAUSE)) return { text };
  const each = `${givenText(lambda.body, frame)} for ${only.arg} in ${clauseText(items, frame)}`;
  const after = isList ? `[${each}]` : `(${each})`;
  return { text, before: sourceText((isList ? code.parent : code)?.node ?? code.node, frame), after };
}

function holds(expression: Expression, kinds: ReadonlySet<string>): boolean {
  return [...walkSyntax(expression)].some(({ nodeType }) => kinds.has(nodeType));
}

/** What is no Python behind the `in` of a comprehension. */
const NO_CLAUSE: ReadonlySet<string> = new Set(['Starred', 'NamedExpr', 'Yield', 'YieldFrom', 'Await']);

/** What runs later, and would read the name of the comprehension in place of an argument of its own; and what yields. */
const WAITING: ReadonlySet<string> = new Set(['Lambda', 'GeneratorExp', 'NamedExpr', 'Yield', 'YieldFrom', 'Await']);
