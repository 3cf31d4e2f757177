import type { HintRule } from './rule.ts';
import { abcIsinstance } from './rules/abc-isinstance.ts';
import { aggregateInLoop } from './rules/aggregate-in-loop.ts';
import { array } from './rules/array.ts';
import { asdict } from './rules/asdict.ts';
import { bestAgain } from './rules/best-again.ts';
import { bitLoop } from './rules/bit-loop.ts';
import { byHand } from './rules/by-hand.ts';
import { bytesConcat } from './rules/bytes-concat.ts';
import { cacheMisses } from './rules/cache-misses.ts';
import { callAgain } from './rules/call-again.ts';
import { callOverhead } from './rules/call-overhead.ts';
import { callTwice } from './rules/call-twice.ts';
import { charLoop } from './rules/char-loop.ts';
import { configLoop } from './rules/config-loop.ts';
import { countLoop } from './rules/count-loop.ts';
import { counterAdd } from './rules/counter-add.ts';
import { csvEach } from './rules/csv-each.ts';
import { deepcopy } from './rules/deepcopy.ts';
import { dictRebuild } from './rules/dict-rebuild.ts';
import { dictRecord } from './rules/dict-record.ts';
import { dirAgain } from './rules/dir-again.ts';
import { earlyMessage } from './rules/early-message.ts';
import { elementSearch } from './rules/element-search.ts';
import { enumOps } from './rules/enum-ops.ts';
import { environLoop } from './rules/environ-loop.ts';
import { evalText } from './rules/eval-text.ts';
import { excFlow } from './rules/exc-flow.ts';
import { fetchToCount } from './rules/fetch-to-count.ts';
import { filterAgain } from './rules/filter-again.ts';
import { flushEach } from './rules/flush-each.ts';
import { gcCollect } from './rules/gc-collect.ts';
import { genAny } from './rules/gen-any.ts';
import { genRetain } from './rules/gen-retain.ts';
import { hoistCall } from './rules/hoist-call.ts';
import { inList } from './rules/in-list.ts';
import { ioReadall } from './rules/io-readall.ts';
import { jsonCopy } from './rules/json-copy.ts';
import { jsonDump } from './rules/json-dump.ts';
import { jsonHoist } from './rules/json-hoist.ts';
import { jsonKey } from './rules/json-key.ts';
import { keptCopies } from './rules/kept-copies.ts';
import { keptList } from './rules/kept-list.ts';
import { listInsert0 } from './rules/list-insert0.ts';
import { listPlus } from './rules/list-plus.ts';
import { listPop0 } from './rules/list-pop0.ts';
import { listScan } from './rules/list-scan.ts';
import { logFstring } from './rules/log-fstring.ts';
import { lruCache } from './rules/lru-cache.ts';
import { madeAgain } from './rules/made-again.ts';
import { openInLoop } from './rules/open-in-loop.ts';
import { ormInLoop } from './rules/orm-in-loop.ts';
import { pandasRows } from './rules/pandas-rows.ts';
import { pathlibParts } from './rules/pathlib-parts.ts';
import { quickSibling } from './rules/quick-sibling.ts';
import { randomChoice } from './rules/random-choice.ts';
import { reCompile } from './rules/re-compile.ts';
import { recomputed } from './rules/recomputed.ts';
import { recursionTwice } from './rules/recursion-twice.ts';
import { regexBacktracking } from './rules/regex-backtracking.ts';
import { requestsSession } from './rules/requests-session.ts';
import { sequenceMatcher } from './rules/sequence-matcher.ts';
import { sliceRest } from './rules/slice-rest.ts';
import { slots } from './rules/slots.ts';
import { sortCmp } from './rules/sort-cmp.ts';
import { sortInLoop } from './rules/sort-in-loop.ts';
import { sortLt } from './rules/sort-lt.ts';
import { sorted0 } from './rules/sorted0.ts';
import { sqlInLoop } from './rules/sql-in-loop.ts';
import { stackInspection } from './rules/stack-inspection.ts';
import { statAgain } from './rules/stat-again.ts';
import { strConcatQuad } from './rules/str-concat-quad.ts';
import { strptime } from './rules/strptime.ts';
import { subEach } from './rules/sub-each.ts';
import { subprocessLoop } from './rules/subprocess-loop.ts';
import { sumLists } from './rules/sum-lists.ts';
import { withOverhead } from './rules/with-overhead.ts';
import { yamlLoader } from './rules/yaml-loader.ts';

/** All rules, in the order of the index of docs/hints. */
export const RULES: readonly HintRule[] = [
  strConcatQuad,
  bytesConcat,
  listPlus,
  sumLists,
  listPop0,
  listInsert0,
  inList,
  ioReadall,
  genRetain,
  deepcopy,
  strptime,
  reCompile,
  sorted0,
  jsonHoist,
  openInLoop,
  excFlow,
  sortCmp,
  sortInLoop,
  logFstring,
  lruCache,
  slots,
  dictRecord,
  array,
  genAny,
  callTwice,
  callOverhead,
  listScan,
  aggregateInLoop,
  sqlInLoop,
  ormInLoop,
  requestsSession,
  pandasRows,
  fetchToCount,
  sliceRest,
  dictRebuild,
  jsonDump,
  subprocessLoop,
  asdict,
  sortLt,
  recomputed,
  regexBacktracking,
  subEach,
  evalText,
  abcIsinstance,
  randomChoice,
  pathlibParts,
  statAgain,
  environLoop,
  withOverhead,
  enumOps,
  hoistCall,
  bestAgain,
  stackInspection,
  jsonCopy,
  sequenceMatcher,
  yamlLoader,
  callAgain,
  recursionTwice,
  quickSibling,
  dirAgain,
  earlyMessage,
  bitLoop,
  charLoop,
  countLoop,
  filterAgain,
  flushEach,
  madeAgain,
  keptList,
  cacheMisses,
  keptCopies,
  byHand,
  gcCollect,
  csvEach,
  jsonKey,
  counterAdd,
  elementSearch,
  configLoop,
];
