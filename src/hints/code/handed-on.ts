import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, isCalled, type ModuleCode, nodesOf } from './module-code.ts';
import { resolve } from './names.ts';

/** Whether the file names a function otherwise than to call it: who gets it calls it too. */
export function isHandedOn({ module, node, parent, scope: { name } }: FrameCode): boolean {
  const named = namedOnly(module);
  if (parent?.node.nodeType === 'ClassDef') return named.has(`.${name}`);
  return (named.get(name) ?? []).some(({ frame }) => resolve(name, frame).some(({ binding }) => binding.node === node));
}

/** Where the file has names (`load`) and attributes (`.load`) that it does not call. */
const namedOnly = oncePer(({ frames }: ModuleCode) =>
  groupBy<CodeNode, string>(
    frames.flatMap((frame) => [...nodesOf(frame, 'Name'), ...nodesOf(frame, 'Attribute')]).filter(isNamedOnly),
    ({ node }) => (node.nodeType === 'Name' ? [node.id] : node.nodeType === 'Attribute' ? [`.${node.attr}`] : []),
  ),
);

function isNamedOnly(code: CodeNode): boolean {
  const { node } = code;
  const isRead = (node.nodeType === 'Name' || node.nodeType === 'Attribute') && node.ctx.nodeType === 'Load';
  return isRead && !isCalled(code);
}
