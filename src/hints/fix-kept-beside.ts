import type { Expression } from '../source/syntax.ts';
import { lastLineOf } from '../source/syntax.ts';
import { freeEnding } from './code/free-name.ts';
import type { FrameCode } from './code/module-code.ts';
import { attributeBindings, selfAttribute } from './code/names.ts';
import { sourceText } from './code/source-text.ts';
import { madeAt } from './code/values/made-at.ts';
import { isOnlyAsked, methodAt, usesOfList } from './code/values/uses-of-list.ts';

/** What is kept beside a list: how its name ends, what it is of the items that are there, and what it does with one more. */
type Kept = {
  readonly ending: string;
  readonly made: (list: string) => string;
  readonly empty: string;
  readonly more: (kept: string, item: string, list: string) => string;
};

/** Its name, and the lines that make it and keep it along. */
type Beside = { readonly kept: string; readonly lines: readonly string[]; readonly frames: readonly FrameCode[] };

/** For a list that is made in one place and gets its items by `append` alone; undefined where more happens to it. */
export function keptBeside(
  list: Expression,
  { ending, made, empty, more }: Kept,
  frame: FrameCode,
): Beside | undefined {
  const at = madeAt(list, frame);
  const uses = usesOfList(list, frame);
  const name = sourceText(list, frame);
  const end = freeEnding(name, ending, frame);
  if (at === undefined || uses === undefined || end === undefined || isOfClass(list, frame)) return undefined;
  const appends = uses.flatMap((use) => (methodAt(use)?.name === 'append' ? [use] : []));
  if (appends.length > MOST_PLACES || uses.some((use) => !appends.includes(use) && !isOnlyAsked(use))) return undefined;
  const steps = appends.flatMap((use) => {
    const call = methodAt(use)?.call;
    const [item] = call?.node.args ?? [];
    if (call?.parent?.node.nodeType !== 'Expr' || item === undefined) return [];
    const owner = sourceText(use.node, use.frame);
    return [
      `${more(`${owner}${end}`, itemText(item, owner, use.frame), owner)}  # after line ${lastLineOf(call.node)}`,
    ];
  });
  if (steps.length < appends.length) return undefined;
  const begun = at.value === '[]' ? empty : made(name);
  return {
    kept: `${name}${end}`,
    lines: [`${name}${end} = ${begun}  # after line ${at.lastLine}`, ...steps],
    frames: appends.map((use) => use.frame),
  };
}

/** What is worked out for the list is not worked out again: it is its last. */
function itemText(item: Expression, list: string, frame: FrameCode): string {
  const isPlain = item.nodeType === 'Name' || item.nodeType === 'Constant';
  return isPlain ? sourceText(item, frame) : `${list}[-1]`;
}

const MOST_PLACES = 4;

/** The body of a class knows no object. */
function isOfClass(list: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(list, frame);
  return (
    attribute !== null && attributeBindings(attribute, frame).some((one) => one.frame.node.nodeType === 'ClassDef')
  );
}
