/**
 * The part of the library that runs anywhere: in Node, in a browser, in a bundle. index.ts has all of it and more.
 */
export { decodeFile as decodeProfile } from './decode/decode-file.ts';
export { DecodeError, PyprofError, UsageError } from './errors.ts';
export { describeFunction, listCalls } from './library/describe-function.ts';
export { mergeProfiles, pstatsOrder } from './profile/merge.ts';
export { stripDirs } from './profile/strip-dirs.ts';
export { resolveSortOrder, SORT_KEYS } from './select/sort-keys.ts';
export { sortRows } from './select/sort-rows.ts';
