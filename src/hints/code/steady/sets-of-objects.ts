import type { Expression, NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { classesHeld } from '../values/classes-held.ts';
import { attributesToldByName, setsByAttribute } from './set-later.ts';

/**
 * Where something in the file sets an attribute, once they are made, of the objects that a value is or holds: `job.cost = 3`
 * of those in `self.jobs`, and `self.cost += 1` only where the class of that method may have some among them. Where the file
 * does not tell the classes of either, it may.
 */
export function setsOfObjects(
  attribute: string,
  objects: Expression,
  frame: FrameCode,
): readonly CodeNode<NodeOf<'Attribute'>>[] {
  const sets = setsByAttribute(frame.module).get(attribute) ?? NO_SETS;
  const classes = sets.length === 0 ? undefined : classesHeld(objects, frame);
  if (classes === undefined) return sets;
  return sets.filter((set) => {
    const owners = classesHeld(set.node.value, set.frame);
    return owners === undefined || [...owners].some((owner) => classes.has(owner));
  });
}

const NO_SETS: readonly CodeNode<NodeOf<'Attribute'>>[] = [];

/** Whether something may set it of them, `setattr` too. */
export function isSetOfObjects(attribute: string, objects: Expression, frame: FrameCode): boolean {
  return attributesToldByName(frame.module).has(attribute) || setsOfObjects(attribute, objects, frame).length > 0;
}
