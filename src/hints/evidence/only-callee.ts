import { type FrameCode, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { nameOfCallee } from './callee-names.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { rowsCalledBy, rowsOf } from './times-called.ts';

/** Whether what was called by the name of a function is that of the file alone: no override, and nothing that was set in its place. */
export function isOnlyCallee(wrapper: FrameCode, caller: FrameCode, evidence: FrameEvidence): boolean {
  const meant = rowsOf(wrapper, evidence);
  return (
    rowsCalledBy(caller, evidence).some((row) => meant.includes(row)) && areOnlyCallees([wrapper], caller, evidence)
  );
}

/** The same of all that a call may mean, which need not have been called. */
export function areOnlyCallees(callees: readonly FrameCode[], caller: FrameCode, evidence: FrameEvidence): boolean {
  const meant = new Set(callees.flatMap((callee) => rowsOf(callee, evidence)));
  const names = new Set(callees.map(({ scope }) => scope.name));
  const written = new Set([
    ...nodesOf(caller, 'Call').map(({ node }) => bareName(node, caller)),
    ...nodesOf(caller, 'Attribute').map(({ node }) => node.attr),
  ]);
  return rowsCalledBy(caller, evidence).every((row) => {
    const { bare } = nameOfCallee(evidence.table, row);
    if (names.has(bare)) return meant.has(row);
    return written.has(bare) || UNWRITTEN.test(bare);
  });
}

/** `__init__`, `<genexpr>`: what Python calls without its name. */
const UNWRITTEN = /^__\w+__$|^<(?:genexpr|\w+comp)>$/;
