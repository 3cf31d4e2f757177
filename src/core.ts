/**
 * The part of the library that runs anywhere: in Node, in a browser, in a bundle. index.ts has all of it and more.
 */
export { DecodeError, PyprofError, UsageError } from './errors.ts';
export { describeFunction, listCalls } from './library/describe-function.ts';
export {
  decodeGiven as decodeProfile,
  mergeGiven as mergeProfiles,
  orderGiven as pstatsOrder,
  stripGiven as stripDirs,
} from './library/read-profiles.ts';
export { resolveGiven as resolveSortOrder, sortGiven as sortRows } from './library/sort-functions.ts';
export { SORT_KEYS } from './select/sort-keys.ts';
