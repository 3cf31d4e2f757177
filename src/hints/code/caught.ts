import { lastName } from '../../source/dotted-text.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { CodeNode, FrameCode } from './module-code.ts';
import { callsTo } from './values/call-arguments.ts';

/** The names of the errors that the `try`s of its function around a node catch; '' where one catches all. */
export function errorsCaught(code: CodeNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = code; at.parent !== null; at = at.parent) {
    const { node: around } = at.parent;
    if (around.nodeType !== 'Try' || !around.body.some((one) => one === at.node)) continue;
    for (const handler of around.handlers) {
      if (handler.type == null) found.add('');
      else for (const node of walkSyntax(handler.type)) if (node.nodeType === 'Name') found.add(lastName(node));
    }
  }
  return found;
}

/** Whether a `try` of its function around a node goes on after an error; one of those in {@link ENDING} ends the program. */
export function isCaught(code: CodeNode): boolean {
  return [...errorsCaught(code)].some((name) => !ENDING.has(name));
}

const ENDING: ReadonlySet<string> = new Set(['KeyboardInterrupt', 'SystemExit', 'BrokenPipeError']);

/** The same around a call in the file that leads to a function. */
export const isCalledInTry: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) => {
  const callers = new Set([callee]);
  for (const one of callers) {
    for (const call of callsTo(one)) {
      if (isCaught(call)) return true;
      callers.add(call.frame);
    }
  }
  return false;
});
