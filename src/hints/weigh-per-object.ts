import type { Expression, NodeOf } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { writeCount } from './amounts.ts';
import { attributesRead } from './code/attributes-read.ts';
import { type CodeNode, classAround, type FrameCode } from './code/module-code.ts';
import { selfAttribute, selfName } from './code/names.ts';
import { ownCallee, withCalled } from './code/pure-frame.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { mostObjectsMade } from './evidence/objects-made.ts';
import { type Refusal, refused } from './rule.ts';

const PER_OBJECT = 5;

/** What is made of an attribute is the same for one object only: refuses calls that are not many for each. */
export function tooFewPerObject(code: CodeNode, ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  if (!isOfObject(code)) return undefined;
  const objects = objectsAround(evidence);
  if (ncalls >= PER_OBJECT * objects) return undefined;
  return refused(`${writeCount(ncalls)} calls for ${writeCount(objects)} objects: not again and again`);
}

function isOfObject({ node, frame }: CodeNode): boolean {
  if (node.nodeType !== 'Call') return false;
  return isMethodOfState(node, frame) || node.args.some((value) => mentionsSelf(value, frame));
}

/** `self.lookup(scope)`, which reads what is another in each object. */
function isMethodOfState(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const callee = selfAttribute(call.func, frame) === null ? undefined : ownCallee(call, frame);
  return callee !== undefined && withCalled(callee).some((one) => attributesRead(one).length > 0);
}

function mentionsSelf(value: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(value)].some((part) => part.nodeType === 'Name' && part.id === selfName(frame));
}

/** As many as can be where no call tells it. */
function objectsAround(evidence: FrameEvidence): number {
  const owner = classAround(evidence.code);
  const made = owner === null ? 0 : mostObjectsMade(owner, evidence);
  return made === 0 ? evidence.ncalls : made;
}
