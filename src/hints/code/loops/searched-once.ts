import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf, calledName, statementAround } from '../names.ts';

/**
 * Whether a list is made right here and searched once: to make a dict or a set of it would take as long as the search.
 * `standing = sorted(players)`, and `standing.remove(player)` with a `break` behind it.
 */
export function isSearchedOnce(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  if (list.nodeType !== 'Name') return isNew(list, frame);
  const bound = bindingsOf(list.id, frame);
  if (bound.length === 0) return false;
  const isMadeHere = bound.every(
    ({ binding: { kind, value } }) => kind === 'assignment' && value !== null && isNew(value, frame),
  );
  const depth = Math.min(...bound.map(({ binding }) => binding.loopDepth));
  const loops = code.loops.length - depth;
  return isMadeHere && (loops <= 0 || (loops === 1 && endsLoop(code)));
}

/** How many loops stand around the place where such a list is made; undefined where it is no list of the function's own. */
export function depthOfMaking(list: Expression, frame: FrameCode): number | undefined {
  const [only, ...others] = list.nodeType === 'Name' ? bindingsOf(list.id, frame) : [];
  const value = only?.binding.kind === 'assignment' && others.length === 0 ? only.binding.value : null;
  return only !== undefined && value !== null && isNew(value, frame) ? only.binding.loopDepth : undefined;
}

const MAKING: ReadonlySet<string> = new Set(['sorted', 'list', 'tuple', '.copy', '.split', '.splitlines', '.keys']);

function isNew(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'ListComp' || value.nodeType === 'List') return true;
  if (value.nodeType === 'Subscript') return value.slice.nodeType === 'Slice';
  return value.nodeType === 'Call' && MAKING.has(calledName(value, frame));
}

/** `break` or `return` follows in the same block, or it is what is returned. */
function endsLoop(code: CodeNode): boolean {
  const loop = code.loops.at(-1);
  if (loop !== undefined && isComprehension(loop)) return false; // it goes on, whatever is done with what it makes
  const statement = statementAround(code);
  if (statement.node.nodeType === 'Return') return true;
  const around = statement.parent?.node;
  if (around?.nodeType !== 'If' && around?.nodeType !== 'For' && around?.nodeType !== 'While') return false;
  return [around.body, around.orelse].some((block) => block.some((one) => one === statement.node) && isLeft(block));
}

function isLeft(block: NodeOf<'If'>['body']): boolean {
  const last = block.at(-1)?.nodeType;
  return last === 'Break' || last === 'Return';
}
