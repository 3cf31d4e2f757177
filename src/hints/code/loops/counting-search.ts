import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, codeAt, type FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { namesIn } from '../names-in.ts';

/**
 * Whether a loop does no more than count until the first item of which a part is what it looks for, or asks for that in
 * some of its items alone: `if op == 'label':` around `if name == label: return at`, with `else: at += 1`.
 */
export function isCountingSearch(code: CodeNode<NodeOf<'Compare'>>, loop: NodeOf<'For'>, frame: FrameCode): boolean {
  const known = namesIn(loop.target);
  const isOfItem = (node: Expression): boolean => isMadeOf(node, known, frame);
  const around = code.parent?.node;
  const [at, others] = around?.nodeType === 'BoolOp' ? [code.parent, around.values] : [code, [code.node]];
  const found = at?.parent?.node;
  if (found?.nodeType !== 'If' || !LEAVING.has(found.body.at(-1)?.nodeType ?? '')) return false;
  if (around?.nodeType === 'BoolOp' && around.op.nodeType !== 'And') return false;
  if (!others.every((one) => one === code.node || isOfItem(one))) return false;
  const isStep = (step: SyntaxNode): boolean => {
    if (step === found) return found.orelse.every(isStep);
    if (step.nodeType === 'If') return isOfItem(step.test) && [...step.body, ...step.orelse].every(isStep);
    if (step.nodeType !== 'AugAssign') return step.nodeType === 'Continue' || step.nodeType === 'Pass';
    const { target, op, value } = step;
    const isCount = target.nodeType === 'Name' && op.nodeType === 'Add' && beginsWithNumber(target.id, loop, frame);
    return isCount && isOfItem(value);
  };
  return loop.body.every(isStep);
}

const LEAVING: ReadonlySet<string> = new Set(['Return', 'Break']);

/** Of the item, of constants, and of what the function does not bind: it counts alike in each search. */
function isMadeOf(expression: Expression, items: ReadonlySet<string>, frame: FrameCode): boolean {
  return [...walkSyntax(expression)].every((node) => {
    if (node.nodeType === 'Name') return items.has(node.id) || bindingsOf(node.id, frame).length === 0;
    return !MAKING.has(node.nodeType);
  });
}

const MAKING: ReadonlySet<string> = new Set(['Call', 'NamedExpr', 'Yield', 'Await', 'Lambda', 'JoinedStr']);

/** `at = 0` before the loop, and nothing else but the counting. */
function beginsWithNumber(name: string, loop: NodeOf<'For'>, frame: FrameCode): boolean {
  const [only, ...others] = bindingsOf(name, frame).filter(({ binding }) => binding.kind !== 'augmented');
  const value = only?.binding.value;
  const isNumber = value?.nodeType === 'Constant' && typeof value.value === 'number';
  const depth = codeAt(loop, frame)?.loops.length;
  return isNumber && others.length === 0 && only?.binding.loopDepth === depth;
}
