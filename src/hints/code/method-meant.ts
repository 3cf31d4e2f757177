import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { classAround, type FrameCode, type ModuleCode, methodsOf, nodesOf } from './module-code.ts';
import { selfAttribute } from './names.ts';
import { methodsNamed } from './pure-frame.ts';

/** The method of the same object, or of whichever other the only one of that name, where no object has a value of that name. */
export function methodMeant(asked: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const owner = selfAttribute(asked, frame) === null ? null : classAround(frame);
  if (owner !== null) return methodsOf(owner).find(({ scope }) => scope.name === asked.attr);
  const [only, ...others] = methodsNamed(asked.attr, frame);
  return others.length > 0 || attributesSet(frame.module).has(asked.attr) ? undefined : only;
}

/** What anything in the file sets as an attribute, of whichever object, and the fields of its classes. */
const attributesSet = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(frames.flatMap((frame) => [...setBy(frame), ...fieldsOf(frame)])),
);

function setBy(frame: FrameCode): readonly string[] {
  return nodesOf(frame, 'Attribute').flatMap(({ node }) => (node.ctx.nodeType === 'Store' ? [node.attr] : []));
}

/** `total = 0` and `total: int` in the body of a class. */
function fieldsOf(frame: FrameCode): readonly string[] {
  if (frame.node.nodeType !== 'ClassDef') return [];
  return nodesOf(frame, 'Name').flatMap(({ node }) => (node.ctx.nodeType === 'Store' ? [node.id] : []));
}
