import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { usableTime } from '../call-paths/edge-times.ts';
import { LargestFirst } from '../call-paths/largest-first.ts';
import { type CallNode, type CallTree, startNode } from '../call-tree/call-node.ts';
import { childCount, childNodes, type TreeSort } from '../call-tree/children.ts';
import { type Hiding, isHiddenBy } from '../hiding.ts';
import { frameTree, type IcicleFrame, type IcicleTree } from './icicle-tree.ts';

/** How much of a tree of callers becomes frames. */
export type CallerOptions = {
  /** Frames of a smaller part of the whole are not made. */
  readonly cutoff: number;
  readonly mostFrames: number;
  /** So many calls are looked at. */
  readonly mostLooks: number;
  /** The frames below the end of this path; without it all. */
  readonly path: readonly FunctionIndex[];
};

/** The times of a dump are sums of floats. */
const ROUNDING = 1e-6;

const ORDER: TreeSort = { by: 'cumtime', isReversed: false };

/**
 * The frames of what leads to functions: at the top each with its own time, or one function with all its time, and below
 * who called it, and who called that. The parts are those of the tree screen upwards, which needs no threshold: the dump
 * has the callers of each function.
 */
export function callerFrames(tree: CallTree, options: CallerOptions): IcicleTree {
  const grower = new CallerGrower(tree, options);
  grower.grow();
  return grower.finish();
}

/** A frame to be made: a node of the tree of calls with its part of the time of the function at the top. */
type Candidate = {
  readonly parent: IcicleFrame | -1;
  readonly node: CallNode;
  readonly seconds: Seconds;
  readonly isKnown: boolean;
};

class CallerGrower {
  private readonly tree: CallTree;
  private readonly options: CallerOptions;
  private readonly top: readonly Candidate[];
  private readonly whole: Seconds;
  private looksLeft: number;
  private readonly queue = new LargestFirst();
  private readonly candidates: Candidate[] = [];
  private readonly made: Candidate[] = [];
  private readonly self: number[] = [];
  private readonly rest: number[] = [];

  constructor(tree: CallTree, options: CallerOptions) {
    this.tree = tree;
    this.options = options;
    this.looksLeft = options.mostLooks;
    const isAll = options.path.length === 0;
    const whole = isAll ? wholeOf(tree) : 0;
    this.top = isAll ? firstCandidates(tree, options.cutoff * whole) : this.along(options.path);
    this.whole = isAll ? whole : (this.top[0]?.seconds ?? 0);
  }

  grow(): void {
    for (const candidate of this.top) this.offer(candidate);
    for (let next = this.queue.pop(); next !== undefined; next = this.queue.pop()) this.take(this.candidates[next]!);
  }

  finish(): IcicleTree {
    const { tree, made } = this;
    return frameTree({
      table: tree.table,
      direction: 'callers',
      parent: Int32Array.from(made, ({ parent }) => parent),
      row: Int32Array.from(made, ({ node }) => node.function),
      self: Float64Array.from(this.self),
      knownSelf: Float64Array.from(made, ({ isKnown }, frame) => (isKnown ? this.self[frame]! : 0)),
      rest: Float64Array.from(this.rest),
      calls: Float64Array.from(made, ({ node }) => node.numbers.ncalls),
      areCallsKnown: Uint8Array.from(made, ({ node }) => (node.isEstimate ? 0 : 1)),
      isKnown: Uint8Array.from(made, ({ isKnown }) => (isKnown ? 1 : 0)),
      whole: this.whole,
    });
  }

  private offer(candidate: Candidate): void {
    const { parent, seconds } = candidate;
    const isLarge = seconds > 0 && seconds >= this.options.cutoff * this.whole;
    if (isLarge) this.queue.push(this.candidates.push(candidate) - 1, seconds);
    else if (parent >= 0) this.rest[parent]! += seconds;
  }

  private take(candidate: Candidate): void {
    const { mostFrames } = this.options;
    if (this.made.length >= mostFrames) {
      if (candidate.parent >= 0) this.rest[candidate.parent]! += candidate.seconds;
      return;
    }
    const frame = this.made.push(candidate) - 1;
    this.rest.push(0);
    const callers = this.callersOf(candidate);
    this.self.push(Math.max(0, candidate.seconds - sumOf(callers.map(({ seconds }) => seconds))));
    for (const caller of callers) this.offer({ ...caller, parent: frame });
  }

  /**
   * The callers with their parts of a candidate's time, never more than there is: in recursion calls lie inside of each
   * other. The part of a recursive call is theirs too: a path that comes back to a function began with one of them.
   */
  private callersOf({ node, seconds }: Candidate): readonly Candidate[] {
    if (this.looksLeft <= 0) return [];
    const count = childCount(this.tree, node);
    this.looksLeft -= count;
    const all = childNodes(this.tree, node, ORDER, 0, count);
    const callers = all.filter(({ recursion }) => recursion === 'none');
    const parts = callers.map((caller) => partOfStart(this.tree, caller));
    const told = Math.min(seconds, sumOf(all.map((caller) => partOfStart(this.tree, caller))));
    const sum = sumOf(parts);
    const scale = sum > 0 ? told / sum : 0;
    const isShare = callers.length > 1 && Math.abs(scale - 1) > ROUNDING;
    return callers.map((caller, at) => ({
      parent: -1,
      node: caller,
      seconds: parts[at]! * scale,
      isKnown: !caller.isEstimate && !isShare,
    }));
  }

  /** The candidate at the end of a path of functions; none where there is no such path. */
  private along([first, ...others]: readonly FunctionIndex[]): readonly Candidate[] {
    let found = first === undefined ? undefined : candidateAt(this.tree, first);
    for (const row of others) {
      if (found === undefined) return [];
      found = this.callersOf(found).find(({ node }) => node.function === row);
    }
    return found === undefined ? [] : [found];
  }
}

function firstCandidates(tree: CallTree, smallest: Seconds): readonly Candidate[] {
  if (tree.start !== null) return [candidateAt(tree, tree.start)];
  const candidates: Candidate[] = [];
  for (let row = 0; row < tree.table.length; row++) {
    if (timeAtTop(tree, row) >= smallest) candidates.push(candidateAt(tree, row));
  }
  return candidates;
}

function candidateAt(tree: CallTree, row: FunctionIndex): Candidate {
  return { parent: -1, node: startNode(tree, row), seconds: timeAtTop(tree, row), isKnown: true };
}

/** Of one function all its time is shared out; of each function of a program what it took itself. */
function timeAtTop({ table, start, shown }: CallTree, row: FunctionIndex): Seconds {
  const hiding: Hiding | null = shown?.hiding ?? null;
  if (start !== null) return usableTime(table.cumtime[row]!);
  return isHiddenBy(hiding, row) ? 0 : usableTime((hiding?.table ?? table).tottime[row]!);
}

function wholeOf(tree: CallTree): Seconds {
  const { table, start }: { readonly table: ProfileTable; readonly start: FunctionIndex | null } = tree;
  if (start !== null) return usableTime(table.cumtime[start]!);
  let sum = 0;
  for (let row = 0; row < table.length; row++) sum += usableTime(table.tottime[row]!);
  return sum;
}

/** Which time of the function at the top a path has. Without times for calls their counts decide. */
function partOfStart({ start, table, shown }: CallTree, node: CallNode): Seconds {
  const { tottime, cumtime, ncalls } = node.numbers;
  const time = start === null ? tottime : cumtime;
  if (time !== null) return usableTime(time);
  let top = node;
  while (top.parent !== null) top = top.parent;
  const own = (shown?.hiding.table ?? table).tottime[top.function]!;
  const whole = usableTime(start === null ? own : table.cumtime[top.function]!);
  return top.numbers.ncalls > 0 ? usableTime((whole * ncalls) / top.numbers.ncalls) : 0;
}

function sumOf(seconds: readonly Seconds[]): Seconds {
  return seconds.reduce((sum, each) => sum + each, 0);
}
