import { type Expression, isComprehension, isFunctionNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { calledName, methodCalled, selfAttribute } from '../names.ts';
import { isChangedByGiver, isChangedLater } from './changed-later.ts';
import { isSameInEveryCall, namesBoundBy } from './invariance.ts';
import { isPureExpression } from './pure-frame.ts';
import { attributesSetLater } from './set-later.ts';
import { onlyGetsItems } from './ways-to-change.ts';

/**
 * The table from whose items some values are made, where each call of the function walks the same one and nothing changes
 * it: `ZONES` for `cidr` of `for name, cidr in ZONES`, `self.register` for `company.name` of
 * `for company in self.register`. undefined for all else. `growing`: or where more items are put in, of which each stays
 * as it is.
 */
export function tableWalked(
  values: readonly Expression[],
  code: CodeNode,
  may: 'stay' | 'growing' = 'stay',
): Expression | undefined {
  const { frame, loops } = code;
  if (!isFunctionNode(frame.node) && frame.node.nodeType !== 'Lambda') return undefined;
  for (const loop of loops) {
    const table = tableOf(loop, frame);
    if (table === undefined || !areOfItems(values, loop, frame)) continue;
    const attribute = selfAttribute(table, frame);
    const isGrowing = may === 'growing' && attribute !== null && onlyGetsItems(attribute, frame);
    const isSteady = isSameInEveryCall(table, frame) && (isGrowing || !isChangedLater(table, frame));
    return isSteady && (attribute === null || !isChangedByGiver(attribute, frame)) ? table : undefined;
  }
  return undefined;
}

function tableOf(loop: LoopNode, frame: FrameCode): Expression | undefined {
  if (loop.nodeType === 'While') return undefined;
  if (!isComprehension(loop)) return wholeOf(loop.iter, frame);
  const [clause, ...others] = loop.generators;
  return clause === undefined || others.length > 0 ? undefined : wholeOf(clause.iter, frame);
}

/** `RULES` of `enumerate(RULES)` and `RULES.items()` */
function wholeOf(walked: Expression, frame: FrameCode): Expression | undefined {
  if (walked.nodeType !== 'Call') return walked;
  const name = calledName(walked, frame);
  if (name === 'range') return undefined; // numbers that are counted out are no table
  if (WALKS.has(name) && walked.args[0] !== undefined) return walked.args[0];
  return (VIEWS.has(name) ? methodCalled(walked, frame)?.receiver : undefined) ?? walked;
}

const WALKS: ReadonlySet<string> = new Set(['enumerate', 'reversed', 'sorted', 'list', 'tuple', 'iter']);

const VIEWS: ReadonlySet<string> = new Set(['.items', '.values', '.keys']);

/** They are made of what the loop binds, and of what is the same in every call. */
function areOfItems(values: readonly Expression[], loop: LoopNode, frame: FrameCode): boolean {
  const bound = namesBoundBy(loop);
  const later = attributesSetLater(frame.module);
  const nodes = values.flatMap((value) => [...walkSyntax(value)]);
  return (
    nodes.some((node) => node.nodeType === 'Name' && bound.has(node.id)) &&
    values.every((value) => isPureExpression(value, frame)) &&
    nodes.every((node) => {
      if (node.nodeType === 'Attribute') return !later.has(node.attr);
      return node.nodeType !== 'Name' || bound.has(node.id) || isSameInEveryCall(node, frame);
    }) &&
    values.every((value) => !isChangedLater(value, frame))
  );
}
