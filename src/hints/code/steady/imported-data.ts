import { STANDARD_MODULES } from '../../../select/standard-modules.ts';
import type { Expression } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, isCalled, nodesOf } from '../module-code.ts';
import { fullName, resolve } from '../names.ts';

/** Whether a value is made of what another file holds: `LEVELS` after `from state import LEVELS`, `state.LEVELS`. */
export function isMadeOfImported(value: Expression, frame: FrameCode): boolean {
  const data = importedData(frame);
  return data.size > 0 && [...walkSyntax(value)].some((node) => data.has(node));
}

/** Whether a function reads such. */
export function readsImported(frame: FrameCode): boolean {
  return importedData(frame).size > 0;
}

const importedData = oncePer((frame: FrameCode): ReadonlySet<unknown> => {
  const named = [...nodesOf(frame, 'Name'), ...nodesOf(frame, 'Attribute')];
  const data = named.filter(
    (code) => !isCalled(code) && code.parent?.node.nodeType !== 'Attribute' && isOfOtherFile(code.node, frame),
  );
  return new Set(data.map(({ node }) => node));
});

/** By their names classes, which nobody changes, are told from what is made of them. */
const CLASS = /\.[A-Z]+[a-z]\w*$/;

function isOfOtherFile(node: Expression, frame: FrameCode): boolean {
  const name = fullName(node, frame);
  const [root = '', ...inside] = name.split('.');
  if (root === '' || inside.length === 0 || name.startsWith('def:') || CLASS.test(name)) return false;
  const first = rootName(node);
  const isImported = first !== '' && resolve(first, frame).some(({ binding: { kind } }) => kind === 'import');
  return isImported && !STANDARD_MODULES.has(root);
}

/** `state` of `state.table.rows` */
function rootName(node: Expression): string {
  if (node.nodeType === 'Attribute') return rootName(node.value);
  return node.nodeType === 'Name' ? node.id : '';
}
