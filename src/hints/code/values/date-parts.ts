import type { Expression } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, methodsNamed, nodesOf } from '../module-code.ts';
import { attributesNamed } from '../names.ts';

/** No program of which anybody keeps the time has dates of more years. */
const YEARS = 100;

const PARTS: ReadonlyMap<string, number> = new Map([
  ['year', YEARS],
  ['month', 12],
  ['day', 31],
  ['hour', 24],
]);

/** How many values `day.year` can have, in a file that has dates and nothing of its own by that name. */
export function datePartValues(value: Expression, frame: FrameCode): number | undefined {
  const count = value.nodeType === 'Attribute' ? PARTS.get(value.attr) : undefined;
  if (count === undefined || value.nodeType !== 'Attribute' || !knowsDates(frame.module)) return undefined;
  const isOwn = attributesNamed(value.attr, frame).length + methodsNamed(value.attr, frame).length > 0;
  return isOwn ? undefined : count;
}

const knowsDates = oncePer(
  ({ frames }: ModuleCode): boolean =>
    frames.some((frame) =>
      [...nodesOf(frame, 'ImportFrom').map(({ node }) => node.module), ...importsOf(frame)].includes('datetime'),
    ) && !frames.some((frame) => namesParts(frame)),
);

function importsOf(frame: FrameCode): readonly string[] {
  return nodesOf(frame, 'Import').flatMap(({ node }) => node.names.map(({ name }) => name));
}

/** `namedtuple('Model', 'make year')`, `year: int`, `setattr(car, 'year', 1990)` */
function namesParts(frame: FrameCode): boolean {
  const isPart = (text: string): boolean => text.split(/[\s,]+/).some((word) => PARTS.has(word));
  const written = nodesOf(frame, 'Constant').some(({ node, parent }) => {
    const isGiven =
      parent?.node.nodeType === 'Call' || parent?.node.nodeType === 'List' || parent?.node.nodeType === 'Tuple';
    return isGiven && typeof node.value === 'string' && isPart(node.value);
  });
  const fields = nodesOf(frame, 'AnnAssign').map(({ node }) => node.target);
  return written || fields.some((one) => one.nodeType === 'Name' && PARTS.has(one.id));
}
