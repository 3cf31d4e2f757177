import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, codeAt, definedAs, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { calledName, selfName } from '../names.ts';
import { kindOf } from '../values/value-kind.ts';
import { rootOf } from './changed-itself.ts';
import { changedAt } from './drift-keys.ts';
import { isStoreElsewhere, lentKeys } from './escaped.ts';
import { ATTRIBUTES, type Key, keysChanged, PLAIN } from './keys-changed.ts';
import { receiversChanged } from './receivers-changed.ts';
import { isMaking } from './set-later.ts';

/** Where a thing is changed, or a part of it: `mine` of `mine.append(row)` after `mine = self.rows`. */
export type PartChange = { readonly part: Expression; readonly frame: FrameCode };

/** What anything in the file changes of what an attribute holds, of whichever object, by any of its names. Not what an object that is being made changes of its own. */
export function changesOfAttribute(attribute: string, { module }: FrameCode): readonly PartChange[] {
  return [`.${attribute}`, ATTRIBUTES].flatMap((key) => changesByKey(module).get(key) ?? []);
}

/** The same with all that is done to who knows what, where somebody else may have it: also who gave it. */
export function changesOfLent(asked: NodeOf<'Attribute'>, frame: FrameCode): readonly PartChange[] {
  const seen = changesOfAttribute(asked.attr, frame);
  const isLent = [...keysChanged(frame)(asked)].some((key) => lentKeys(frame.module).has(key));
  return isLent ? [...seen, ...changesOfUnknown(frame.module)] : seen;
}

/** What may change of what an attribute holds where it is asked for, while it stays the same one. */
export function changesOfAsked(asked: NodeOf<'Attribute'>, frame: FrameCode): readonly PartChange[] {
  if (PLAIN.test(kindOf(asked, frame))) return [];
  return isOpened(asked, frame) ? changesOfLent(asked, frame) : changesOfAttribute(asked.attr, frame);
}

/** `item.rows` of `len(item.rows)`; of `item.size` that stands alone, or is reckoned with, nothing more is asked. */
export function isOpened(asked: Expression, frame: FrameCode): boolean {
  let node: SyntaxNode = asked;
  let around = codeAt(asked, frame)?.parent ?? null;
  for (; around !== null && PASSING.has(around.node.nodeType); around = around.parent) ({ node } = around);
  return around !== null && opens(around, node);
}

function opens({ node, frame }: CodeNode, asked: SyntaxNode): boolean {
  if (isComprehension(node)) return node.generators.some(({ iter }) => iter === asked);
  if (node.nodeType === 'Compare') return node.left !== asked && node.ops.some(({ nodeType }) => /In$/.test(nodeType));
  if (node.nodeType === 'Call') return !RECKONING.test(calledName(node, frame));
  return OPENING.has(node.nodeType);
}

const PASSING: ReadonlySet<string> = new Set(['IfExp', 'BoolOp', 'NamedExpr', 'Keyword']);

const OPENING: ReadonlySet<string> = new Set(['Attribute', 'Subscript', 'Starred', 'For', 'FormattedValue']);

const RECKONING = /^(abs|round|int|float|math\.\w+)$/;

/** By what is changed with a part of it: `.rows` and `.page` of `self.page.rows[0]`, and of `row` in `for row in self.page.rows`. */
export const changesByKey: (module: ModuleCode) => ReadonlyMap<Key, readonly PartChange[]> = oncePer(({ frames }) =>
  groupBy(frames.flatMap(changesIn), ({ part, frame }) => [
    ...new Set(holders(part).flatMap((one) => [...keysChanged(frame)(one)])),
  ]),
);

/** Without what has it as an attribute: of `self.page.rows[0]` only `.rows`, which who asks a page for it has to name. */
export const changesOfItself: (module: ModuleCode) => ReadonlyMap<Key, readonly PartChange[]> = oncePer(({ frames }) =>
  groupBy(frames.flatMap(changesIn), ({ part, frame }) => [
    ...new Set(holders(part, (at) => isPlainAttribute(at, frame)).flatMap((one) => [...keysChanged(frame)(one)])),
  ]),
);

function changesIn(frame: FrameCode): readonly PartChange[] {
  const self = isMaking(frame) ? selfName(frame) : null;
  const parts = [...receiversChanged(frame), ...addedTo(frame)];
  return parts.filter((part) => self === null || rootOf(part) !== self).map((part) => ({ part, frame }));
}

/** `rows` of `rows += more`: a list stays the same one. */
function addedTo(frame: FrameCode): readonly Expression[] {
  return nodesOf(frame, 'AugAssign').flatMap(({ node: { target, value } }) =>
    target.nodeType === 'Name' && !PLAIN.test(kindOf(value, frame)) ? [target] : [],
  );
}

/** A thing, and what it is a part of. */
function holders(part: Expression, isLast: (at: Expression) => boolean = () => false): readonly Expression[] {
  const found = [part];
  for (let at = part; at.nodeType === 'Attribute' || at.nodeType === 'Subscript'; at = at.value) {
    if (isLast(at)) break;
    if (at.value.nodeType !== 'Subscript') found.push(at.value);
  }
  return found;
}

/** No property, which may give something of another name. */
function isPlainAttribute(at: Expression, frame: FrameCode): boolean {
  return at.nodeType === 'Attribute' && at.attr !== '__dict__' && definedAs(at.attr, frame).length === 0;
}

const changesOfUnknown = oncePer(({ frames }: ModuleCode): readonly PartChange[] =>
  frames.flatMap((frame) => {
    const added = new Set(addedTo(frame));
    const codes = frame.nodes.filter(
      (code) => isStoreElsewhere(code) && (code.node.nodeType !== 'AugAssign' || added.has(code.node.target)),
    );
    return codes.flatMap(changedAt).map((part) => ({ part, frame }));
  }),
);
