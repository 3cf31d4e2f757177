import type { ProfileTable } from '../../profile/profile-table.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { readsOf } from '../code/loops/consumption.ts';
import { isOnlyCompared } from '../code/loops/only-compared.ts';
import { isOfRecords } from '../code/loops/unpacked-fields.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { attributeBindings, type BoundIn, calledName, methodCalled, resolve, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { changersOf } from '../code/steady/changed-later.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { madeAt } from '../code/values/made-at.ts';
import { lengthOf } from '../code/values/static-length.ts';
import { canonicalName } from '../evidence/callee-names.ts';

import { type Fix, type HintRule, refused, type Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/** A function of the standard library that does more than is needed, and what does only that. */
type Slow = {
  /** How the source may call it, and the one name that a profile has for it. */
  readonly names: readonly string[];
  readonly callee: string;
  /** What else is called with it from the same place. */
  readonly also?: readonly string[];
  /** What all of them are called, where there are more. */
  readonly called?: string;
  /** So few calls are no habit. */
  readonly leastCalls: number;
  /** A call that takes less does not do what the sibling leaves out. */
  readonly leastPerCall?: number;
  /** Where each of several places has its part of the calls. */
  readonly leastShare?: number;
  readonly gain: string | null;
  readonly instead: string;
  /** A function of the same module that takes the same arguments. */
  readonly renamed?: string;
  readonly fits?: (code: CodeNode<NodeOf<'Call'>>, frame: FrameCode) => boolean;
  /** What goes where no ratio was measured. */
  readonly whatRemains?: string;
  readonly isAbout?: 'numbers' | 'threads';
};

const MEAN: Slow = {
  names: ['statistics.mean'],
  callee: 'statistics.mean',
  leastCalls: 1,
  gain: 'quick-sibling/mean',
  instead:
    'fmean makes no fraction of each number (from Python 3.8 on); of whole numbers sum(values) / len(values) does as well.',
  renamed: 'fmean',
  isAbout: 'numbers',
};

const SPREADS = ['stdev', 'pstdev', 'variance', 'pvariance'].map(
  (name): Slow => ({
    names: [`statistics.${name}`],
    callee: `statistics.${name}`,
    leastCalls: 1,
    gain: 'quick-sibling/spread',
    instead: 'Take the mean by math.fsum(), then math.fsum() of the squared differences: no fraction for each float.',
    isAbout: 'numbers',
  }),
);

const SLOW: readonly Slow[] = [
  MEAN,
  ...SPREADS,
  {
    names: ['random.choices', '.choices'],
    callee: 'random.choices',
    leastCalls: 1000,
    leastPerCall: 2e-6,
    gain: null,
    whatRemains: 'how much of random.choices goes depends on the number of weights',
    instead: 'Add the weights up once, by list(itertools.accumulate(weights)), and give the sums as cum_weights.',
    fits: hasSameWeights,
  },
  {
    names: ['fnmatch.fnmatch', 'fnmatch.fnmatchcase'],
    callee: 'fnmatch.fnmatch',
    leastCalls: 1000,
    gain: 'quick-sibling/fnmatch',
    instead: 'Give fnmatch.filter() all names, or compile fnmatch.translate(pattern) once and call its match.',
  },
  {
    names: ['.substitute'],
    callee: 'string.substitute',
    leastCalls: 1000,
    gain: 'quick-sibling/template',
    instead: 'If the text is your own, write it for str.format, or as an f-string.',
  },
  {
    names: ['fractions.Fraction'],
    callee: 'fractions.__new__',
    also: ['fractions.forward', 'fractions.reverse'],
    called: 'fractions',
    leastCalls: 1000,
    gain: 'quick-sibling/fraction',
    instead: 'Multiply the whole numbers, then divide by //: it rounds down, where int() rounds towards zero.',
    fits: (code, frame) => isCutToInt(code, frame) || isOfOneUnit(code, frame),
  },
  {
    names: ['.put'],
    callee: 'queue.put',
    also: ['queue.get', 'queue.empty', 'queue.qsize'],
    called: 'queue.put and its kin',
    leastCalls: 1000,
    gain: null,
    whatRemains: 'what heapq or a deque takes for the same, a few tenths of a microsecond a step',
    instead:
      'The profile shows no thread that is started: heapq.heappush and heappop on a list do for a PriorityQueue, append and popleft of a collections.deque for a Queue, a list for a LifoQueue.',
    fits: isPutInQueue,
    isAbout: 'threads',
  },
  {
    names: ['struct.unpack', 'struct.unpack_from'],
    callee: 'struct.unpack',
    also: ['struct.unpack_from'],
    called: 'struct.unpack',
    leastCalls: 1000,
    leastShare: 0.01,
    gain: 'quick-sibling/unpack',
    instead:
      'Write one format for all fields of a record; if the records follow one another, struct.iter_unpack takes them from all of the bytes.',
    fits: isOfRecords,
  },
  {
    names: ['json.dumps'],
    callee: 'json.dumps',
    leastCalls: 1000,
    gain: 'quick-sibling/compare',
    instead: 'Dicts and lists are compared by what they hold: a == b needs no text (nor an order of the keys).',
    fits: isOnlyCompared,
  },
  {
    names: ['asyncio.run'],
    callee: 'asyncio.runners.run',
    leastCalls: 20,
    gain: null,
    whatRemains: 'what the coroutines themselves take',
    instead: 'Each asyncio.run makes an event loop and closes it: write one coroutine around the loop, and run that.',
    fits: ({ loops }) => loops.length > 0,
  },
  {
    names: ['concurrent.futures.ThreadPoolExecutor'],
    callee: 'concurrent.futures.thread.__init__',
    also: ['concurrent.futures._base.__exit__'],
    called: 'the making and closing of ThreadPoolExecutor',
    leastCalls: 20,
    gain: null,
    whatRemains: 'what the tasks themselves take',
    instead:
      'Make one pool, and give it the tasks of all calls: each pool starts its threads anew, and waits for them at its end.',
  },
];

const CALLEES = SLOW.map(({ callee }) => callee);

/**
 * A function of the standard library that has a quicker sibling
 *
 * ## What it finds
 *
 * `statistics.mean(values)`, `stdev`, `pstdev`, `variance` and `pvariance` of floats or whole numbers; `int(price * Fraction(part, whole))` (also added up: `beat += Fraction(ticks, PER_BEAT)`);
 * `queue.PriorityQueue`, `Queue` and `LifoQueue` in a program that starts no thread; `random.choices(values, weights=weights)` with the same weights for each draw; `fnmatch.fnmatch(name, pattern)` for each of many names; `substitute` of a
 * `string.Template`; `struct.unpack` for each field of a record, or for each of records that follow one another; texts made by `json.dumps` only to
 * compare them; and `asyncio.run` or a `ThreadPoolExecutor` for each item.
 *
 * ## Why it costs
 *
 * `statistics` makes an exact fraction of each number, so that not a bit is lost. `choices` adds up all weights before it
 * draws, even one item. A queue takes a lock and wakes who may wait for it at each step. `fnmatch` normalises the name and the pattern, and looks up its regex. A `Template` is searched by a
 * regex, with a function in Python for each hit. `struct.unpack` looks up its format in a cache for each field, and wants a copy of its bytes; an event loop or a pool has
 * to be made and closed.
 *
 * ## Example
 *
 *     for run in runs:
 *         print(run.name, statistics.mean(run.times))
 *
 * ## Instead
 *
 *     for run in runs:
 *         print(run.name, statistics.fmean(run.times))
 *
 * For the spread: `mean = math.fsum(values) / n`, then `math.fsum((value - mean) ** 2 for value in values) / (n - 1)`. For the
 * draws: `cum_weights=sums`, with `sums = list(itertools.accumulate(weights))` once. For the names: `fnmatch.filter(names, pattern)`, or
 * `re.compile(fnmatch.translate(pattern)).match` once. For the text: `format`. For the records:
 * `struct.iter_unpack('>Ihh', data)`. To compare: `a == b`. For what waits: one `asyncio.run`, one pool.
 *
 * ## When it does not matter
 *
 * For some hundred calls. `fmean` gives a float and may differ in the last bit; `mean` is right for `Fraction` and `Decimal`, and
 * nothing is said of those. A `Template` is right where others write the text.
 */
export const quickSibling: HintRule = {
  id: 'quick-sibling',
  title: 'a function of the standard library that has a quicker sibling',
  article: 'built-ins',
  priority: 2,
  fix: 'Call the sibling that does no more than is needed.',
  callees: CALLEES,
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const slow = SLOW.find(({ callee }) => callee === site.variant);
    if (slow === undefined) return refused('no function that the rule knows');
    const {
      callee,
      also = [],
      called = callee,
      leastCalls,
      leastPerCall = 0,
      leastShare = LEAST_SHARE,
      gain,
      whatRemains,
    } = slow;
    if (slow.isAbout === 'numbers' && !arePlain(evidence.table))
      return refused('the numbers are Fraction or Decimal, or the profile does not tell');
    if (slow.isAbout === 'threads' && startsThreads(evidence.table)) return refused('the program starts threads');
    return weighEdge(site, evidence, {
      callees: [callee, ...also],
      called,
      names: new Set(slow.names),
      time: 'whole',
      leastCalls,
      leastPerCall,
      leastShare,
      gain,
      ...(whatRemains === undefined ? {} : { whatRemains }),
    });
  },
};

const LEAST_SHARE = 0.03;

const NAMES: ReadonlySet<string> = new Set(SLOW.flatMap(({ names }) => names));

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const slow = SLOW.find(({ names }) => names.includes(name));
  if (slow === undefined || slow.fits?.(code, frame) === false) return undefined;
  const site = { code, subject: shortText(code.node, frame), variant: slow.callee, fix: fixOf(code.node, slow, frame) };
  const queue = slow.isAbout === 'threads' ? methodCalled(code.node, frame)?.receiver : undefined;
  const made = queue === undefined ? undefined : madeAt(queue, frame);
  return made === undefined ? site : { ...site, lines: [lineOf(code.node), made.line] };
}

function fixOf({ func, args }: NodeOf<'Call'>, { instead, renamed }: Slow, frame: FrameCode): Fix {
  const [only, ...others] = args;
  if (renamed === undefined || func.nodeType !== 'Attribute' || only === undefined || others.length > 0)
    return { text: instead };
  const given = sourceText(only, frame);
  const inside = only.nodeType === 'GeneratorExp' && given.startsWith('(') ? given.slice(1, -1) : given;
  const owner = sourceText(func.value, frame);
  const before = `${sourceText(func, frame)}(${inside})`;
  return { text: instead, before, after: `${owner}.${renamed}(${inside})` };
}

/** `int(price * Fraction(part, whole))` needs no fraction. */
function isCutToInt({ parent }: CodeNode, frame: FrameCode): boolean {
  const product = parent?.node;
  const around = parent?.parent?.node;
  if (product?.nodeType !== 'BinOp' || product.op.nodeType !== 'Mult' || around?.nodeType !== 'Call') return false;
  return calledName(around, frame) === 'int' && around.args.length === 1;
}

/** `beat += Fraction(length, TICKS)`, where `int(beat * TICKS)` is all that is asked of it: whole ticks are added up as well. */
function isOfOneUnit({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const step = parent?.node;
  const [, unit] = node.args;
  if (step?.nodeType !== 'AugAssign' || step.target.nodeType !== 'Name' || unit === undefined) return false;
  if (step.op.nodeType !== 'Add' || !isSameInEveryCall(unit, frame)) return false;
  const reads = readsOf(step.target.id, frame);
  return reads.length > 0 && reads.every((read) => isCutToInt(read, frame));
}

const QUEUES: ReadonlySet<string> = new Set(['PriorityQueue', 'Queue', 'LifoQueue'].map((name) => `queue.${name}`));

/** Into one without a bound, where nobody ever waits. */
function isPutInQueue({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const queue = methodCalled(node, frame)?.receiver;
  if (queue === undefined || node.args.length !== 1 || node.keywords.length > 0) return false;
  const attribute = selfAttribute(queue, frame);
  const bound = attribute === null ? resolve(dottedText(queue), frame) : attributeBindings(attribute, frame);
  const isQueue = ({ binding: { value }, frame: at }: BoundIn): boolean =>
    value?.nodeType === 'Call' && value.args.length + value.keywords.length === 0 && QUEUES.has(calledName(value, at));
  return bound.length > 0 && bound.every(isQueue);
}

const startsThreads = oncePer((table: ProfileTable): boolean =>
  Array.from({ length: table.length }, (_, row) => canonicalName(table, row)).some(({ full }) => STARTERS.has(full)),
);

const STARTERS: ReadonlySet<string> = new Set([
  'threading.start',
  'thread.start_new_thread',
  'thread.start_joinable_thread',
]);

/** Adding up a handful of weights is no matter, nor is it for a call that draws very many. */
const FEW_WEIGHTS = 8;
const MANY_DRAWS = 8;

function hasSameWeights(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const { args, keywords } = code.node;
  const given = (name: string, place: number): Expression | undefined =>
    keywords.find(({ arg }) => arg === name)?.value ?? args[place];
  const weights = given('weights', 1);
  if (weights === undefined) return false;
  const draws = keywords.find(({ arg }) => arg === 'k')?.value;
  const isOfMany = draws !== undefined && !(draws.nodeType === 'Constant' && Number(draws.value) < MANY_DRAWS);
  if (isOfMany || (lengthOf(weights, frame) ?? FEW_WEIGHTS) < FEW_WEIGHTS) return false;
  const repeats = loopThatRepeats(weights, code) !== undefined;
  const changing = changersOf(weights, frame);
  if (changing.some((one) => one !== frame || !repeats)) return false;
  return repeats || (code.loops.length === 0 && isSameInEveryCall(weights, frame));
}

/**
 * `statistics` asks each number for its ratio: `float.as_integer_ratio` and `decimal.Decimal.as_integer_ratio` on Python 3.8
 * to 3.13, `fractions.as_integer_ratio` from 3.11 on.
 */
const arePlain = oncePer((table: ProfileTable): boolean => {
  const asked = new Set(
    Array.from({ length: table.length }, (_, row) => canonicalName(table, row))
      .filter(({ bare }) => bare === 'as_integer_ratio')
      .map(({ full }) => full),
  );
  return PLAIN.some((name) => asked.has(name)) && !EXACT.some((name) => asked.has(name));
});

const PLAIN = ['float.as_integer_ratio', 'int.as_integer_ratio'];
const EXACT = ['decimal.Decimal.as_integer_ratio', 'fractions.as_integer_ratio'];
