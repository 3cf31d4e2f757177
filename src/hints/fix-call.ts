import { givenWithObject, isFunctionNode, lineOf, type NodeOf } from '../source/syntax.ts';
import { type CodeNode, type FrameCode, placesOfName } from './code/module-code.ts';
import { bareName, resolve } from './code/names.ts';
import { ownCallee } from './code/own-callee.ts';
import { argumentNames } from './code/own-name.ts';
import { mentions } from './code/source-text.ts';
import { makesContainer } from './code/steady/depth-made.ts';
import { isFixed } from './code/steady/fixed-function.ts';
import { isPureLoop } from './code/steady/leaves-alone.ts';
import { argumentsFor, callsTo } from './code/values/call-arguments.ts';
import { importLine } from './code/values/made-at.ts';
import { kindOf } from './code/values/value-kind.ts';
import { fixBeforeLoop } from './fix-kept.ts';
import type { Fix } from './rule.ts';

/** A call that gives the same again: made before the loop that asks, or kept by the function itself, which is surer for pairs. */
export function fixOfCall(code: CodeNode<NodeOf<'Call'>>, text: string, isOfPairs: boolean): Fix {
  const { node, frame } = code;
  const isSteadyIn = (loop: CodeNode['loops'][number]): boolean => isPureLoop(loop, frame);
  const hoisted = { text: BEFORE_LOOP, of: givenWithObject(node), isSteadyIn, called: bareName(node, frame) };
  const before = fixBeforeLoop(hoisted, code);
  if (before.after !== undefined && !isOfPairs) return before;
  const callee = ownCallee(node, frame);
  const head = callee === undefined ? undefined : headToKeep(callee);
  if (callee === undefined || head === undefined) return before.after === undefined ? { text } : before;
  const after = `${importLine('functools', callee)}@functools.lru_cache(maxsize=None)\n${head}`;
  return { text: text.includes('lru_cache') ? text : `${text} ${BY_ITSELF}`, before: head, after };
}

const BY_ITSELF = 'Or let the function keep what it gave, as long as the program runs.';

export const BEFORE_LOOP = 'Ask once before the loop.';

/** The head of a function of the module whose results can be kept by all that it is ever given. */
function headToKeep(callee: FrameCode): string | undefined {
  const { node, module, scope } = callee;
  const isPlain = isFunctionNode(node) && node.nodeType === 'FunctionDef' && node.decorator_list.length === 0;
  if (!isPlain || callee.parent?.parent !== null || callee.parent.node.nodeType === 'ClassDef') return undefined;
  if (!isFixed(callee) || makesContainer(callee) || resolve(scope.name, callee).length !== 1) return undefined;
  const line = module.source.lines[lineOf(node) - 1] ?? '';
  return /^def .*:$/.test(line) && isGivenPlain(callee) ? line : undefined;
}

/** Texts and numbers are keys that stay what they are. Who calls it by another name is not seen. */
function isGivenPlain(callee: FrameCode): boolean {
  const { name } = callee.scope;
  const calls = callsTo(callee);
  const named = placesOfName(name, callee.module);
  if (calls.length === 0 || named.length !== calls.length || mentions(`'${name}'`, callee.module.source)) return false;
  return argumentNames(callee).every((argument) => {
    const given = argumentsFor(argument, callee);
    return given.length > 0 && given.every(({ value, frame }) => KEYS.has(kindOf(value, frame)));
  });
}

const KEYS: ReadonlySet<string> = new Set(['str', 'bytes', 'number']);
