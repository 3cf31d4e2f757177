import { isOnlyCompared } from './code/loops/only-compared.ts';
import { isOfRecords } from './code/loops/unpacked-fields.ts';
import {
  hasSameWeights,
  indented,
  isCutToInt,
  isFloatOfFractions,
  isFractionAddedUp,
  isJoinedAtOnce,
  isNoMessage,
  isOfOneFolder,
  isOfOneUnit,
  isPutInQueue,
  isReadBit,
  writtenToIndent,
} from './code/sibling-places.ts';
import { isSameInEveryCall } from './code/steady/invariance.ts';
import { SHARES } from './level-of-share.ts';
import type { Slow } from './slow.ts';
import { SLOW_STEPS } from './slow-steps.ts';

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

export const SLOW: readonly Slow[] = [
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
    names: ['.read'],
    callee: 'io.TextIOWrapper.read',
    also: ['io.BufferedReader.read', 'io.StringIO.read', 'io.BytesIO.read'],
    called: 'read',
    leastCalls: 10_000,
    gain: null,
    whatRemains: 'what the next character of a text in memory takes, a few hundredths of a microsecond',
    instead: 'Read the whole, or a block of some thousand characters, and walk that; where lines count, walk the file.',
    fits: isReadBit,
  },
  {
    names: ['uuid.uuid4', 'uuid.uuid1'],
    callee: 'uuid.uuid4',
    also: ['uuid.uuid1'],
    called: 'uuid',
    leastCalls: 1000,
    gain: null,
    whatRemains: 'a number from itertools.count() takes a twentieth of a microsecond',
    most: 'likely',
    instead:
      'Where an id need only differ from those of the same run, number them: next(itertools.count()) of one counter.',
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
    names: ['fractions.Fraction'],
    callee: 'fractions.forward',
    also: ['fractions.__new__', 'fractions.reverse'],
    called: 'fractions',
    leastCalls: 1000,
    gain: null,
    whatRemains: 'how much of it goes depends on the denominators',
    most: 'likely',
    instead: 'A float is made of it in the end: add floats by math.fsum() (the last bit may differ).',
    fits: isFloatOfFractions,
  },
  {
    names: ['fractions.Fraction'],
    callee: 'fractions.forward',
    also: ['fractions.__new__', 'fractions.reverse'],
    called: 'fractions',
    leastCalls: 1000,
    gain: null,
    whatRemains: 'how much of it goes depends on the denominators',
    most: 'possible',
    instead:
      'Add whole numbers, in a dict by denominator or over math.lcm() of all, and make the Fraction of the sums; or floats, if they are exact enough.',
    fits: isFractionAddedUp,
  },
  {
    names: ['.toprettyxml'],
    callee: 'xml.dom.minidom.toprettyxml',
    also: ['xml.dom.minidom.parseString'],
    called: 'minidom',
    leastCalls: 1,
    gain: 'quick-sibling/indent',
    since: 9,
    instead:
      'ElementTree.indent (from Python 3.9 on) puts the white space into the tree itself; the text then has no <?xml ...?> line, unless xml_declaration=True.',
    after: indented,
    fits: ({ node }, frame) => writtenToIndent(node, frame) !== undefined,
  },
  ...['pprint.pformat', 'pprint.pprint'].map(
    (name): Slow => ({
      names: name === 'pprint.pformat' ? [name] : [name, 'pprint.pp'],
      callee: name,
      leastCalls: 500,
      gain: 'quick-sibling/pformat',
      most: 'likely',
      fits: isNoMessage,
      instead:
        'Records that fit on a line repr() writes in the same way (the keys in their own order); json.dumps, if a program reads it.',
    }),
  ),
  {
    names: ['ast.literal_eval'],
    callee: 'ast.literal_eval',
    leastCalls: 1000,
    gain: 'quick-sibling/literal',
    most: 'likely',
    instead:
      'If the texts are JSON, or can be written as JSON (double quotes, true, null, no tuples), json.loads reads them in C; one number alone takes int() or float().',
    fits: ({ node }, frame) => node.args.every((text) => !isSameInEveryCall(text, frame)),
  },
  {
    names: ['glob.glob'],
    callee: 'glob.glob',
    leastCalls: 50,
    gain: null,
    leastGone: 0.7,
    whatRemains: 'the folder is listed once',
    most: 'likely',
    instead:
      'Each call reads the whole folder: list it once, into a dict or set by the part of the name that is asked for (files that come later are then not seen); os.path.exists() asks for one whole name.',
    fits: isOfOneFolder,
  },
  {
    names: ['.start'],
    callee: 'threading.start',
    also: ['threading.__init__'],
    called: 'threading.Thread',
    leastCalls: 100,
    gain: null,
    whatRemains: 'what the function itself does',
    instead:
      'Each thread is waited for before the next one starts: call the function (an exception in it then ends the loop, and it has the threading.local of its caller). To let them wait at the same time, give all to one ThreadPoolExecutor.',
    fits: isJoinedAtOnce,
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
    leastShare: SHARES.least,
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
    most: 'likely',
    instead:
      'Dicts and lists are compared by what they hold: a == b needs no text. It tells a tuple from a list and a key 1 from "1", which make one text; 1, 1.0 and True are equal, which make three; and NaN may differ from itself.',
    fits: isOnlyCompared,
  },
  {
    names: ['asyncio.run'],
    callee: 'asyncio.runners.run',
    leastCalls: 20,
    gain: null,
    whatRemains: 'what the coroutines themselves take',
    instead:
      'Each asyncio.run makes an event loop and closes it: write one coroutine around the loop (with asyncio.gather all wait at the same time), and run that.',
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
  ...SLOW_STEPS,
];
