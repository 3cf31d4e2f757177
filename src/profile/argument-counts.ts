/** Why no more calls of a function were counted; `whole`: all were. */
export const COUNTS_ENDED = ['whole', 'limit', 'results', 'raised', 'arguments', 'cut'] as const;

/** What `run --arguments` counted of one function; `line` is that of its definition (the first decorator's). */
export type CountedFunction = {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly calls: number;
  /** How many different arguments these calls had. */
  readonly distinct: number;
  /** Some of them were told apart by which object they are, and by the attributes of it that the function itself reads. */
  readonly sameObjects: boolean;
  readonly hashable: boolean;
  /** Some results can be changed by who gets them: lists, dicts, objects. */
  readonly changeable: boolean;
  /** Some were, of those that were looked at again when the program ended. */
  readonly changed: boolean;
  /** Whether all results could be compared; the calls end at the first that was another for the same arguments. */
  readonly resultsCompared: boolean;
  /** False where every call gave None. */
  readonly hasResult: boolean;
  readonly ended: (typeof COUNTS_ENDED)[number];
};
