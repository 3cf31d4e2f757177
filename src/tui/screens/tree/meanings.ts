import { HIDDEN_MEANINGS } from '../../hiding.ts';
import type { Meaning } from '../../screen.ts';

/** What is to be read in a tree. */
export const MEANINGS_OF_TREE: readonly Meaning[] = [
  {
    term: 'below, with hidden functions',
    text: 'what a hidden function calls stands below the nearest function above it that is shown, and so does its own time; ~ where several functions called it, each with its part by time. A function that hidden ones call from outside as well stands at the first level too, with that part',
  },
  {
    term: '~',
    text: 'an estimate: a profile knows who called a function, and not the way there; what several callers share is split by their times (without times by calls)',
  },
  {
    term: 'no ~',
    text: 'measured: where the tree starts, the next level, and further levels as long as there is a single caller',
  },
  { term: 'calls', text: 'below each line is what it calls, with the times of the calls from there' },
  {
    term: 'called by',
    text: 'in the inverted tree: below a line who calls it; all times are of the function at the start',
  },
  { term: '(recursion)', text: 'the function is on this path already: its time is part of the lines above' },
  {
    term: 'a → … → b (7 in a row, 99 %)',
    text: 'a chain: nearly all the time of each of 7 functions goes into one call of the next, and 99 % of it reaches b. Calls and cumtime are those of a, tottime is that of all 7; Enter opens b. Right shows what b calls, Right again the 7 functions and what else they call; Left folds them. In the inverted tree the arrows lead to the callers, and all numbers are those of the first',
  },
  { term: '12 more of 512', text: 'the ones that take less; Enter shows more' },
  ...HIDDEN_MEANINGS,
];
