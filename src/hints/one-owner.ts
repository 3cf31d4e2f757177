import { isWithin } from './code/module-code.ts';
import type { Weighed } from './weighed.ts';

/** Which of two rules has what both find. `around`: the owner's place stands in the other's; `inside`: the other's in it; `same`: they are one; `function`: in the same function. */
type Row = { readonly rule: string; readonly owner: string; readonly where: 'around' | 'inside' | 'same' | 'function' };

const OWNERS: readonly Row[] = [
  // a dict needs no list, whole or stopped early
  { rule: 'gen-any', owner: 'list-scan', where: 'around' },
  // counts of parts that overlap are kept along; no dict of counts has them
  { rule: 'list-scan', owner: 'aggregate-in-loop', where: 'around' },
  // a dict by the sorted letters sorts each once
  { rule: 'sort-in-loop', owner: 'list-scan', where: 'inside' },
  // what each of two items is compared by is made once for each, and may then be the key of a dict
  { rule: 'list-scan', owner: 'made-again', where: 'around' },
  { rule: 'list-scan', owner: 'call-again', where: 'around' },
  // a set of what is made for one question takes longer than the search
  { rule: 'in-list', owner: 'made-again', where: 'around' },
  // what is asked once for each object is added up once
  { rule: 'aggregate-in-loop', owner: 'recomputed', where: 'function' },
  // a sum that is kept along with each item is never made anew
  { rule: 'made-again', owner: 'aggregate-in-loop', where: 'same' },
  // what each item of a pair is sorted for is made once for each
  { rule: 'sort-in-loop', owner: 'made-again', where: 'function' },
  // a mean that is asked for each item is asked once, whichever function has it
  { rule: 'quick-sibling', owner: 'aggregate-in-loop', where: 'around' },
  // what an object keeps is made once, by whatever function
  { rule: 'call-again', owner: 'recomputed', where: 'function' },
  // what is kept for good is not asked for twice
  { rule: 'call-twice', owner: 'call-again', where: 'function' },
  // a table is made once with all that is in it
  { rule: 'hoist-call', owner: 'made-again', where: 'inside' },
  // a copy of what does not change is made once
  { rule: 'kept-copies', owner: 'made-again', where: 'around' },
  // a recursion that explodes is kept by its arguments too
  { rule: 'call-again', owner: 'lru-cache', where: 'function' },
  // a cache knows the second call as well
  { rule: 'recursion-twice', owner: 'lru-cache', where: 'function' },
];

/** Why a finding is another rule's. */
export function whyOwned(one: Weighed, standing: readonly Weighed[]): string | undefined {
  const rows = OWNERS.filter(({ rule }) => rule === one.rule.id);
  const isOwner = (other: Weighed): boolean =>
    rows.some(({ owner, where }) => owner === other.rule.id && isThere(where, other, one));
  const owner = rows.length === 0 ? undefined : standing.find((other) => isAsSure(other, one) && isOwner(other));
  return owner === undefined ? undefined : `${owner.rule.id} says the same of line ${owner.line}`;
}

function isThere(where: Row['where'], owner: Weighed, other: Weighed): boolean {
  if (where === 'function') return true;
  if (where === 'same') return owner.site.code.node === other.site.code.node;
  const [inner, outer] = where === 'around' ? [owner, other] : [other, owner];
  return isWithin(inner.site.code, outer.site.code.node);
}

/** What is only possible takes nothing from what is likely. */
function isAsSure({ finding }: Weighed, than: Weighed): boolean {
  return finding.level !== 'possible' || than.finding.level === 'possible';
}
