import { plural } from '../profile/notes.ts';
import { type Expression, isEmptyList } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { isFieldGiven } from './code/class-fields.ts';
import type { FrameCode } from './code/module-code.ts';
import { attributeBindings, calledName, fullName } from './code/names.ts';
import { type RunningTotal, runningTotal } from './code/steady/running-total.ts';
import { changesCounted } from './evidence/changes-counted.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { mostObjectsMade } from './evidence/objects-made.ts';
import { passesOf } from './evidence/passes.ts';
import { savingOfFunction } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

/** What it takes to change a kept sum along with an item, or to ask for it: generously. */
const STEP = 3e-7;

/** Of the time so much may be left at most: else it is changed nearly as often as it is asked for. */
const MOST_LEFT = 0.2;

/** Some fifty to a hundred items. */
const LONG_WALK = 2e-5;
const FEW_ITEMS = 20;

/** A sum of many items, asked for more often than all of them were changed: what single changes do to it they can do to a kept one. */
export function weighRunningTotal(evidence: FrameEvidence): Verdict {
  const { code, ncalls, cumtime, pace } = evidence;
  const total = runningTotal(code);
  if (total === undefined) return NO_PLACE;
  const perCall = cumtime / ncalls;
  const { single, whole } = changesCounted(total, evidence);
  // the first sum of what an object is made with is a walk all the same
  const objects = code.parent === null ? 0 : mostObjectsMade(code.parent, evidence);
  const left = ((ncalls + single) * STEP * pace + (whole + objects) * perCall) / cumtime;
  const changed = changesText(single, whole);
  if (!(left <= MOST_LEFT)) return refused(`${writeCount(ncalls)} calls, and ${changed}: it is hardly the same again`);
  const items = passesOf(total.loop, evidence)?.least;
  if (perCall < LONG_WALK * pace || (items !== undefined && items < FEW_ITEMS * ncalls))
    return refused(`a call takes ${durationText(perCall)}: few items`);
  const share = shareOfTotal(cumtime, evidence);
  if (share < SHARES.least) return refused(`this costs only ${writePercent(share)} of the profile`);
  const walked = items === undefined ? '' : ` that walked ${writeCount(items)} items`;
  const isOfOne = total.items === 'alone' || objects === 1;
  const shared = isOfOne ? '' : ' (as far as no item is held by two of them)';
  const text = `${writeCount(ncalls)} calls of ${code.scope.qualname}${walked}: ${durationText(cumtime)} of ${durationText(evidence.total)}; ${changed}${shared}`;
  const basis = 'all calls, where each change is made to the kept result too';
  const gone = { least: 0.7 * (1 - left), most: 1 };
  return edgeFinding(
    mayShareItems(total, evidence) && !isFilledByOwn(total, code) ? 'possible' : 'likely',
    cumtime,
    evidence,
    [{ kind: 'edge', text }],
    savingOfFunction(cumtime, gone, basis, evidence),
  );
}

/** Items that come one by one to a list of the object's own are said to be as far as no other has them; a list that it was given may be others', with all its items. */
function isFilledByOwn({ items, held }: RunningTotal, code: FrameCode): boolean {
  const bound = attributeBindings(held, code);
  const isBegun = bound.every(
    ({ binding: { value }, frame }) => isEmptyList(value) || isBegunByField(held, value, frame),
  );
  return items === 'own' && bound.length > 0 && isBegun;
}

/** `lots: deque = field(default_factory=deque)`, which no call gives another. */
function isBegunByField(held: string, value: Expression | null, owner: FrameCode): boolean {
  if (value?.nodeType !== 'Call' || calledName(value, owner) !== 'dataclasses.field') return false;
  const [made, ...others] = value.keywords;
  const isEmpty = made?.arg === 'default_factory' && CONTAINERS.has(fullName(made.value, owner));
  return isEmpty && others.length === 0 && owner.node.nodeType === 'ClassDef' && !isFieldGiven(held, owner);
}

const CONTAINERS: ReadonlySet<string> = new Set(['list', 'collections.deque']);

/** Where an item changes another object that holds it has to follow, too. */
export function mayShareItems({ items }: RunningTotal, evidence: FrameEvidence): boolean {
  const owner = evidence.code.parent;
  return items === 'any' || (items === 'own' && (owner === null || mostObjectsMade(owner, evidence) !== 1));
}

function changesText(single: number, whole: number): string {
  if (!Number.isFinite(single + whole)) return 'nothing tells how many changes';
  const changes = [
    ...(single > 0 ? [`${plural(writeCount(single), 'change')} of an item`] : []),
    ...(whole > 0 ? [`${plural(writeCount(whole), 'change')} of all of them`] : []),
  ];
  return changes.length === 0 ? 'no change' : `at most ${changes.join(' and ')}`;
}
