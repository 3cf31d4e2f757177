import { lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, isWithin, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { readsOf } from './consumption.ts';

/** The line where the place of one item is looked for in a sorted copy of which nothing else is used. */
export function lineOfPlaceAsked(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): number | undefined {
  if (calledName(code.node, frame) !== 'sorted') return undefined;
  const user = userOf(code, frame);
  return user !== undefined && user.loops.length === code.loops.length ? lineOf(user.node) : undefined;
}

function userOf(code: CodeNode, frame: FrameCode): CodeNode | undefined {
  const { parent, node } = code;
  switch (parent?.node.nodeType) {
    case 'Attribute': // `sorted(names, key=score).index(name)`
      return parent.node.attr === 'index' && parent.parent?.node.nodeType === 'Call' ? parent.parent : undefined;
    case 'Call':
      return calledName(parent.node, frame) === 'enumerate' ? walkFor(parent, frame) : undefined;
    case 'Assign': {
      const [target] = parent.node.targets;
      const isAlone = parent.node.value === node && parent.node.targets.length === 1;
      return isAlone && target?.nodeType === 'Name' ? userOfName(target.id, frame) : undefined;
    }
    default:
      return parent !== null && isNamesOf(parent.node, node) ? userOf(parent, frame) : undefined;
  }
}

/** `[name for name, _ in sorted(...)]` */
function isNamesOf(clauseOrWalk: SyntaxNode, node: SyntaxNode): boolean {
  if (clauseOrWalk.nodeType !== 'ListComp') return false;
  const [clause, ...others] = clauseOrWalk.generators;
  return clause?.iter === node && others.length === 0 && clause.ifs.length === 0;
}

function userOfName(name: string, frame: FrameCode): CodeNode | undefined {
  const [read, ...others] = readsOf(name, frame);
  if (read === undefined || others.length > 0 || bindingsOf(name, frame).length > 1) return undefined;
  return userOf(read, frame);
}

/** `for place, (name, _) in enumerate(table, 1): if name == wanted: return place` */
function walkFor({ node, parent }: CodeNode, frame: FrameCode): CodeNode | undefined {
  const loop = parent?.node;
  if (parent === null || loop?.nodeType !== 'For' || loop.iter !== node || loop.target.nodeType !== 'Tuple')
    return undefined;
  const [place, item] = loop.target.elts;
  const [step, ...others] = loop.body;
  if (place?.nodeType !== 'Name' || item === undefined || others.length > 0 || step?.nodeType !== 'If')
    return undefined;
  const isEqual = step.test.nodeType === 'Compare' && ['Eq', 'Is'].includes(step.test.ops[0]?.nodeType ?? '');
  const items = namesIn(item);
  const isEnd = ['Return', 'Break'].includes(step.body.at(-1)?.nodeType ?? '') && step.orelse.length === 0;
  const later = nodesOf(frame, 'Name').filter((one) => items.has(one.node.id) && one.node.ctx.nodeType === 'Load');
  const isOfPlace = step.body.some((one) => namesIn(one).has(place.id));
  return isEqual && isEnd && isOfPlace && later.every((one) => isWithin(one, step.test)) ? parent : undefined;
}
