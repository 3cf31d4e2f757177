import { isFunctionNode, lineOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, methodsNamed } from '../module-code.ts';
import { calledName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isPureFrame } from './pure-frame.ts';

/** The lines of a file that only read what a method of its gives: `store.get(key)['size']`, `total(store.get(key))`. */
export function linesThatRead(method: FrameCode): readonly number[] {
  const isMethod = isFunctionNode(method.node) && method.parent?.node.nodeType === 'ClassDef';
  if (!isMethod || methodsNamed(method.scope.name, method).length !== 1) return [];
  return callsTo(method).flatMap((call) => (isOnlyRead(call) ? [lineOf(call.node)] : []));
}

function isOnlyRead({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Subscript':
      return around.value === node && around.ctx.nodeType === 'Load' && parent?.parent?.node.nodeType === 'Compare';
    case 'Compare':
      return true;
    case 'Call':
      return isArgument(node, around) && isReader(around, frame);
    default:
      return false;
  }
}

function isArgument(node: SyntaxNode, { args }: Extract<SyntaxNode, { nodeType: 'Call' }>): boolean {
  return args.some((one) => one === node);
}

function isReader(call: Extract<SyntaxNode, { nodeType: 'Call' }>, frame: FrameCode): boolean {
  const callee = ownCallee(call, frame);
  return callee === undefined ? READERS.has(calledName(call, frame)) : isPureFrame(callee);
}

const READERS: ReadonlySet<string> = new Set(['len', 'sum', 'min', 'max', 'any', 'all']);
