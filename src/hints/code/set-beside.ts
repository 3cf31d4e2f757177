import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, lastLineOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type MethodCall, methodCallsOn } from './loops/method-calls-on.ts';
import { type FrameCode, groupBy, nodesOf } from './module-code.ts';
import { attributeBindings, bindingsOf, selfAttribute } from './names.ts';
import { sourceText } from './source-text.ts';
import { changedItself } from './steady/changed-itself.ts';
import { LENGTHENING } from './steady/changing-methods.ts';
import { handedToChangers } from './steady/handed-to-changers.ts';
import { otherNamesOf } from './steady/other-names.ts';
import { madeAt } from './values/made-at.ts';

/** What happens to a list, so that a set beside it can be kept alike: whether it loses items, and where it gets some. */
type Changes = { readonly isShrunk: boolean; readonly additions: readonly Addition[] };

/** What the set of a list is asked to do where the list gets items: `seen` and `add(key)`. */
type Addition = { readonly list: string; readonly step: string };

export function changesOf(list: Expression, frame: FrameCode): Changes {
  const { isShrunk, additions } = changesBy(methodCallsOn(list, frame));
  const name = sourceText(list, frame);
  return { isShrunk: isShrunk || isCutElsehow(name, frame), additions: [...additions, ...addedLines(name, frame)] };
}

/** A list with its set, which is called that with an ending: of many additions the first. */
export function setLines(
  { list, ending, question }: { readonly list: Expression; readonly ending: string; readonly question: string },
  additions: readonly Addition[],
  frame: FrameCode,
): string {
  const steps = [...new Set(additions.map(({ list: name, step }) => `${name}${ending}.${step}`))];
  const more = steps.length > MOST_ADDITIONS ? [`# and so in ${steps.length - MOST_ADDITIONS} more places`] : [];
  return [setLine(list, ending, frame), question, ...steps.slice(0, MOST_ADDITIONS), ...more].join('\n');
}

const MOST_ADDITIONS = 5;

const changesBy = oncePer(
  (calls: readonly MethodCall[]): Changes => ({
    isShrunk: calls.some(({ method }) => SHRINKING.has(method)),
    additions: calls.flatMap((call) => additionOf(call) ?? []),
  }),
);

/** `seen += more` */
function addedLines(name: string, frame: FrameCode): readonly Addition[] {
  return (addedTo(frame).get(name) ?? []).map(({ node: { value } }) => ({
    list: name,
    step: `update(${sourceText(value, frame)})  # after line ${lastLineOf(value)}`,
  }));
}

const addedTo = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'AugAssign'), ({ node: { op, target } }) =>
    op.nodeType === 'Add' ? [dottedText(target)] : [],
  ),
);

/** `del seen[0]`, `seen[at] = key`, `seen = seen[-50:]` */
function isCutElsehow(name: string, frame: FrameCode): boolean {
  const isCutAnew = bindingsOf(name, frame).some(
    ({ binding: { value } }) =>
      value?.nodeType === 'Subscript' && value.slice.nodeType === 'Slice' && dottedText(value.value) === name,
  );
  return isCutAnew || partsSet(frame).has(name) || changedElsewhere(frame).has(name);
}

const partsSet = oncePer(
  (frame: FrameCode): ReadonlySet<string> =>
    new Set(
      nodesOf(frame, 'Subscript').flatMap(({ node: { ctx, value } }) =>
        ctx.nodeType === 'Load' ? [] : [dottedText(value)],
      ),
    ),
);

/** By what the function hands it to, or by another name that it has there: then nothing says what the list gets. */
const changedElsewhere = oncePer(
  (frame: FrameCode): ReadonlySet<string> =>
    new Set([...handedToChangers(frame), ...otherNamesOf(changedItself(frame), frame)].map((one) => dottedText(one))),
);

/** Methods by which a list loses items. */
export const SHRINKING: ReadonlySet<string> = new Set(['pop', 'popleft', 'remove', 'clear']);

/** Where the set is made: beside the list. */
function setLine(list: Expression, ending: string, frame: FrameCode): string {
  const name = sourceText(list, frame);
  const made = madeAt(list, frame);
  const where = made === undefined ? `once, where ${name} is made` : `after line ${made.lastLine}`;
  const attribute = selfAttribute(list, frame);
  const bound = attribute === null ? [] : attributeBindings(attribute, frame);
  // the body of a class knows no object
  const known = attribute !== null && bound.every((one) => one.frame.node.nodeType === 'ClassDef') ? attribute : name;
  return `${known}${ending} = set(${known})  # ${where}`;
}

/** `seen_set.add(key)` for `seen.append(key)`. */
function additionOf({ method, receiver, code }: MethodCall): Addition | undefined {
  const item = code.node.args.at(-1);
  if (!LENGTHENING.has(method) || item === undefined) return undefined;
  const added = `${method === 'extend' ? 'update' : 'add'}(${sourceText(item, code.frame)})`;
  return { list: sourceText(receiver, code.frame), step: `${added}  # after line ${lastLineOf(code.node)}` };
}
