import { walkSyntax } from '../source/walk-syntax.ts';
import { writeCount } from './amounts.ts';
import { type CodeNode, classAround } from './code/module-code.ts';
import { selfName } from './code/names.ts';
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
  const given = node.nodeType === 'Call' ? node.args : [];
  return given.some((value) =>
    [...walkSyntax(value)].some((part) => part.nodeType === 'Name' && part.id === selfName(frame)),
  );
}

/** As many as can be where no call tells it. */
function objectsAround(evidence: FrameEvidence): number {
  const owner = classAround(evidence.code);
  const made = owner === null ? 0 : mostObjectsMade(owner, evidence);
  return made === 0 ? evidence.ncalls : made;
}
