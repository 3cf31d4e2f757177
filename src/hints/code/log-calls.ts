import { isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { ASKING_AROUND } from './loops/one-step.ts';
import { type FrameCode, isWithin, type ModuleCode, methodsNamed, nodesOf, resumption } from './module-code.ts';
import { bindingsOf, calledName, methodCalled, selfName } from './names.ts';
import { ownCallee } from './own-callee.ts';
import { leavesAllAsIs } from './steady/leaves-alone.ts';

export const LOG_LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warning', 'error', 'critical', 'log']);

/** `debug` of `log.debug(...)`, and of a name that was imported from logging. */
export function levelOf(call: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  const name = methodCalled(call, frame)?.name ?? /^logging\.(\w+)$/.exec(calledName(call, frame))?.[1];
  return name !== undefined && LOG_LEVELS.has(name) ? name : undefined;
}

/** `debug` of `self.trace(...)`, where that does nothing with what it is given but to hand it on to `log.debug`. */
export function levelBehind(call: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  const callee = ownCallee(call, frame);
  return callee === undefined ? undefined : logWrappers(frame.module).get(callee);
}

/** The functions of a file that only hand on what they are given to a logger, by the level of that. */
export const logWrappers: (module: ModuleCode) => ReadonlyMap<FrameCode, string> = oncePer(
  ({ frames }: ModuleCode) => new Map(frames.flatMap((frame) => handedOnTo(frame).map((level) => [frame, level]))),
);

function handedOnTo(frame: FrameCode): readonly string[] {
  const { node, inner } = frame;
  if (!isFunctionNode(node) || node.decorator_list.length + inner.length > 0 || resumption(frame) !== null) return [];
  const [log, ...others] = nodesOf(frame, 'Call').filter((code) => levelOf(code.node, frame) !== undefined);
  const level = log === undefined ? undefined : levelOf(log.node, frame);
  if (log === undefined || level === undefined || level === 'log' || others.length > 0) return [];
  if (methodsNamed(level, frame).length > 0) return []; // it may be that of the file
  if (nodesOf(frame, 'Name').some((use) => ASKING_AROUND.has(use.node.id))) return [];
  const isGiven = ({ id }: NodeOf<'Name'>): boolean =>
    id !== selfName(frame) && bindingsOf(id, frame).some(({ binding: { kind } }) => kind === 'argument');
  const isHandedOn = nodesOf(frame, 'Name').every((use) => !isGiven(use.node) || isWithin(use, log.node));
  const handed = [...log.node.args, ...log.node.keywords.map(({ value }) => value)];
  const isLeft = handed.every((value) => [...walkSyntax(value)].every((one) => leavesAllAsIs(one, frame)));
  return isHandedOn && isLeft ? [level] : [];
}
