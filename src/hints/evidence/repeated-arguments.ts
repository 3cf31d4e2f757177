import type { CountedFunction } from '../../profile/argument-counts.ts';
import { plural } from '../../profile/notes.ts';
import { writeCount } from '../amounts.ts';
import type { FrameCode } from '../code/module-code.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { timesCalled } from './times-called.ts';

/** The arguments of a function: how many of its calls had others, and whether equal ones gave equal results. */
export type RepeatedArguments = {
  readonly calls: number;
  readonly distinct: number;
  /** The part of the calls that had been made before, with the same arguments. */
  readonly again: number;
  readonly results: 'equal' | 'differ' | 'untold' | 'none';
  readonly sameObjects: boolean;
  readonly hashable: boolean;
  readonly changeable: boolean;
  readonly changed: boolean;
  readonly text: string;
};

/** Two runs of one program differ by less. */
const ALIKE = 1.1;

/** What was counted of a function of the same file; null where nothing was, or in a run that called it another number of times. */
export function repeatedArguments(callee: FrameCode, evidence: FrameEvidence): RepeatedArguments | null {
  const { firstLine, name } = callee.scope;
  const counted = evidence.argumentCounts?.of(firstLine, name) ?? null;
  if (counted === null || counted.calls === 0 || UNTOLD.has(counted.ended)) return null;
  const { calls, distinct, sameObjects, hashable, changeable, changed } = counted;
  const ncalls = timesCalled(callee, evidence);
  if (calls > ncalls * ALIKE || (counted.ended === 'whole' && ncalls > calls * ALIKE)) return null;
  const results = resultsOf(counted);
  const first = counted.ended === 'whole' ? '' : 'the first ';
  const given = `${first}${plural(writeCount(calls), 'call')} of ${callee.scope.qualname} had ${plural(writeCount(distinct), 'different argument')}`;
  return {
    calls,
    distinct,
    again: 1 - distinct / calls,
    results,
    sameObjects,
    hashable,
    changeable,
    changed,
    text: `counted by run --arguments: ${given}${RESULTS[results]}`,
  };
}

const UNTOLD: ReadonlySet<CountedFunction['ended']> = new Set(['raised', 'arguments', 'cut']);

function resultsOf({ ended, hasResult, resultsCompared }: CountedFunction): RepeatedArguments['results'] {
  if (ended === 'results') return 'differ';
  if (!hasResult) return 'none';
  return resultsCompared ? 'equal' : 'untold';
}

const RESULTS: Readonly<Record<RepeatedArguments['results'], string>> = {
  equal: ', and equal arguments gave equal results',
  differ: ', and equal arguments gave different results',
  untold: '; not all of the results could be compared',
  none: ', and all gave None',
};
