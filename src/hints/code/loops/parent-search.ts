import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode } from '../module-code.ts';
import { calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { walksWholeTree } from './tree-walked.ts';

/**
 * The parent of a node that is looked for among all nodes of its tree: `for one in ast.walk(tree): if node in
 * ast.iter_child_nodes(one)`, or with a loop over the children. At `ast.iter_child_nodes(one)`.
 */
export function parentSearchAt(children: CodeNode<NodeOf<'Call'>>, frame: FrameCode): CodeNode | undefined {
  const [parent] = children.node.args;
  if (parent?.nodeType !== 'Name') return undefined;
  const loop = children.loops.findLast((one) => headsOf(one).some((head) => isName(head.target, parent.id)));
  const head = loop === undefined ? undefined : headsOf(loop).find(({ target }) => isName(target, parent.id));
  const at = loop === undefined ? undefined : codeAt(loop, frame);
  if (loop === undefined || head === undefined || at === undefined) return undefined;
  const wanted = soughtIn(children, frame);
  if (wanted === undefined || namesIn(wanted).has(parent.id) || !isAllOf(loop, children)) return undefined;
  // one that is bound by the loop is another in each pass
  if (!walksWholeTree(head.iter, at, frame)) return undefined;
  return { ...children, loops: at.loops.length === 0 ? [] : [...at.loops, loop] };
}

type Head = Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>;

function headsOf(loop: LoopNode): readonly Head[] {
  if (isComprehension(loop)) return loop.generators;
  return loop.nodeType === 'For' ? [loop] : [];
}

function isName(node: SyntaxNode, id: string): boolean {
  return node.nodeType === 'Name' && node.id === id;
}

/** `node` of `node in ast.iter_child_nodes(one)`, also of a list of them, and of `child is node` in a loop over them. */
function soughtIn(children: CodeNode, frame: FrameCode): Expression | undefined {
  const { node, parent } = children;
  const around = parent?.node;
  if (parent === null || around === undefined) return undefined;
  if (around.nodeType === 'Call' && COPIES.has(calledName(around, frame))) return soughtIn(parent, frame);
  if (around.nodeType === 'Compare') return around.ops[0]?.nodeType === 'In' ? around.left : undefined;
  if (around.nodeType === 'For' && around.iter === node && around.target.nodeType === 'Name') {
    const [only, ...others] = around.body;
    return only?.nodeType === 'If' && others.length === 0 ? heldAgainst(only.test, around.target.id) : undefined;
  }
  const head = isComprehension(around) ? around.generators.find(({ iter }) => iter === node) : undefined;
  if (head?.target.nodeType !== 'Name') return undefined;
  const { id } = head.target;
  const tests = [...head.ifs, ...(around.nodeType === 'GeneratorExp' ? [around.elt] : [])];
  return tests.flatMap((test) => heldAgainst(test, id) ?? [])[0];
}

const COPIES: ReadonlySet<string> = new Set(['list', 'tuple']);

/** `node` of `child is node` and `child == node` */
function heldAgainst(test: Expression, child: string): Expression | undefined {
  const [op, ...others] = test.nodeType === 'Compare' ? test.ops : [];
  if (test.nodeType !== 'Compare' || others.length > 0 || (op?.nodeType !== 'Is' && op?.nodeType !== 'Eq')) return;
  const sides = [test.left, ...test.comparators];
  return sides.some((side) => isName(side, child)) ? sides.find((side) => !isName(side, child)) : undefined;
}

/** The search is all that the loop does with the nodes. */
function isAllOf(loop: LoopNode, children: CodeNode): boolean {
  for (let { node, parent: at } = children; at !== null; { node, parent: at } = at) {
    const { node: around } = at;
    if (around.nodeType === 'For' && around.body.length > 1) return false;
    if (around.nodeType === 'If' && (around.orelse.length > 0 || (around.test !== node && around.body.length > 1)))
      return false;
    if (around === loop) return true;
    if (!PASSED.has(around.nodeType)) return false;
  }
  return false;
}

const PASSED: ReadonlySet<string> = new Set('Call Compare BoolOp If For GeneratorExp ListComp'.split(' '));
