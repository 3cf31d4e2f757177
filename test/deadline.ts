/**
 * How long a test waits in vain for what should come about. At a load of ten the start of a program takes ten times as long;
 * who waits goes on as soon as it is there, so only what fails takes longer.
 */
export const DEADLINE_MILLISECONDS = 90_000;
