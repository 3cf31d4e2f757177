import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { type AppendingLoop, appendingLoops } from '../code/loops/appending-loops.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { blockText, clauseText, givenText, shortText, sourceText } from '../code/source-text.ts';
import { type AtOnce, filledAtOnce } from '../code/values/filled-at-once.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';

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
  const figure = `practice-append-loop/${FIGURES[atOnce]}`;
  return { code: found.code, subject: shortText(found.call, frame), figure, fix: loopFix(found, atOnce, frame) };
}

const FIGURES = { made: 'comprehension', extended: 'extend', joined: 'extend-whole' } as const;

const ADVICE = {
  made: 'Write a comprehension. list(map(...)) is as good; map() alone makes no list and runs only when it is walked.',
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
  if (atOnce === 'made') return { text, before, after: `${list} = ${items}` };
  return { text, before, after: `${list}.extend(${atOnce === 'joined' ? givenText(iter, frame) : items})` };
}

function lambdaSites(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call').flatMap((code): PracticeSite[] => {
    const [lambda, items, ...others] = code.node.args;
    if (lambda?.nodeType !== 'Lambda' || items === undefined || others.length > 0) return [];
    if (calledName(code.node, frame) !== 'map' || holds(lambda.body, WAITING)) return [];
    return [
      {
        code,
        subject: shortText(code.node, frame),
        figure: 'practice-append-loop/map-lambda',
        fix: lambdaFix(code, lambda, items, frame),
      },
    ];
  });
}

function lambdaFix(code: CodeNode, lambda: NodeOf<'Lambda'>, items: Expression, frame: FrameCode): Fix {
  const text = 'Write a comprehension; in round brackets it is lazy, as map() is.';
  const { args, posonlyargs, kwonlyargs, vararg, kwarg } = lambda.args;
  const [only, ...others] = [...posonlyargs, ...args];
  const isMore = others.length + kwonlyargs.length > 0 || vararg != null || kwarg != null;
  if (only === undefined || isMore || holds(items, NO_CLAUSE)) return { text };
  const after = `(${givenText(lambda.body, frame)} for ${only.arg} in ${clauseText(items, frame)})`;
  return { text, before: sourceText(code.node, frame), after };
}

function holds(expression: Expression, kinds: ReadonlySet<string>): boolean {
  return [...walkSyntax(expression)].some(({ nodeType }) => kinds.has(nodeType));
}

/** What is no Python behind the `in` of a comprehension. */
const NO_CLAUSE: ReadonlySet<string> = new Set(['Starred', 'NamedExpr', 'Yield', 'YieldFrom', 'Await']);

/** What runs later, and would read the name of the comprehension in place of an argument of its own; and what yields. */
const WAITING: ReadonlySet<string> = new Set(['Lambda', 'GeneratorExp', 'NamedExpr', 'Yield', 'YieldFrom', 'Await']);
