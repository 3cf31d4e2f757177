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
type Changes = { readonly isShrunk: boolean; readonly additions: readonly string[] };

export function changesOf(list: Expression, frame: FrameCode): Changes {
  const { isShrunk, additions } = changesBy(methodCallsOn(list, frame));
  const name = sourceText(list, frame);
  return { isShrunk: isShrunk || isCutElsehow(name, frame), additions: [...additions, ...addedLines(name, frame)] };
}

/** What happens to a list, and so to a set of its items; of many additions the first. */
const changesBy = oncePer((calls: readonly MethodCall[]) => {
  const additions = [...new Set(calls.flatMap((call) => addLine(call) ?? []))];
  const more =
    additions.length > MOST_ADDITIONS ? [`# and so in ${additions.length - MOST_ADDITIONS} more places`] : [];
  return {
    isShrunk: calls.some(({ method }) => SHRINKING.has(method)),
    additions: [...additions.slice(0, MOST_ADDITIONS), ...more],
  };
});

const MOST_ADDITIONS = 5;

/** `seen += more` */
function addedLines(name: string, frame: FrameCode): readonly string[] {
  return (addedTo(frame).get(name) ?? []).map(
    ({ node: { value } }) => `${name}_set.update(${sourceText(value, frame)})  # after line ${lastLineOf(value)}`,
  );
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
export function setLine(name: string, list: Expression, frame: FrameCode): string {
  const made = madeAt(list, frame);
  const where = made === undefined ? `once, where ${name} is made` : `after line ${made.lastLine}`;
  const attribute = selfAttribute(list, frame);
  const bound = attribute === null ? [] : attributeBindings(attribute, frame);
  // the body of a class knows no object
  const known = attribute !== null && bound.every((one) => one.frame.node.nodeType === 'ClassDef') ? attribute : name;
  return `${known}_set = set(${known})  # ${where}`;
}

/** `seen_set.add(key)` for `seen.append(key)`. */
function addLine({ method, receiver, code }: MethodCall): string | undefined {
  const item = code.node.args.at(-1);
  if (!LENGTHENING.has(method) || item === undefined) return undefined;
  const added = `${method === 'extend' ? 'update' : 'add'}(${sourceText(item, code.frame)})`;
  return `${sourceText(receiver, code.frame)}_set.${added}  # after line ${lastLineOf(code.node)}`;
}
