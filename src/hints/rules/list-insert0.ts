import type { Expression, NodeOf } from '../../source/syntax.ts';
import { loopThatBegins } from '../code/loops/accumulation.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { isSliced, sortsItself } from '../code/loops/method-calls-on.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled, selfAttribute } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { asDeque, madeAt } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { weighOwnTime } from '../weigh.ts';
import { weighFrontOfList } from '../weigh-front.ts';

/**
 * Items inserted at the front of a list
 *
 * ## What it finds
 *
 * `items.insert(0, item)` and `items[:0] = [item]`, again and again, on a list that is long: calls that take no longer than
 * an `append` are not reported.
 *
 * ## Why it costs
 *
 * A list is one array of references with room at its end. To put one in front, all others move one place.
 *
 * ## Example
 *
 *     for event in events:
 *         newest_first.insert(0, event)
 *
 * ## Instead
 *
 *     newest_first = deque()
 *     for event in events:
 *         newest_first.appendleft(event)
 *
 * with `from collections import deque`; or `append` and one `reverse()` at the end.
 *
 * ## When it does not matter
 *
 * While the list holds less than some hundred items.
 */
export const listInsert0: HintRule = {
  id: 'list-insert0',
  title: 'items inserted at the front of a list',
  article: 'built-ins',
  priority: 1,
  fix: 'Use collections.deque and appendleft, or append and reverse once.',
  callees: ['list.insert'],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => insertSite(code, frame) ?? []),
    ...nodesOf(frame, 'Assign').flatMap((code) => sliceSite(code, frame) ?? []),
  ],
  weigh: (site, evidence) =>
    site.variant === 'insert'
      ? weighFrontOfList(site, evidence, 'list.insert')
      : weighOwnTime(site, evidence, { what: `moving the items in ${site.subject}` }),
};

function insertSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args } = code.node;
  const method = methodCalled(code.node, frame);
  if (method?.name !== 'insert' || args.length !== 2 || !isConstant(args[0], 0)) return undefined;
  const kind = kindOf(method.receiver, method.frame);
  if (kind !== 'list' && kind !== 'unknown') return undefined;
  const before = sourceText(code.node, frame);
  const item = args[1] === undefined ? '' : sourceText(args[1], frame);
  return { code, subject: before, variant: 'insert', fix: fixOf(before, item, method.receiver, method.frame) };
}

function fixOf(before: string, item: string, list: Expression, frame: FrameCode): Fix {
  const name = sourceText(list, frame);
  const reversed = `Append, and reverse ${name} once`;
  if (sortsItself(list, frame))
    return { text: `${reversed}: a deque could not sort itself, as ${name} does in this file.`, before };
  if (isSliced(list, frame))
    return { text: `${reversed}: a deque has no slices, which this file takes of ${name}.`, before };
  const text = `Make ${name} a collections.deque (which cannot be sliced), or append and reverse it once.`;
  const made = madeAt(list, frame);
  const call = `${name}.appendleft(${item})`;
  if (made === undefined) return { text, before, after: `${call}  # with ${name} a collections.deque` };
  return { text, before, after: `${asDeque(name, made, frame)}\n${call}` };
}

/** `items[:0] = [item]` */
function sliceSite(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target, ...others] = code.node.targets;
  if (target?.nodeType !== 'Subscript' || others.length > 0 || target.slice.nodeType !== 'Slice') return undefined;
  const { lower, upper } = target.slice;
  const isFront = (lower === undefined || isConstant(lower, 0)) && upper !== undefined && isConstant(upper, 0);
  if (!isFront || kindOf(target.value, frame) !== 'list') return undefined;
  return {
    code,
    subject: sourceText(code.node, frame),
    variant: 'slice',
    begunIn: loopThatBegins(targetText(target.value), code),
    isLasting: selfAttribute(target.value, frame) !== null,
  };
}
