/**
 * Of pickle's 68 operations, those that a tracemalloc snapshot or an .lprof is made of; all others are refused. None of
 * these can call, import or look up anything but a class name. (CPython: Lib/pickle.py, "Pickle opcodes".)
 */
export const OP = {
  proto: 0x80,
  frame: 0x95,
  stop: 0x2e,
  mark: 0x28,
  memoize: 0x94,
  binput: 0x71,
  longBinput: 0x72,
  binget: 0x68,
  longBinget: 0x6a,
  none: 0x4e,
  newTrue: 0x88,
  newFalse: 0x89,
  binint: 0x4a,
  binint1: 0x4b,
  binint2: 0x4d,
  long1: 0x8a,
  binfloat: 0x47,
  shortBinunicode: 0x8c,
  binunicode: 0x58,
  emptyTuple: 0x29,
  tuple: 0x74,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  emptyList: 0x5d,
  append: 0x61,
  appends: 0x65,
  emptyDict: 0x7d,
  setitem: 0x73,
  setitems: 0x75,
  global: 0x63,
  stackGlobal: 0x93,
  newobj: 0x81,
  build: 0x62,
} as const;

type OpName = keyof typeof OP;

/**
 * How many bytes of heap an operation takes at most in pickleparser under V8, measured over a million of each: a mark or
 * an empty list becomes an array that its first item grows to 17 places, a dict a Map, a memo an entry of a Map.
 */
const HEAP_BYTES: Readonly<Record<OpName, number>> = {
  proto: 0,
  frame: 0,
  stop: 0,
  mark: 220,
  memoize: 60,
  binput: 60,
  longBinput: 60,
  binget: 24,
  longBinget: 24,
  none: 24,
  newTrue: 24,
  newFalse: 24,
  binint: 32,
  binint1: 24,
  binint2: 24,
  long1: 32,
  binfloat: 32,
  shortBinunicode: 64,
  binunicode: 64,
  emptyTuple: 220,
  tuple: 16,
  tuple1: 80,
  tuple2: 80,
  tuple3: 80,
  emptyList: 220,
  append: 32,
  appends: 32,
  emptyDict: 320,
  setitem: 80,
  setitems: 80,
  global: 500,
  stackGlobal: 500,
  newobj: 80,
  build: 80,
};

const REFUSED = -1;

/** Heap bytes by opcode; {@link REFUSED} for an operation that no snapshot needs. */
const COSTS: Int16Array = new Int16Array(256).fill(REFUSED);
for (const [name, cost] of Object.entries(HEAP_BYTES)) COSTS[OP[name as OpName]] = cost;

/** The most bytes of heap that an operation takes; null for one that is refused. */
export function heapCost(opcode: number): number | null {
  const cost = COSTS[opcode] ?? REFUSED;
  return cost === REFUSED ? null : cost;
}
