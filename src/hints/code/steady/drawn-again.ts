import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf, resumption } from '../module-code.ts';
import { bareName, bindingsOf, statementAround } from '../names.ts';
import { namesIn, namesInAll } from '../names-in.ts';
import { callsTo } from '../values/call-arguments.ts';
import { type KeptParts, keptParts } from './kept-parts.ts';

/** The weights of one draw, made of an item of a table that outlives it, in a function that a walk comes back to. */
export type DrawnAgain = {
  readonly draw: CodeNode<NodeOf<'Call'>>;
  readonly weights: CodeNode<NodeOf<'ListComp'>>;
  readonly parts: KeptParts;
};

/** `weights = [followers[w] for w in words]` of `followers = self.table[word]`, for each `choices(words, weights)`. */
export function drawnAgain(frame: FrameCode): readonly DrawnAgain[] {
  if (!isFunctionNode(frame.node) || resumption(frame) !== null) return [];
  const draws = nodesOf(frame, 'Call').filter(({ node }) => bareName(node, frame) === 'choices');
  return draws.flatMap((draw) => {
    const weights = weightsOf(draw, frame);
    const parts = weights === undefined ? undefined : keptParts(weights, 'items');
    return weights === undefined || parts === undefined || !isWalk(frame) ? [] : [{ draw, weights, parts }];
  });
}

/** Those of one draw: many at once are worth what it takes. */
function weightsOf(
  { node: { args, keywords } }: DrawnAgain['draw'],
  frame: FrameCode,
): DrawnAgain['weights'] | undefined {
  if (keywords.some(({ arg }) => arg !== 'weights')) return undefined;
  const given = keywords[0]?.value ?? args[1];
  const [only, ...others] = given?.nodeType === 'Name' ? bindingsOf(given.id, frame) : [];
  const made: Expression | null | undefined = only === undefined || others.length > 0 ? given : only.binding.value;
  const code = made?.nodeType === 'ListComp' ? codeAt(made, frame) : undefined;
  return code === undefined || made?.nodeType !== 'ListComp' ? undefined : { ...code, node: made };
}

/** `word = self.next_word(word)` in a loop: what it gives leads to what it is asked next, among the keys that there are. */
function isWalk(frame: FrameCode): boolean {
  return callsTo(frame).some((call) => {
    const loop = call.loops.at(-1);
    const { node: statement } = statementAround(call);
    if (loop === undefined || statement.nodeType !== 'Assign') return false;
    const led = new Set([...namesInAll(statement.targets)]);
    for (const { node } of nodesInLoop(loop, call.frame)) {
      if (node.nodeType !== 'Assign' || ![...namesIn(node.value)].some((name) => led.has(name))) continue;
      for (const name of namesInAll(node.targets)) led.add(name);
    }
    return [...namesInAll(call.node.args)].some((name) => led.has(name));
  });
}
