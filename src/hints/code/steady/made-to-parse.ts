import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isSameInEveryCall } from './invariance.ts';

/**
 * `parser = argparse.ArgumentParser()` in a function that tells it the same in every call, and does nothing with it but to
 * let it parse.
 */
export function parsersMadeAlike(frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  if (frame.parent === null) return [];
  return nodesOf(frame, 'Call').filter((code) => {
    if (calledName(code.node, frame) !== 'argparse.ArgumentParser' || !areSame(code.node, frame)) return false;
    const uses = usesOf(code, frame) ?? [];
    return uses.some((name) => PARSING.has(name)) || (uses.includes(RETURNED) && isOnlyAskedByCallers(frame));
  });
}

const RETURNED = 'return';

/** `make_parser().parse_args(words)` */
function isOnlyAskedByCallers(frame: FrameCode): boolean {
  const calls = callsTo(frame);
  return (
    calls.length > 0 &&
    calls.every((call) => (usesOf(call, call.frame) ?? [RETURNED]).every((name) => PARSING.has(name)))
  );
}

const PARSING: ReadonlySet<string> = new Set(['parse_args', 'parse_known_args']);

/** They tell the parser what there is, and may give a part of it. */
const TELLING = /^(add_|set_defaults$)/;

/** The methods that are called on what a call gives; undefined where anything else is done with it. */
function usesOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): readonly string[] | undefined {
  const around = code.parent?.node;
  if (around?.nodeType === 'Expr') return [];
  const asked = code.parent?.parent?.node;
  if (asked?.nodeType === 'Call' && asked.func === around && around?.nodeType === 'Attribute') return [around.attr];
  const [target, ...others] = around?.nodeType === 'Assign' ? around.targets : [];
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length > 1) return undefined;
  const used: string[] = [];
  for (const read of readsOf(target.id, frame)) {
    if (read.parent?.node.nodeType === 'Return') {
      used.push(RETURNED);
      continue;
    }
    const call = read.parent?.parent;
    if (read.frame !== frame || call?.node.nodeType !== 'Call') return undefined;
    const method = methodCalled(call.node, frame);
    if (method?.receiver !== read.node) return undefined;
    used.push(method.name);
    if (PARSING.has(method.name)) continue;
    const more = isToldAlike(method.name, call.node, frame) ? usesOf({ ...call, node: call.node }, frame) : undefined;
    if (more === undefined) return undefined;
  }
  return used;
}

function isToldAlike(method: string, call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return TELLING.test(method) && areSame(call, frame);
}

function areSame({ args, keywords }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const isSame = (value: Expression): boolean => isSameInEveryCall(value, frame) || isOfType(value);
  return [...args, ...keywords.map(({ value }) => value)].every(isSame);
}

/** `int` of `type=int` */
function isOfType(value: Expression): boolean {
  return value.nodeType === 'Name' && /^(int|float|str|bool|open)$/.test(value.id);
}
