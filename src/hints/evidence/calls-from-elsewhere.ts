import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, methodsOf, nodesOf } from '../code/module-code.ts';
import { selfAttribute } from '../code/names.ts';
import { isPureFrame } from '../code/steady/pure-frame.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostObjectsMade } from './objects-made.ts';
import { callsInto, rowsOf } from './times-called.ts';

/**
 * How often a property was asked for by anything but the methods of its object, or came to be asked for by one of those:
 * what `gross` asks of `net`, and `tax`, which it asks for too, asks of `net` again, is one answer. 0 where no such method asks.
 */
export function callsFromElsewhere(asked: FrameCode, evidence: FrameEvidence): number {
  const asking = methodsThatAsk(asked);
  if (asking.length < 2) return 0;
  const rows = new Set(asking.flatMap((one) => rowsOf(one, evidence)));
  return [...rows].reduce((sum, row) => sum + callsInto(row, (caller) => !rows.has(caller), evidence.table), 0);
}

/** Whether a method calls itself, or was called more often than there are objects or calls from elsewhere, as the counts alone tell. */
export function mayComeAgain(evidence: FrameEvidence, leastCalls: number, perObject: number): boolean {
  const { code, ncalls, primitiveCalls } = evidence;
  const owner = code.parent;
  if (ncalls > primitiveCalls) return true;
  if (owner?.node.nodeType !== 'ClassDef' || !(ncalls >= leastCalls)) return false;
  if (ncalls >= perObject * callsFromOutside(owner, evidence)) return true;
  const objects = mostObjectsMade(owner, evidence);
  return objects > 0 && ncalls >= perObject * objects;
}

/** How often it was called by what does not stand in its class: no more than {@link callsFromElsewhere}, where that is not 0. */
function callsFromOutside({ scope }: FrameCode, { table, row }: FrameEvidence): number {
  const { file, line } = table.functions;
  const lineIn = (caller: FunctionIndex): number => (file[caller] === file[row] ? (line[caller] ?? 0) : 0);
  return callsInto(row, (caller) => lineIn(caller) < scope.firstLine || lineIn(caller) > scope.lastLine, table);
}

/** The property, and the methods of its class that change nothing and ask their own object for it, also by one another. */
function methodsThatAsk(asked: FrameCode): readonly FrameCode[] {
  const methods = asked.parent === null ? [] : methodsOf(asked.parent).filter(isPureFrame);
  const found = new Set([asked]);
  const names = new Set([asked.scope.name]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const method of methods) {
      const reads = readsIn(method).filter(({ node }) => names.has(node.attr));
      const isOfOwn = reads.every(({ node, frame }) => selfAttribute(node, frame) !== null);
      if (reads.length === 0 || !isOfOwn) continue;
      found.add(method);
      names.add(method.scope.name);
    }
  }
  return [...found];
}

function readsIn(method: FrameCode): readonly CodeNode<NodeOf<'Attribute'>>[] {
  return [method, ...method.inner].flatMap((frame) => nodesOf(frame, 'Attribute'));
}
