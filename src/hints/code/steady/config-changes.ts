import type { Expression } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isHandedOn } from '../handed-on.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { bindingsOf, methodCalled } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isConfigParser, isConfigSection, mayBeConfig, nameOfConfig } from '../values/config-parsers.ts';

/** By how many arguments each is given at least: `event.set()` and `file.read()` are others. */
const CHANGES: ReadonlyMap<string, number> = new Map([
  ['set', 2],
  ['read', 1],
  ['read_string', 1],
  ['read_dict', 1],
  ['read_file', 1],
  ['readfp', 1],
  ['add_section', 1],
  ['remove_section', 1],
  ['remove_option', 2],
]);

/** Methods of dicts that sections and parsers have as well. */
const OF_DICTS: ReadonlySet<string> = new Set(['update', 'setdefault', 'pop', 'popitem', 'clear']);

/**
 * Whether the file may change the settings of a ConfigParser more than once: in a loop, or in a function that is not only
 * called once. The name is that by which they are known.
 */
export function mayChangeLater(name: string, { module }: FrameCode): boolean {
  return changesIn(module).some(({ code, changed, isSure }) => {
    if (!isSure && nameOfConfig(changed) !== name) return false;
    return !isMadeBeside(changed, code) && !runsOnce(code);
  });
}

type Change = { readonly code: CodeNode; readonly changed: Expression; readonly isSure: boolean };

const changesIn = oncePer(({ frames }: ModuleCode): readonly Change[] =>
  frames.flatMap((frame) => [...changesByCalls(frame), ...changesOfItems(frame)]),
);

function changesByCalls(frame: FrameCode): readonly Change[] {
  return nodesOf(frame, 'Call').flatMap((code): Change[] => {
    const method = methodCalled(code.node, frame);
    if (method === undefined) return [];
    const { name, receiver, frame: at } = method;
    const least = CHANGES.get(name);
    const isOwn = least !== undefined && code.node.args.length + code.node.keywords.length >= least;
    if (!isOwn && !OF_DICTS.has(name)) return [];
    const isKnown = isConfigParser(receiver, at) || isConfigSection(receiver, at);
    const isSure = isKnown || (isOwn && name !== 'read' && mayBeConfig(receiver, at));
    return [{ code, changed: receiver, isSure }];
  });
}

function changesOfItems(frame: FrameCode): readonly Change[] {
  return nodesOf(frame, 'Subscript').flatMap((code): Change[] => {
    const { ctx, value: changed } = code.node;
    if (ctx.nodeType === 'Load') return [];
    return [{ code, changed, isSure: isConfigParser(changed, frame) || isConfigSection(changed, frame) }];
  });
}

/** A parser that is made in the same pass is another each time. */
function isMadeBeside(changed: Expression, { frame, loops }: CodeNode): boolean {
  let at = changed;
  while (at.nodeType === 'Subscript') at = at.value;
  const bound = at.nodeType === 'Name' ? bindingsOf(at.id, frame) : [];
  return (
    bound.length > 0 &&
    bound.every(({ binding: { value, loopDepth } }) => value?.nodeType === 'Call' && loopDepth === loops.length) &&
    isConfigParser(at, frame)
  );
}

const DEEPEST = 4;

/** In no loop, and in no function that is called in one or by who knows whom. */
function runsOnce({ loops, frame }: CodeNode, depth: number = 0): boolean {
  if (loops.length > 0 || depth > DEEPEST) return false;
  if (frame.parent === null) return true;
  const calls = callsTo(frame);
  return calls.length === 1 && !isHandedOn(frame) && calls.every((call) => runsOnce(call, depth + 1));
}
