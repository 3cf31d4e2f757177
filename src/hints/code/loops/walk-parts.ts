import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { isProperty } from '../method-meant.ts';
import { type FrameCode, methodsNamed, nodesOf } from '../module-code.ts';
import { calledName } from '../names.ts';
import { attributesChangedLater, setsUnnamed } from '../steady/fixed-function.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { framesMeant, isPureExpression, withCalled } from '../steady/pure-frame.ts';
import { attributesSetLater, keysSet } from '../steady/set-later.ts';

/** What a comprehension walks, and the names from outside that its parts use. */
export function walkParts(made: ComprehensionNode, frame: FrameCode): readonly Expression[] | undefined {
  const [first] = made.generators;
  const names = namesFromOutside(made, frame);
  if (first === undefined || names === undefined || isForTrial(first.iter, frame)) return undefined;
  return [...walkSyntax(made)].some((node) => isChangedPart(node, frame)) ? undefined : [first.iter, ...names];
}

/** The names that a comprehension of one clause takes from outside; undefined where it does more than take parts. */
export function namesFromOutside(made: ComprehensionNode, frame: FrameCode): readonly NodeOf<'Name'>[] | undefined {
  if (made.generators.length !== 1 || !isPureExpression(made, frame)) return undefined;
  const bound = namesBoundBy(made);
  const inside = [...walkSyntax(made)];
  if (inside.some((node) => (isComprehension(node) && node !== made) || node.nodeType === 'Lambda')) return undefined;
  return inside.flatMap((node) =>
    node.nodeType === 'Name' && !isCalled(node, inside) && !bound.has(node.id) ? [node] : [],
  );
}

/** `table[row]`, `row[at]`: parts that are asked for by their place. */
export function takesPlaces(made: ComprehensionNode): boolean {
  const bound = namesBoundBy(made);
  return [...walkSyntax(made)].some(
    (node) =>
      node.nodeType === 'Subscript' &&
      [node.value, node.slice].some((one) => one.nodeType === 'Name' && bound.has(one.id)),
  );
}

/** Numbers that are counted out are made for a trial, but for those that belong to the items of something: `range(len(self.topics))`. */
function isForTrial(walked: Expression, frame: FrameCode): boolean {
  if (walked.nodeType !== 'Call' || calledName(walked, frame) !== 'range') return false;
  return !walked.args.some((one) => one.nodeType === 'Call' && calledName(one, frame) === 'len');
}

function isCalled(name: SyntaxNode, nodes: readonly SyntaxNode[]): boolean {
  return nodes.some((node) => node.nodeType === 'Call' && node.func === name);
}

/** `person.age`, `row['age']` or `person.age()`, where the file sets such a part, or what the method or property reads, later. */
export function isChangedPart(node: SyntaxNode, frame: FrameCode): boolean {
  const { module } = frame;
  if (node.nodeType === 'Call') return framesMeant(node, frame).some(readsChanged);
  if (node.nodeType === 'Attribute')
    return (
      setsUnnamed(module) ||
      attributesSetLater(module).has(node.attr) ||
      methodsNamed(node.attr, frame).filter(isProperty).some(readsChanged)
    );
  if (node.nodeType !== 'Subscript') return false;
  return node.slice.nodeType !== 'Constant' || keysSet(module).has(String(node.slice.value));
}

function readsChanged(callee: FrameCode): boolean {
  const later = attributesChangedLater(callee.module);
  return withCalled(callee).some((one) => nodesOf(one, 'Attribute').some(({ node }) => later.has(node.attr)));
}
