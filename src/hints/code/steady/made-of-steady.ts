import { type Expression, isComprehension, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf, isElsewhere, resolve, selfName } from '../names.ts';
import { isSameInEveryCall } from './invariance.ts';
import { isPureExpression } from './pure-frame.ts';

/**
 * Whether a value is put together, in however many steps, of nothing but what is the same in every call of the function, or of
 * every method of one object: `pattern` after `pattern += re.escape(part)` of `for part in self.parts`.
 */
export function isMadeOfSteady(expression: Expression, frame: FrameCode): boolean {
  return expression.nodeType === 'Name' ? isSteadyName(expression.id, frame) : isSteady([expression], frame);
}

const isSteadyName = oncePerName((name: string, frame: FrameCode): boolean => {
  const sources = sourcesOf(name, frame);
  return sources !== undefined && isSteady(sources, frame);
});

function isSteady(expressions: readonly Expression[], frame: FrameCode): boolean {
  const seen = new Set<string>();
  const open: Expression[] = [...expressions];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (!isPureExpression(at, frame)) return false;
    for (const node of walkSyntax(at)) {
      if (node.nodeType === 'Attribute' && isOfSelf(node.value, frame) && !isSameInEveryCall(node, frame)) return false;
      if (node.nodeType !== 'Name' || seen.has(node.id) || isSettledName(node, frame)) continue;
      const sources = sourcesOf(node.id, frame);
      if (sources === undefined) return false;
      seen.add(node.id);
      open.push(...sources);
    }
  }
  return true;
}

function isOfSelf(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Name' && value.id === selfName(frame);
}

function isSettledName(node: Expression & { readonly nodeType: 'Name' }, frame: FrameCode): boolean {
  return node.id === selfName(frame) || resolve(node.id, frame).length === 0 || isSameInEveryCall(node, frame);
}

/** All that a name of the function is ever made of; undefined where something else can bind it: an argument, another function. */
function sourcesOf(name: string, frame: FrameCode): readonly Expression[] | undefined {
  const bound = bindingsOf(name, frame);
  const sources = bound.map(({ binding }) => sourceOf(binding.node));
  const isKnown = bound.length > 0 && !isElsewhere(name, frame) && sources.every((one) => one !== undefined);
  return isKnown ? sources.flatMap((one) => one ?? []) : undefined;
}

function sourceOf(node: SyntaxNode): readonly Expression[] | undefined {
  switch (node.nodeType) {
    case 'Assign':
    case 'AugAssign':
    case 'NamedExpr':
      return [node.value];
    case 'For':
      return [node.iter];
    default:
      return isComprehension(node) ? node.generators.map(({ iter }) => iter) : undefined;
  }
}
