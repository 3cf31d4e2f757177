import { canonicalName } from '../../hints/evidence/callee-names.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey } from '../../profile/function-name.ts';
import { callerEdges, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import { inSlices, type Steps } from '../../profile/steps.ts';
import { ORIGINS } from '../../select/function-origin.ts';
import { originSteps } from '../../select/whose-code.ts';

/** What a thread can wait for without doing anything. */
export type WaitingFor = 'threads' | 'events' | 'network' | 'processes' | 'sleep' | 'input';

type WaitingPart = {
  readonly what: WaitingFor;
  readonly seconds: Seconds;
  /** The call with the most of it. */
  readonly row: FunctionIndex;
};

export type Waiting = {
  readonly seconds: Seconds;
  /** The most time first. */
  readonly parts: readonly WaitingPart[];
};

type WaitingCall = {
  readonly what: WaitingFor;
  /** As `canonicalName` writes it; pure-Python `profile` has only the name behind the last dot. */
  readonly call: RegExp;
  /** Only what is called from these files waits. */
  readonly from?: RegExp;
};

/** What talks to other processes, and waits for nothing else. */
const PROCESS_FILES = /\b(?:multiprocessing[\\/]connection|subprocess)\.py$/;

/** `subprocess` and others wait for events through it. */
const SELECTORS_FILE = /(?:^|[\\/])selectors\.py$/;

const WAITING_CALLS: readonly WaitingCall[] = [
  {
    what: 'threads',
    call: /^(?:thread\.(?:lock|RLock)\.(?:acquire|__enter__)|thread\._?ThreadHandle\.join|queue\.SimpleQueue\.get|acquire)$/,
  },
  { what: 'processes', call: /^(?:multiprocessing\.SemLock\.(?:acquire|__enter__)|os\.(?:wait\w*|system)|waitpid)$/ },
  { what: 'processes', call: /^winapi\.WaitFor\w+$/ },
  { what: 'processes', call: /^os\.read$/, from: PROCESS_FILES },
  {
    what: 'events',
    call: /^(?:select\.(?:select|poll\.poll|epoll\.poll|devpoll\.poll|kqueue\.control)|overlapped\.GetQueuedCompletionStatus)$/,
  },
  {
    what: 'network',
    call: /^(?:socket\.socket\.(?:recv\w*|_?accept|connect)|socket\.(?:getaddrinfo|gethostby\w+)|ssl\._?SSLSocket\.(?:read|do_handshake))$/,
  },
  { what: 'sleep', call: /^(?:time\.sleep|sleep)$/ },
  { what: 'input', call: /^(?:input|raw_input)$/ },
];

/** How long the built-ins took that only wait; null where there is none. */
export function* waitingSteps(table: ProfileTable): Steps<Waiting | null> {
  const codes = yield* originSteps(table);
  const found: WaitingPart[] = [];
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (ORIGINS[codes[row]!] === 'builtin' && table.tottime[row]! > 0) found.push(...waitingIn(table, row));
    }
  });
  // who waits for events has sockets that never wait
  const hasEvents = found.some(({ what }) => what === 'events');
  const parts = addUp(found.filter(({ what }) => !(hasEvents && what === 'network')));
  if (parts.length === 0) return null;
  return { seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0), parts };
}

function waitingIn(table: ProfileTable, row: FunctionIndex): WaitingPart[] {
  const { full } = canonicalName(table, row);
  const kind = WAITING_CALLS.find(({ call }) => call.test(full));
  if (kind === undefined) return [];
  const seconds = kind.from === undefined ? table.tottime[row]! : secondsFrom(table, row, kind.from);
  const what = kind.what === 'events' && isForProcesses(table, row) ? 'processes' : kind.what;
  return seconds > 0 ? [{ what, seconds, row }] : [];
}

/** Whether nothing but the pipes of other processes can be what a call waits for. */
function isForProcesses(table: ProfileTable, row: FunctionIndex): boolean {
  const files = callersOf(table, row)
    .flatMap((caller) => (SELECTORS_FILE.test(fileOf(table, caller)) ? callersOf(table, caller) : [caller]))
    .map((caller) => fileOf(table, caller));
  return files.length > 0 && files.every((file) => PROCESS_FILES.test(file));
}

function callersOf(table: ProfileTable, row: FunctionIndex): readonly FunctionIndex[] {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  return [...edges.caller.subarray(start, end)];
}

function fileOf(table: ProfileTable, row: FunctionIndex): string {
  return table.strings.text(functionKey(table, row).file);
}

function secondsFrom(table: ProfileTable, row: FunctionIndex, files: RegExp): Seconds {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  let seconds = 0;
  for (let edge = start; edge < end; edge++) {
    if (files.test(fileOf(table, edges.caller[edge]!))) seconds += edges.tottime[edge]!;
  }
  return seconds;
}

function addUp(found: readonly WaitingPart[]): readonly WaitingPart[] {
  const sums = new Map<WaitingFor, WaitingPart>();
  for (const part of [...found].sort((a, b) => b.seconds - a.seconds)) {
    const sum = sums.get(part.what);
    sums.set(part.what, sum === undefined ? part : { ...sum, seconds: sum.seconds + part.seconds });
  }
  return [...sums.values()].sort((a, b) => b.seconds - a.seconds);
}
