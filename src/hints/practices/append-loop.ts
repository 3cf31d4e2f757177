import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type AppendingLoop, appendingLoops } from '../code/appending-loops.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { blockText, shortText, sourceText } from '../code/source-text.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';

/** A loop that does nothing but append to a list, and map() with a lambda: what a comprehension says too. */
export const appendLoop: Practice = {
  id: 'append-loop',
  title: 'a list made by append, or by map() with a lambda',
  article: 'built-ins',
  match: (frame) => [...appendingLoops(frame).map((found) => loopSite(found, frame)), ...lambdaSites(frame)],
};

function loopSite(found: AppendingLoop, frame: FrameCode): PracticeSite {
  const { code, call } = found;
  return {
    code,
    subject: shortText(call, frame),
    figure: 'practice-append-loop/comprehension',
    fix: loopFix(found, frame),
  };
}

function loopFix({ code, list, item, condition }: AppendingLoop, frame: FrameCode): Fix {
  const text =
    'Write a comprehension. list(map(...)) is as good; map() alone makes no list and runs only when it is walked.';
  const before = blockText(code.node, frame);
  const isOneLine = [item, code.node.target, code.node.iter, condition ?? item].every(
    (part) => !sourceText(part, frame).includes('\n'),
  );
  if (!isOneLine || before.includes('#')) return { text };
  const test = condition === null ? '' : ` if ${sourceText(condition, frame)}`;
  const each = `for ${sourceText(code.node.target, frame)} in ${sourceText(code.node.iter, frame)}`;
  return { text, before, after: `${list} = [${sourceText(item, frame)} ${each}${test}]` };
}

function lambdaSites(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call').flatMap((code): PracticeSite[] => {
    const [lambda, items, ...others] = code.node.args;
    if (lambda?.nodeType !== 'Lambda' || items === undefined || others.length > 0) return [];
    if (calledName(code.node, frame) !== 'map') return [];
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
  const [only, ...others] = lambda.args.args;
  if (only === undefined || others.length > 0) return { text };
  const after = `(${sourceText(lambda.body, frame)} for ${only.arg} in ${sourceText(items, frame)})`;
  return { text, before: sourceText(code.node, frame), after };
}
