import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isInvariantIn } from '../steady/invariance.ts';
import { isPureExpression } from '../steady/pure-frame.ts';
import { rootsChanged } from '../steady/receivers-changed.ts';
import { attributesSetLater } from '../steady/set-later.ts';
import { loopThatBegins } from './accumulation.ts';
import { boundsOfPart, type Overlapping, slicedPart, steppedAt } from './overlapping.ts';

/**
 * The part over which a loop adds up whatever it makes of each item alone, and begins anew for each part: `total = 0`, then
 * `for a, b in zip(points[:at], points[1:at + 1]): total += metres(a, b)`.
 */
export function partAddedUp(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Overlapping['kind'] | undefined {
  const { target, iter, body, orelse } = code.node;
  const loop = code.loops.at(-1);
  const last = body.at(-1);
  const sum = last?.nodeType === 'If' && last.orelse.length === 0 && last.body.length === 1 ? last.body[0] : last;
  if (sum?.nodeType !== 'AugAssign' || sum.op.nodeType !== 'Add' || sum.target.nodeType !== 'Name') return undefined;
  const at = codeAt(sum, frame);
  if (orelse.length > 0 || at === undefined || loopThatBegins(sum.target.id, at) !== loop) return undefined;
  const names = new Set(namesIn(target));
  const made: Expression[] = last?.nodeType === 'If' ? [last.test, sum.value] : [sum.value];
  for (const step of body.slice(0, -1)) {
    if (step.nodeType !== 'Assign' || !step.targets.every(isOfNames)) return undefined;
    for (const one of step.targets) for (const name of namesIn(one)) names.add(name);
    made.push(step.value);
  }
  return made.every((value) => isOfItem(value, names, loop, frame)) ? partWalked(iter, code, frame) : undefined;
}

/** The same of `sum(metres(a, b) for a, b in zip(points[:at], points[1:at + 1]))`. */
export function partOfGenerator(walked: Expression, code: CodeNode, frame: FrameCode): Overlapping['kind'] | undefined {
  if (walked.nodeType !== 'GeneratorExp' && walked.nodeType !== 'ListComp') return undefined;
  const [clause, ...others] = walked.generators;
  if (clause === undefined || others.length > 0) return undefined;
  const names = namesIn(clause.target);
  const isKnown = [walked.elt, ...clause.ifs].every((value) => isOfItem(value, names, code.loops.at(-1), frame));
  return isKnown ? partWalked(clause.iter, code, frame) : undefined;
}

function isOfNames(target: SyntaxNode): boolean {
  return target.nodeType === 'Name' || (target.nodeType === 'Tuple' && target.elts.every(isOfNames));
}

/** `points[:at]`, `range(1, at + 1)`, `enumerate(points[:at])`, `zip(points[:at], points[1:at + 1])` */
function partWalked(iter: Expression, code: CodeNode, frame: FrameCode): Overlapping['kind'] | undefined {
  if (iter.nodeType !== 'Call') return slicedPart(iter, code, frame)?.kind;
  const [first, second, ...others] = iter.args;
  const name = calledName(iter, frame);
  if (first === undefined || iter.keywords.length > 0) return undefined;
  if (name === 'range' && others.length === 0) {
    const [lower, upper] = second === undefined ? [undefined, first] : [first, second];
    return boundsOfPart(lower, upper, code.loops.at(-1), frame);
  }
  if (name === 'enumerate') return slicedPart(first, code, frame)?.kind;
  if (name !== 'zip') return undefined;
  const [kind, ...kinds] = iter.args.map((part) => slicedPart(part, code, frame)?.kind);
  return kinds.every((one) => one === kind) ? kind : undefined;
}

/** It has another value for another item only: neither the place nor what is added up is in it. */
function isOfItem(
  value: Expression,
  names: ReadonlySet<string>,
  loop: LoopNode | undefined,
  frame: FrameCode,
): boolean {
  const later = attributesSetLater(frame.module);
  const stepped = steppedAt(loop, frame);
  const inner = new Set(
    [...walkSyntax(value)].flatMap((node) =>
      isComprehension(node) ? node.generators.flatMap(({ target }) => [...namesIn(target)]) : [],
    ),
  );
  return (
    isPureExpression(value, frame) &&
    [...walkSyntax(value)].every((node) => {
      if (node.nodeType === 'Attribute') return !later.has(node.attr);
      if (node.nodeType !== 'Name' || names.has(node.id) || inner.has(node.id)) return true;
      return !stepped.has(node.id) && isSteady(node, loop, frame);
    })
  );
}

function isSteady(name: NodeOf<'Name'>, loop: LoopNode | undefined, frame: FrameCode): boolean {
  if (loop !== undefined && bindingsOf(name.id, frame).length > 0) return isInvariantIn(name, loop, frame);
  return (
    !rootsChanged(frame).has(name.id) && bindingsOf(name.id, frame).every(({ binding }) => binding.kind === 'argument')
  );
}
