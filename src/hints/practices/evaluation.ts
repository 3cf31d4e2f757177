import type { NodeOf } from '../../source/syntax.ts';
import { isInvariantIn } from '../code/invariance.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix, Site } from '../rule.ts';
import { reCompile } from '../rules/re-compile.ts';

/** What is the same in each pass of a loop and worked out in each: a regex by its text, a cheap call. */
export const evaluation: Practice = {
  id: 'evaluation',
  title: 'the same evaluation in each pass of a loop',
  article: 'evaluations-outside-loop',
  match: (frame) => [...reCompile.match(frame).map(regexSite), ...callSites(frame)],
};

function regexSite({ code, subject, variant, fix }: Site): PracticeSite {
  const figure = variant === 'compile' ? 're-compile/compile' : 're-compile/module';
  return { code, subject, figure, fix: fix ?? { text: reCompile.fix } };
}

/** Calls that give the same for the same arguments, and that are about as cheap as the one that was measured. */
const CHEAP: ReadonlySet<string> = new Set(
  '.lower .upper .strip .lstrip .rstrip .replace .encode .decode str int float abs round min max'.split(' '),
);

function callSites(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call')
    .filter((code) => isSameEachTime(code, frame))
    .map((code) => ({
      code,
      subject: shortText(code.node, frame),
      figure: 'practice-evaluations',
      fix: fixOf(code, frame),
    }));
}

function isSameEachTime(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const innermost = code.loops.at(-1);
  if (innermost === undefined || !CHEAP.has(calledName(code.node, frame))) return false;
  return isInvariantIn(code.node, innermost, frame);
}

function fixOf({ node }: CodeNode, frame: FrameCode): Fix {
  const before = sourceText(node, frame);
  return {
    text: 'Work it out once, before the loop, if nothing in the loop changes what it is made of.',
    before,
    after: `same = ${before}  # before the loop\nsame`,
  };
}
