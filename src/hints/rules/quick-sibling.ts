import type { ProfileTable } from '../../profile/profile-table.ts';
import { lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName, methodCalled } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { madeAt } from '../code/values/made-at.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import { arePlain } from '../evidence/plain-numbers.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import type { Slow } from '../slow.ts';
import { SLOW } from '../slow-siblings.ts';
import { atMostLikely, atMostPossible, weighEdge } from '../weigh.ts';

const CALLEES = [...new Set(SLOW.map(({ callee }) => callee))];

/**
 * A function of the standard library that has a quicker sibling
 *
 * ## What it finds
 *
 * `statistics.mean(values)`, `stdev`, `pstdev`, `variance` and `pvariance` of floats or whole numbers; `int(price * Fraction(part, whole))` (also added up: `beat += Fraction(ticks, PER_BEAT)`);
 * `queue.PriorityQueue`, `Queue` and `LifoQueue` in a program that starts no thread; `random.choices(values, weights=weights)` with the same weights for each draw; `fnmatch.fnmatch(name, pattern)` for each of many names; `substitute` of a
 * `string.Template`; `struct.unpack` for each field of a record, or for each of records that follow one another; texts made by `json.dumps(record, sort_keys=True)` only to
 * compare them; `file.read(1)` in a loop; `uuid.uuid4()`; `minidom.parseString(ElementTree.tostring(root)).toprettyxml()`; `asyncio.run` or a `ThreadPoolExecutor` for each item, and a
 * `Thread` that is joined as soon as it is started. At most likely, as the data decides: `pprint.pformat` of each record,
 * `ast.literal_eval` of each line, `glob.glob` of one folder with another name each time, and fractions added up of which a float
 * is made (other sums of fractions: possible), and the texts that are compared. And what goes through all of something at each
 * step: `ast.get_source_segment`, `bisect.insort` into a list that nobody looks at before the loop ends,
 * `difflib.get_close_matches`, `len(buffer.getvalue())`. And the middle of three: `sorted((low, value, high))[1]`.
 *
 * ## Why it costs
 *
 * `statistics` makes an exact fraction of each number, so that not a bit is lost. `choices` adds up all weights before it
 * draws, even one item. A queue takes a lock and wakes who may wait for it at each step. `fnmatch` normalises the name and the pattern, and looks up its regex. A `Template` is searched by a
 * regex, with a function in Python for each hit. `struct.unpack` looks up its format in a cache for each field, and wants a copy of its bytes; an event loop or a pool has
 * to be made and closed. `minidom` makes objects in Python of all that it reads; `pprint` sorts and measures each part; `literal_eval` compiles
 * a text and goes through its syntax tree; `glob` reads a folder to find one name; a sum of fractions is reduced at each step.
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
  time: 'callees',
  alsoCallees: SLOW.flatMap(({ also = [] }) => also),
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const slow = SLOW[Number(site.variant)];
    if (slow === undefined) return refused('no function that the rule knows');
    const {
      callee,
      also = [],
      called = callee,
      leastCalls,
      leastPerCall = 0,
      leastShare = SHARES.told,
      gain,
      leastGone,
      whatRemains,
    } = slow;
    if (evidence.python !== null && evidence.python < (slow.since ?? 0)) return refused('this Python does not have it');
    if (slow.isAbout === 'numbers' && !arePlain(evidence.table))
      return refused('the numbers are Fraction or Decimal, or the profile does not tell');
    if (slow.isAbout === 'threads' && startsThreads(evidence.table)) return refused('the program starts threads');
    const found = weighEdge(site, evidence, {
      callees: [callee, ...also],
      called,
      names: new Set(slow.names),
      time: 'whole',
      leastCalls,
      leastPerCall,
      leastShare,
      gain,
      ...(whatRemains === undefined ? {} : { whatRemains }),
      ...(leastGone === undefined ? {} : { leastSaving: ({ cumtime }) => cumtime * leastGone }),
    });
    return AT_MOST[slow.most ?? 'confirmed'](found);
  },
};

const AT_MOST = { confirmed: (found: Verdict) => found, likely: atMostLikely, possible: atMostPossible };

const NAMES: ReadonlySet<string> = new Set(SLOW.flatMap(({ names }) => names));

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const at = SLOW.findIndex(({ names, fits }) => names.includes(name) && fits?.(code, frame) !== false);
  const slow = SLOW[at];
  if (slow === undefined) return undefined;
  const site = { code, subject: shortText(code.node, frame), variant: `${at}`, fix: fixOf(code.node, slow, frame) };
  const queue = slow.isAbout === 'threads' ? methodCalled(code.node, frame)?.receiver : undefined;
  const made = queue === undefined ? undefined : madeAt(queue, frame);
  return made === undefined ? site : { ...site, lines: [lineOf(code.node), made.line] };
}

function fixOf(call: NodeOf<'Call'>, { instead, renamed, after: write }: Slow, frame: FrameCode): Fix {
  const { func, args } = call;
  const written = write?.(call, frame);
  if (written !== undefined) return { text: instead, before: sourceText(call, frame), after: written };
  const [only, ...others] = args;
  if (renamed === undefined || func.nodeType !== 'Attribute' || only === undefined || others.length > 0)
    return { text: instead };
  const given = sourceText(only, frame);
  const inside = only.nodeType === 'GeneratorExp' && given.startsWith('(') ? given.slice(1, -1) : given;
  const owner = sourceText(func.value, frame);
  const before = `${sourceText(func, frame)}(${inside})`;
  return { text: instead, before, after: `${owner}.${renamed}(${inside})` };
}

const startsThreads = oncePer((table: ProfileTable): boolean =>
  Array.from({ length: table.length }, (_, row) => canonicalName(table, row)).some(({ full }) => STARTERS.has(full)),
);

const STARTERS: ReadonlySet<string> = new Set([
  'threading.start',
  'thread.start_new_thread',
  'thread.start_joinable_thread',
]);
