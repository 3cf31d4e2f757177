import type { FunctionIndex } from '../../profile/function-keys.ts';
import { type FrameCode, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { nameOfCallee } from './callee-names.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { rowsCalledBy, rowsOf } from './times-called.ts';

/** Whether what was called by the name of a function is that of the file alone: no override, and nothing that was set in its place. */
export function isOnlyCallee(wrapper: FrameCode, caller: FrameCode, evidence: FrameEvidence): boolean {
  const meant = rowsOf(wrapper, evidence);
  const called = rowsCalledBy(caller, evidence);
  const written = new Set([
    ...nodesOf(caller, 'Call').map(({ node }) => bareName(node, caller)),
    ...nodesOf(caller, 'Attribute').map(({ node }) => node.attr),
  ]);
  const isMeant = (row: FunctionIndex): boolean => {
    const { bare } = nameOfCallee(evidence.table, row);
    if (bare === wrapper.scope.name) return meant.includes(row);
    return written.has(bare) || UNWRITTEN.test(bare);
  };
  return called.some((row) => meant.includes(row)) && called.every(isMeant);
}

/** `__init__`, `<genexpr>`: what Python calls without its name. */
const UNWRITTEN = /^__\w+__$|^<(?:genexpr|\w+comp)>$/;
