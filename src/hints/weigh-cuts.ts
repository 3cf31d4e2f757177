import type { Seconds } from '../profile/profile-table.ts';
import type { Expression, NodeOf } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import { losesAnItem } from './code/loops/loses-an-item.ts';
import { restOf } from './code/loops/rest.ts';
import { type CodeNode, resumption } from './code/module-code.ts';
import { bindingsOf } from './code/names.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { timesRun } from './evidence/times-run.ts';
import type { Site, TimeRange, Verdict } from './rule.ts';
import { secondsOfHalves, weighHalves } from './weigh-halves.ts';

/**
 * Weighs `text = text[n:]` by how often that was done, whatever else the function does: what loses an item each time, and is
 * asked each time whether there is any, had as many as it was cut, of which half are copied on the average. `each`: what the copy of one takes at least.
 */
export function weighCuts(site: Site, each: Seconds, evidence: FrameEvidence): Verdict | undefined {
  const counted = countCuts(site, evidence);
  if (counted === undefined) return undefined;
  const { things, items } = counted;
  const name = evidence.code.scope.qualname;
  const said = `${name} cut ${writeCount(items)} times${things === 1 ? '' : ' for each call'}`;
  return weighHalves(
    site,
    {
      things,
      items,
      each,
      least: 0.5,
      basis: 'the copies of a rest that loses one item each time; where it loses more, it was longer',
      step: `to copy the rest ${writeCount(items)} times`,
      text: (cost, own) =>
        `${said} what was not at its end, so it was as long as that: at least some ${cost} of ${own} of own time`,
      mayBeMore: true,
    },
    evidence,
  );
}

/** The least that the copies take together: what is cut so often is as long as that, and may be longer. */
export function timeOfCuts(site: Site, evidence: FrameEvidence): TimeRange | undefined {
  const counted = countCuts(site, evidence);
  if (counted === undefined) return undefined;
  return { least: secondsOfHalves(counted.things, counted.items, QUICKEST), most: Number.POSITIVE_INFINITY };
}

/** A character of a text that lies in the caches, measured on 3.11: 9 ps. */
const QUICKEST: Seconds = 8e-12;

type Cuts = { readonly things: number; readonly items: number };

/** How often each thing was cut, and with that how many items it had at least. */
function countCuts(site: Site, evidence: FrameEvidence): Cuts | undefined {
  const { code } = site;
  const isCounted = isOneThing(site, evidence) && isAssignment(code) && losesAnItem(code);
  const cuts = isCounted ? timesRun(code, evidence) : undefined;
  if (cuts === undefined || resumption(evidence.code) !== null) return undefined;
  const things = Math.max(1, evidence.ncalls);
  return { things, items: cuts / things };
}

function isAssignment(code: CodeNode): code is CodeNode<NodeOf<'Assign'>> {
  return code.node.nodeType === 'Assign';
}

/** A local of the function that only loses what is cut off: it gets nothing, and no loop begins it anew. */
function isOneThing({ code: { node, loops }, isLasting }: Site, { code: frame }: FrameEvidence): boolean {
  const [target] = node.nodeType === 'Assign' ? node.targets : [];
  const name = target === undefined ? undefined : lastTarget(target);
  if (name?.nodeType !== 'Name' || loops.length === 0 || isLasting === true) return false;
  return bindingsOf(name.id, frame).every(
    ({ binding: { node: by, loopDepth, kind } }) =>
      (kind !== 'augmented' && loopDepth === 0) ||
      (by.nodeType === 'Assign' && by.targets.some((one) => restOf(one, by.value) !== undefined)),
  );
}

/** `rest` of `first, rest = rest[0], rest[1:]` */
function lastTarget(target: Expression): Expression | undefined {
  const last = target.nodeType === 'Tuple' || target.nodeType === 'List' ? target.elts.at(-1) : target;
  return last?.nodeType === 'Starred' ? last.value : last;
}
