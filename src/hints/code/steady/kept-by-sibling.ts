import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, classAround, type FrameCode, methodsOf, nodesOf } from '../module-code.ts';
import { selfAttribute, selfName } from '../names.ts';
import { sourceText } from '../source-text.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isParameter } from './asked-again.ts';
import { changersOf } from './changed-later.ts';
import { withCalled } from './pure-frame.ts';
import { isOnlyRead } from './result-use.ts';
import { attributesSetLater, isMaking } from './set-later.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/**
 * The method of the same class that keeps what the same call gives: `page` with `self.pages[name] = self.parse(self.sources[name])`
 * beside `return self.parse(self.sources[name])`. What the program shares there it can share here, if it is asked for the same.
 */
export function siblingThatKeeps(code: Call, callee: FrameCode): FrameCode | undefined {
  const owner = classAround(code.frame);
  if (owner === null || !withCalled(callee).every(leavesObject)) return undefined;
  return methodsOf(owner).find((sibling) => sibling !== code.frame && keepsSame(code, sibling));
}

function keepsSame(code: Call, sibling: FrameCode): boolean {
  return (
    nodesOf(sibling, 'Assign').some(({ node: { targets, value } }) => {
      const table = targets.map((target) => tableOf(target, sibling)).find((one) => one !== undefined);
      return table !== undefined && isSameCall(code, value, sibling) && isLookedUp(table, code, sibling);
    }) && isSharedAlike(code, sibling)
  );
}

/** What it reads of its object stays as it is, and it counts nothing there: what was kept earlier is what it would make now. */
function leavesObject(frame: FrameCode): boolean {
  if (isMaking(frame)) return true;
  const later = attributesSetLater(frame.module);
  return nodesOf(frame, 'Attribute').every(
    ({ node }) =>
      selfAttribute(node, frame) === null || (!later.has(node.attr) && changersOf(node, frame).length === 0),
  );
}

/** `_pages` of `self._pages[name] = ...` */
function tableOf(target: Expression, frame: FrameCode): string | undefined {
  if (target.nodeType !== 'Subscript' || target.slice.nodeType !== 'Name') return undefined;
  return isParameter(target.slice.id, frame) ? (selfAttribute(target.value, frame) ?? undefined) : undefined;
}

/** Of the object and of one argument of the same name. */
function isSameCall({ node, frame }: Call, kept: Expression, sibling: FrameCode): boolean {
  const names = [...walkSyntax(kept)].flatMap((part) => (part.nodeType === 'Name' ? [part.id] : []));
  const given = new Set(names.filter((name) => name !== selfName(sibling)));
  return (
    sourceText(kept, sibling) === sourceText(node, frame) &&
    selfName(sibling) === selfName(frame) &&
    given.size === 1 &&
    [...given].every((name) => isParameter(name, sibling) && isParameter(name, frame))
  );
}

/** It is asked before it is put, and who changes what the call is given looks after it too. */
function isLookedUp(table: string, { node, frame }: Call, sibling: FrameCode): boolean {
  const timesNamed = (at: FrameCode): number =>
    nodesOf(at, 'Attribute').filter((one) => one.node.attr === table).length;
  const parts = givenValues(node).flatMap((value) => [...walkSyntax(value)]);
  const changers = parts.flatMap((part) => (part.nodeType === 'Attribute' ? changersOf(part, frame) : []));
  return timesNamed(sibling) > 1 && changers.every((changer) => timesNamed(changer) > 0);
}

/** Who gets it does nothing with it but what is done with the one that is kept. */
function isSharedAlike(code: Call, sibling: FrameCode): boolean {
  const asked = new Set(callsTo(sibling).map(methodAsked));
  const uses = code.parent?.node.nodeType === 'Return' ? callsTo(code.frame) : [code];
  const isAlike = (use: Call): boolean => {
    const method = methodAsked(use);
    return method === undefined ? isOnlyRead(use, use.frame) : asked.has(method);
  };
  return uses.length > 0 && uses.every(isAlike);
}

/** `render` of `site.page(name).render(scope)` */
function methodAsked({ parent }: Call): string | undefined {
  if (parent?.node.nodeType !== 'Attribute') return undefined;
  const around = parent.parent?.node;
  return around?.nodeType === 'Call' && around.func === parent.node ? parent.node.attr : undefined;
}
