import type { Expression } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import type { Accumulation } from './accumulation.ts';
import { readsOf } from './consumption.ts';

/** What each step makes is kept or handed out (`steps.append(found)`, `old = found`), or the loop walks what it was. */
export function isKeptEachStep({ code, target }: Accumulation, frame: FrameCode): boolean {
  const loop = code.loops.at(-1);
  if (target.nodeType !== 'Name' || loop === undefined) return false;
  const { id } = target;
  if (loop.nodeType === 'For' && isWalked(loop.iter, id)) return true;
  return readsOf(id, frame).some(({ parent, loops }) => loops.includes(loop) && isKept(parent, id));
}

/** `found` and `found.items()`, not `list(found)`. */
function isWalked(iter: Expression, name: string): boolean {
  const walked = iter.nodeType === 'Call' && iter.func.nodeType === 'Attribute' ? iter.func.value : iter;
  return walked.nodeType === 'Name' && walked.id === name;
}

function isKept(use: CodeNode | null, name: string): boolean {
  const around = use?.node;
  switch (around?.nodeType) {
    case 'Assign':
    case 'Yield':
    case 'Tuple':
    case 'List':
      return true;
    case 'Call':
      return (
        around.func.nodeType === 'Attribute' &&
        KEEPING.has(around.func.attr) &&
        around.args.some((given) => given.nodeType === 'Name' && given.id === name)
      );
    default:
      return false;
  }
}

const KEEPING: ReadonlySet<string> = new Set('append appendleft add insert put put_nowait setdefault'.split(' '));
