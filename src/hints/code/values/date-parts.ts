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

const METHODS: ReadonlyMap<string, number> = new Map([
  ['weekday', 7],
  ['isoweekday', 7],
]);

/** How many values `day.year` or `day.weekday()` can have, in a file that has dates and nothing of its own by that name. */
export function datePartValues(value: Expression, frame: FrameCode): number | undefined {
  const isCall = value.nodeType === 'Call';
  const asked = isCall ? value.func : value;
  if (asked.nodeType !== 'Attribute' || (isCall && value.args.length + value.keywords.length > 0)) return undefined;
  const count = (isCall ? METHODS : PARTS).get(asked.attr);
  const isOwn = attributesNamed(asked.attr, frame).length + methodsNamed(asked.attr, frame).length > 0;
  return count === undefined || isOwn || !knowsDates(frame.module) ? undefined : count;
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
