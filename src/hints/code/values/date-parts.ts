import { givenValues, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { knowsModule } from '../knows-module.ts';
import { isSetByAny } from '../method-meant.ts';
import { definedAs, type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { calledName } from '../names.ts';

/** A run that comes to more years is a rare one. */
const MOST_YEARS = 100;

const PARTS: ReadonlyMap<string, number> = new Map([
  ['year', MOST_YEARS],
  ['month', 12],
  ['weekday()', 7],
  ['isoweekday()', 7],
]);

/** How many values `day.year` and `day.weekday()` have at most, in a file that makes dates and has no such part of its own. */
export function partOfDate(expression: NodeOf<'Attribute' | 'Call'>, frame: FrameCode): number | undefined {
  const isCall = expression.nodeType === 'Call';
  const asked = isCall ? expression.func : expression;
  if (asked.nodeType !== 'Attribute' || (isCall && givenValues(expression).length > 0)) return undefined;
  const most = PARTS.get(isCall ? `${asked.attr}()` : asked.attr);
  const isOfDate = most !== undefined && knowsModule('datetime', frame.module) && !isOwnPart(asked.attr, frame);
  return isOfDate ? most : undefined;
}

/** The year of a game may be any number. */
function isOwnPart(name: string, frame: FrameCode): boolean {
  return isSetByAny(name, frame) || definedAs(name, frame).length > 0 || fieldsOfTuples(frame.module).has(name);
}

const fieldsOfTuples = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const calls = frames.flatMap((frame) =>
    nodesOf(frame, 'Call').filter(({ node }) => calledName(node, frame) === 'collections.namedtuple'),
  );
  const given = calls.flatMap(({ node: { args } }) =>
    args.flatMap((one) => (one.nodeType === 'List' || one.nodeType === 'Tuple' ? one.elts : [one])),
  );
  return new Set(given.flatMap((one) => (one.nodeType === 'Constant' ? String(one.value).split(/[\s,]+/) : [])));
});
