import { lastName } from '../../source/dotted-text.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import type { CodeNode } from './module-code.ts';

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
