import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { mayMean } from '../code/may-mean.ts';
import { bareName } from '../code/names.ts';
import { classCalled } from '../code/values/classes-called.ts';
import { SHARES } from '../level-of-share.ts';
import type { CalleeName } from './callee-names.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';

/** Of calls that are put down to places: several of a function may be told of the same calls. */
export const LEAST_OF_CALLS = 0.002;

/** In its own code, or in a comprehension of its with all that that calls. */
export const takesTimeItself: (evidence: FrameEvidence) => boolean = oncePer((evidence: FrameEvidence): boolean => {
  const { rows, row, table, tottime } = evidence;
  const [, ...helpers] = rows;
  return (
    isMuch(tottime, evidence) ||
    isMuch(table.tottime[row], evidence) ||
    helpers.some((one) => isMuch(table.tottime[one.row], evidence) || isMuch(table.cumtime[one.row], evidence))
  );
});

/** The same, or with the calls that the code writes; of a recursion the whole is weighed. */
export const takesTimeAsWritten: (evidence: FrameEvidence) => boolean = oncePer((evidence: FrameEvidence): boolean => {
  if (takesTimeItself(evidence)) return true;
  if (!areMuch(evidence, () => true)) return false;
  if (evidence.ncalls > evidence.primitiveCalls) return true;
  return areMuch(evidence, (name) => isWritten(name, evidence));
});

/** The same without the calls of functions of the program. */
export const takesTimeInKnown: (evidence: FrameEvidence) => boolean = oncePer(
  (evidence: FrameEvidence): boolean =>
    takesTimeItself(evidence) ||
    (takesTimeAsWritten(evidence) && areMuch(evidence, (name) => name.full !== '' && isWritten(name, evidence))),
);

function isWritten({ bare }: CalleeName, { code }: FrameEvidence): boolean {
  return UNWRITTEN.has(bare) || (!OF_NO_NAME.has(bare) && mayMean(bare, code));
}

/** How often the function called another, by its full name. */
export function timesCalledFrom({ calls }: FrameEvidence, full: string): number {
  return calls.reduce((sum, { name, ncalls }) => (name.full === full ? sum + ncalls : sum), 0);
}

/** Whether it called anything so often. */
export function callsOften(times: number, { calls }: FrameEvidence): boolean {
  return calls.some(({ ncalls }) => ncalls >= times);
}

/** Whether it called any of some functions, by their full names. */
export function callsAny(names: ReadonlySet<string>, { calls }: FrameEvidence): boolean {
  return calls.some(({ name: { full } }) => names.has(full));
}

/** What calls under one name must be to be told of. */
type LeastCalled = { readonly share?: number; readonly ncalls?: number };

/** The same of all that has one name, which a place is weighed by. */
export function isAnyCalledOften(times: number, evidence: FrameEvidence): boolean {
  return evidence.calls.some(({ name }) => callsByBareName(evidence, [name.bare]).ncalls >= times);
}

/** Whether what a place calls takes enough: all calls under its name, or those that make objects where it makes one. */
export function isMuchCalled(call: NodeOf<'Call'>, evidence: FrameEvidence, least: LeastCalled = {}): boolean {
  const { code } = evidence;
  return (
    areMuchUnder(bareName(call, code), evidence, least) ||
    areMuchUnder(lastName(call.func), evidence, least) ||
    (areMuchUnder('__init__', evidence, least) && classCalled(call, code) !== undefined)
  );
}

/** Whether all calls under a name take enough to be told of. */
export function areMuchUnder(
  bare: string,
  evidence: FrameEvidence,
  { share = LEAST_OF_CALLS, ncalls = 0 }: LeastCalled = {},
): boolean {
  const calls = callsByBareName(evidence, [bare]);
  return isMuch(calls.cumtime, evidence, share) && !(calls.ncalls < ncalls);
}

/** Some calls with the function's own time. The times of a dump need not fit together. */
export function areMuch(
  evidence: FrameEvidence,
  isMeant: (name: CalleeName) => boolean,
  least: number = LEAST_OF_CALLS,
): boolean {
  let seconds = evidence.tottime;
  for (const { name, tottime, cumtime } of evidence.calls) if (isMeant(name)) seconds += Math.max(tottime, cumtime);
  return isMuch(seconds, evidence, least);
}

/** What runs without being named where it is called, and has a price to rules. */
const UNWRITTEN: ReadonlySet<string> = new Set([
  '',
  '<lambda>',
  ...['init', 'new', 'post_init', 'call', 'eq', 'lt', 'hash'].map((name) => `__${name}__`),
]);

/** What is imported or walked; the comprehensions of the function itself are none of its calls. */
const OF_NO_NAME: ReadonlySet<string> = new Set(
  ['module', 'listcomp', 'setcomp', 'dictcomp', 'genexpr'].map((name) => `<${name}>`),
);

/** A time that is no number, or below zero, is in no way little: the file is somebody's own. */
export function isMuch(seconds: number | undefined, { total }: FrameEvidence, least: number = SHARES.least): boolean {
  return !(seconds !== undefined && seconds >= 0 && seconds < least * total);
}
