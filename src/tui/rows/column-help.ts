import type { ProfileKind } from '../../profile/profile-table.ts';
import { FILTER_SYNTAX } from '../../select/name-filter.ts';
import type { ScreenKind } from '../state/viewer-state.ts';

/** A word of a screen and what it means. */
export type Meaning = { readonly term: string; readonly text: string };

const PATHS: Meaning = {
  term: 'filename:lineno',
  text: 'of the path only what tells the file from the others of this profile; Right shows all of it',
};

const NAME: Meaning = { term: '(function)', text: 'in braces: a function written in C, which has no file' };

/** What the columns of a list mean, from left to right. Each percall has its own denominator, as in pstats. */
export const COLUMN_MEANINGS: Readonly<Record<ProfileKind, readonly Meaning[]>> = {
  traced: [
    {
      term: 'ncalls',
      text: 'how often it was called; 8361/1: of 8361 calls 1 is primitive, which means not made by recursion',
    },
    { term: 'tottime', text: 'time in the function itself, without what it calls' },
    { term: 'percall', text: 'behind tottime: tottime divided by all calls' },
    { term: 'cumtime', text: 'time in the function and in all that it calls; recursion is counted once' },
    { term: 'percall', text: 'behind cumtime: cumtime divided by the primitive calls' },
    { term: 'cum%, tot%', text: 'the cumtime or tottime as a share of all time in the profile, as a number and a bar' },
    PATHS,
    NAME,
  ],
  sampled: [
    {
      term: 'nsamples',
      text: 'in how many samples it was on the stack; 582/37: of 582 samples it was on top of the stack in 37',
    },
    { term: 'tottime', text: 'time in the function itself, estimated from the samples with it on top' },
    { term: 'persample', text: 'behind tottime: tottime divided by the first number of samples' },
    { term: 'cumtime', text: 'time in the function and in all that it calls, estimated from the samples' },
    { term: 'persample', text: 'behind cumtime: cumtime divided by the second number of samples' },
    { term: 'cum%, tot%', text: 'the cumtime or tottime as a share of all time in the profile, as a number and a bar' },
    PATHS,
    NAME,
  ],
};

/** With a snapshot. */
export const MEMORY_MEANINGS: readonly Meaning[] = [
  { term: 'alive, blocks', text: 'bytes and blocks that the snapshot has of the lines of the function itself' },
];

/** The columns of screens that list no functions. */
export const OTHER_COLUMNS: Readonly<Partial<Record<ScreenKind, readonly Meaning[]>>> = {
  memory: [
    { term: 'size', text: 'bytes that were alive when the snapshot was taken, as they were asked for' },
    { term: 'blocks', text: 'how many requests for memory they were; behind growth: how many more than before' },
    { term: 'average', text: 'size divided by blocks' },
    { term: 'growth', text: 'the change of size since the first snapshot, where two were given' },
    { term: 'size%', text: 'the size as a share of all that was alive, as a number and a bar' },
    { term: '~ before a function', text: 'not certain: the source was not found, or several functions share a line' },
    { term: 'outside', text: 'lines of a file that are in no function of the profile' },
  ],
};

/** What else is to be read on a kind of screen. */
export const SCREEN_MEANINGS: Readonly<Partial<Record<ScreenKind, readonly Meaning[]>>> = {
  functions: [
    ...FILTER_SYNTAX.map(({ text, meaning }) => ({ term: `/ ${text}`, text: meaning })),
    {
      term: 'hidden',
      text: 'tottime of functions that are hidden (H, m) is charged to the nearest callers that are shown, and is part of their tottime',
    },
    {
      term: '~ before tottime',
      text: 'in part charged by estimate: of the time below a hidden function with several callers each gets the share that the calls from it have in the cumtime below',
    },
    {
      term: 'to nobody',
      text: 'hidden time that no shown function called for; with the tottime shown it makes the total',
    },
  ],
  function: [
    { term: 'callers', text: 'who called the function: how often, and how much of its time was spent in these calls' },
    { term: 'callees', text: 'what the function called: how often, and the time that they took in these calls' },
    { term: 'share', text: 'of the cumtime of the function in the middle; on its own line, its tottime' },
    { term: 'itself (recursion)', text: 'the function calls itself' },
    { term: '(no row)', text: 'a caller that has no numbers of its own: it ran before the profiler was switched on' },
    { term: 'counted only', text: 'the profile has how often, but not how long: - stands for each time' },
  ],
  tree: [
    {
      term: '~',
      text: 'an estimate: a profile knows who called a function, and not the way there; what several callers share is split by their times (without times by calls)',
    },
    {
      term: 'no ~',
      text: 'sure: where the tree starts, the level next to that, and on as long as there is a single caller',
    },
    { term: 'calls', text: 'below a line what it calls; its times are those of the calls from there' },
    {
      term: 'called by',
      text: 'in the inverted tree: below a line who calls it; all times are of the function at the start',
    },
    { term: '(recursion)', text: 'the function is on this path already: its time is part of the lines above' },
    { term: '12 more of 512', text: 'what takes less; Enter shows more' },
  ],
  modules: [
    {
      term: 'library',
      text: 'the first part of a package: django of django.db.models; packages begin below site-packages, the standard library, or the directory of your own files',
    },
    { term: 'cumtime', text: 'from the program coming in from outside to its leaving' },
    {
      term: '~ before cumtime',
      text: 'about so long: what it calls calls it back, and a profile does not tell which calls are inside of others; never less than its longest function',
    },
    { term: '{builtins.list}', text: 'in braces: built-in functions and methods, by their module and type' },
  ],
  profiles: [
    { term: 'tot%, cum%', text: 'the share of this profile in the sum of all: in all functions, or with F in one' },
    { term: 'only here', text: 'functions that no other of the profiles has' },
  ],
};

/** Marks that all lists have. */
export const MARK_MEANINGS: readonly Meaning[] = [
  { term: '>', text: 'where the cursor is' },
  { term: '*', text: 'the function that callers and callees are about' },
  { term: '!', text: 'there is a hint what to change: 4 shows them all, the source of the function its own' },
  { term: '-', text: 'no time in the profile' },
  { term: '~', text: 'a number that is rounded or estimated' },
];
