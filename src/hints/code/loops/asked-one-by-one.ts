import { type Expression, givenValues, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, codeAt, type FrameCode, isWithin, type LoopNode, nodesInLoop } from '../module-code.ts';
import { calledName, statementAround } from '../names.ts';
import { namesIn, namesInAll } from '../names-in.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** Why a loop cannot ask for all its keys together: the next key comes out of the answer, or the first answer ends it. */
export type OneByOne = 'key-of-answer' | 'first-answer';

/** `number = parent_of(number)`, `if place is not None: break`. */
export function askedOneByOne(call: Call): OneByOne | undefined {
  const loop = call.loops.at(-1);
  if (loop === undefined) return undefined;
  if (isComprehension(loop)) return isFirstTaken(loop, call.frame) ? 'first-answer' : undefined;
  const answers = namesOfAnswer(call, loop);
  const given = namesInAll(givenValues(call.node));
  if ([...given].some((name) => answers.has(name))) return 'key-of-answer';
  return endsWithAnswer(call, loop, answers) ? 'first-answer' : undefined;
}

/** `next(row for row in map_of(keys) if ...)`, `any(...)` */
function isFirstTaken(loop: LoopNode, frame: FrameCode): boolean {
  const around = codeAt(loop, frame)?.parent?.node;
  return (
    loop.nodeType === 'GeneratorExp' && around?.nodeType === 'Call' && /^(next|any)$/.test(calledName(around, frame))
  );
}

/** What is bound in the loop to what the call gave, or to what is made of that. */
function namesOfAnswer(call: Call, loop: LoopNode): ReadonlySet<string> {
  const bound = nodesInLoop(loop, call.frame).flatMap(({ node }) => boundBy(node));
  const names = new Set<string>();
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const { target, value } of bound) {
      const isOfAnswer = [...walkSyntax(value)].some(
        (part) => part === call.node || (part.nodeType === 'Name' && names.has(part.id)),
      );
      if (isOfAnswer) for (const name of namesIn(target)) names.add(name);
    }
  }
  return names;
}

type Bound = { readonly target: Expression; readonly value: Expression };

/** What adds up is no key: `total += asked(key)`. */
function boundBy(node: SyntaxNode): readonly Bound[] {
  if (node.nodeType === 'Assign') {
    return node.targets.filter(isPlain).map((target) => ({ target, value: node.value }));
  }
  if (node.nodeType === 'NamedExpr') return [{ target: node.target, value: node.value }];
  return node.nodeType === 'For' ? [{ target: node.target, value: node.iter }] : [];
}

function isPlain({ nodeType }: Expression): boolean {
  return nodeType === 'Name' || nodeType === 'Tuple';
}

/** What is asked only until there is one: where there is none it goes on. */
function endsWithAnswer(call: Call, loop: LoopNode, answers: ReadonlySet<string>): boolean {
  const isAsked = (test: Expression): boolean =>
    [...walkSyntax(test)].some((part) => part === call.node || (part.nodeType === 'Name' && answers.has(part.id)));
  if (loop.nodeType === 'While' && isAsked(loop.test)) return true;
  return nodesInLoop(loop, call.frame).some((leave) => {
    if (leave.node.nodeType !== 'Break' && leave.node.nodeType !== 'Return') return false;
    if (leave.loops.at(-1) !== loop || statementAround(call).node === leave.node) return false;
    const { parent } = leave;
    if (parent?.node.nodeType !== 'If' || !isAsked(parent.node.test)) return false;
    return loop.nodeType === 'While' || !isOfMiss(parent.node, leave);
  });
}

/** `if row is None: return`: then all others were asked for. */
function isOfMiss({ test, orelse }: NodeOf<'If'>, leave: CodeNode): boolean {
  const isNone = test.nodeType === 'Compare' && test.ops[0]?.nodeType === 'Is';
  const isNot = test.nodeType === 'UnaryOp' && test.op.nodeType === 'Not';
  return (isNone || isNot) !== orelse.some((step) => isWithin(leave, step));
}
