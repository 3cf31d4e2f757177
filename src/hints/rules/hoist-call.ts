import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, givenValues, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { callsShownAs } from '../code/calls-shown.ts';
import { type CodeNode, type FrameCode, groupBy } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName, selfName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { isFixedClass } from '../code/steady/fixed-class.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats, MATHS } from '../code/steady/invariance.ts';
import { rootsChanged } from '../code/steady/receivers-changed.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { tableWalked } from '../code/steady/steady-items.ts';
import { steadyNumbers } from '../code/steady/steady-numbers.ts';
import { isTreeChanged } from '../code/steady/tree-changes.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { type FrameEvidence, ownTimeAt, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { usualTime } from '../evidence/own-time.ts';
import { passesOf } from '../evidence/passes.ts';
import { savingOfCalls } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, isRepeated, NOT_REPEATED, shareOfSites, shareOfTotal, weighEdge } from '../weigh.ts';
import { tooFewPerObject, tooFewWalks } from '../weigh-per-object.ts';

const DECIMAL = 'decimal.Decimal';

/** Functions that give the same for the same argument, and take long for it: nearly all written in Python. */
const NAMES: ReadonlySet<string> = new Set(
  `dir inspect.signature inspect.getsource inspect.getfullargspec inspect.getmembers typing.get_type_hints dataclasses.fields
  shlex.split textwrap.dedent textwrap.wrap textwrap.fill importlib.import_module ast.parse ast.literal_eval
  urllib.parse.urlparse urllib.parse.urlsplit fnmatch.translate collections.namedtuple
  urllib.parse.parse_qs urllib.parse.parse_qsl unicodedata.normalize html.unescape ipaddress.ip_network ipaddress.ip_address ipaddress.ip_interface
  logging.getLogger os.makedirs compile pickle.loads zlib.decompress gzip.decompress base64.b64decode`.split(/\s+/),
);

/** Those that do so and that a profile has under another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['.read_string', 'configparser.read_string'],
  ['.maketrans', 'maketrans'],
  ['fractions.Fraction', 'fractions.__new__'],
  ...['fromstring', 'XML'].map((name): [string, string] => [
    `xml.etree.ElementTree.${name}`,
    'xml.etree.ElementTree.XML',
  ]),
  ...['expanduser', 'abspath', 'realpath'].map((name): [string, string] => [`os.path.${name}`, `posixpath.${name}`]),
]);

const MATCHED: ReadonlySet<string> = new Set([...NAMES, ...RENAMED.keys(), DECIMAL]);

/** They are asked about functions and classes, of which a program has few: what they say of one can be kept by it. */
const OF_DEFINITIONS: ReadonlySet<string> = new Set(
  'inspect.signature inspect.getsource inspect.getfullargspec typing.get_type_hints dataclasses.fields dir inspect.getmembers'.split(
    ' ',
  ),
);

/** Of another object than a class they say what it has at the time. */
const OF_ALL_MEMBERS: ReadonlySet<string> = new Set(['dir', 'inspect.getmembers']);

/**
 * An expensive call with the same argument each time
 *
 * ## What it finds
 *
 * `inspect.signature(f)`, `typing.get_type_hints(C)`, `textwrap.dedent(TEXT)`, `urllib.parse.urlsplit(URL)`, `ipaddress.ip_network(self.source)`, `Decimal('0.19')`,
 * `namedtuple('Point', 'x y')`, `str.maketrans('', '', '.,;')`, `parser.read_string(SETTINGS)` and their kin in a loop, or in a function that is called in one (a decorator's wrapper above all), where the argument is the same each time, or comes
 * from a table that never changes and is walked anew in every call.
 * So are `dir(cls)` and `inspect.getmembers(type(self))`, with the `getattr` of each name, where the file sets no attributes of classes by `setattr`.
 * Of functions and classes that come from a table or an argument it is said where there are many more calls than functions in the profile.
 * Also arithmetic with functions of `math` on what does not change:
 * `math.exp(-self.rate) / math.sqrt(2 * math.pi)` for each item.
 *
 * ## Why it costs
 *
 * They are written in Python and make many objects: a signature takes some ten microseconds. A `Decimal`
 * of a text takes twice as long to make as to multiply.
 *
 * ## Example
 *
 *     def checked(function):
 *         def wrapper(*args):
 *             bound = inspect.signature(function).bind(*args)
 *             return function(*bound.args)
 *         return wrapper
 *
 * ## Instead
 *
 *     def checked(function):
 *         signature = inspect.signature(function)
 *         def wrapper(*args):
 *             bound = signature.bind(*args)
 *             return function(*bound.args)
 *         return wrapper
 *
 * ## When it does not matter
 *
 * For some hundred calls.
 */
export const hoistCall: HintRule = {
  id: 'hoist-call',
  title: 'an expensive call with the same argument each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Do it once, outside of the loop or of the function, and use the result.',
  callees: [...NAMES, ...RENAMED.values(), ...MATHS],
  time: 'known',
  alsoCallees: [...RENAMED.values()],
  match: (frame) => [
    ...callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
    ...steadyNumbers(frame).map(({ code }) => ({
      code,
      subject: shortText(code.node, frame),
      variant: ARITHMETIC,
      fix: { text: isUnderCondition(code) ? `${KEPT_NUMBER} ${UNDER_CONDITION}` : KEPT_NUMBER },
    })),
  ],
  weigh: doubtedWhereOthersRun(
    (site, evidence) => {
      if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
      const called = RENAMED.get(site.variant ?? '') ?? site.variant ?? '';
      if (called === ARITHMETIC) return weighArithmetic(site, evidence);
      if (called === DECIMAL) return weighDecimal(site, evidence);
      const isOfClass = isOfItsClass(site.code);
      const { ncalls } = sumCallsTo(evidence, [called]);
      if (isOfClass || site.why === BY_DEFINITION) {
        const few = tooFewCalls(called, isOfClass, evidence);
        if (few !== undefined) return few;
      }
      const once = tooFewWalks(site.code, ncalls, evidence);
      if (once !== undefined) return once;
      const rare = isOfClass ? undefined : tooFewPerObject(site.code, ncalls * shareOfSites(site, evidence), evidence);
      if (rare !== undefined) return rare;
      return weighEdge(site, evidence, {
        callees: [called],
        called,
        time: 'whole',
        leastCalls: LEAST_CALLS,
        gain: null,
        alsoCost: () => (called === 'dir' ? timeOfMembers(site.code, evidence) : 0),
        leastSaving: ({ cumtime }) => cumtime / 2,
        whatRemains: 'all but one of the calls can go, if the argument is the same each time',
      });
    },
    ({ variant = '' }) => OF_OTHERS.test(variant),
  ),
};

const ARITHMETIC = 'arithmetic';
const KEPT_NUMBER = 'Work it out once, before the loop, in __init__ or at the top of the module, and use the number.';

const UNDER_CONDITION = 'Under the condition that it stands under: without it the function may refuse the number.';

function isUnderCondition({ node, parent, loops }: CodeNode): boolean {
  const around = parent?.node;
  if (parent === null || around === loops.at(-1)) return false;
  const isBranch = around?.nodeType === 'If' || around?.nodeType === 'IfExp';
  return (isBranch && around.test !== node) || around?.nodeType === 'Try' || isUnderCondition({ ...parent, loops });
}

const LEAST_CALLS = 50;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const site = { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
  if (OF_ALL_MEMBERS.has(site.variant)) return membersSite(site, frame);
  if (OF_FILES.test(site.variant) && frame.module.source.lines.some((line) => MOVING.test(line))) return undefined;
  if (site.variant.startsWith('xml.') && isTreeChanged(code, code.loops.at(-1))) return undefined;
  const isShared = MUTABLE.has(site.variant) && !isOnlyRead(code, frame);
  if (isShared && (site.variant === 'pickle.loads' || isChangedHere(code, frame))) return undefined; // the quickest way to copy
  if (isSameEachTime(code.node, code)) return isShared ? { ...site, fix: { text: KEPT_BY_COPY } } : site;
  const isOfTable = tableWalked(givenValues(code.node), code) !== undefined;
  if (isOfTable && site.variant !== DECIMAL) {
    return { ...site, fix: { text: KEPT_BY_ITEM } };
  }
  return isOfDefinition(code.node, frame)
    ? { ...site, why: BY_DEFINITION, fix: { text: KEPT_BY_DEFINITION } }
    : undefined;
}

/** `dir(cls)`, `getmembers(type(row))`: of a class that keeps its members. */
function membersSite(site: Site, frame: FrameCode): Site | undefined {
  const { node } = site.code;
  const [asked] = node.nodeType === 'Call' ? node.args : [];
  return asked !== undefined && isFixedClass(asked, frame)
    ? { ...site, why: BY_DEFINITION, fix: { text: KEPT_BY_DEFINITION } }
    : undefined;
}

/** What `for name in dir(cls)` asks of each name. */
function timeOfMembers({ node, parent }: CodeNode, evidence: FrameEvidence): Seconds {
  const around = parent?.node;
  const isWalked = (around?.nodeType === 'For' || around?.nodeType === 'Comprehension') && around.iter === node;
  return isWalked ? sumCallsTo(evidence, ['getattr', 'hasattr', 'isinstance']).cumtime : 0;
}

/** They ask for the folder that the program is in, for links, or for what is there already. */
const OF_FILES = /^os\./;

/** A folder may be gone, and a tree another, when others have had the turn. */
const OF_OTHERS = /^(os|xml)\./;

const MOVING = /chdir|symlink|rmtree|rmdir|removedirs|rename|(replace|move|remove)\(|HOME/;

/** What they give is a list, a dict or has such in it: who changes it changes it for all who get the same. */
const MUTABLE: ReadonlySet<string> = new Set(
  `shlex.split textwrap.wrap ast.parse ast.literal_eval urllib.parse.parse_qs urllib.parse.parse_qsl inspect.getmembers
  inspect.getfullargspec typing.get_type_hints pickle.loads xml.etree.ElementTree.fromstring xml.etree.ElementTree.XML`.split(
    /\s+/,
  ),
);

const KEPT_BY_COPY =
  'Do it once, outside of the loop or of the function, and use the result: a copy of it, where somebody changes what they get.';

function isChangedHere({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const target = parent?.node.nodeType === 'Assign' && parent.node.value === node ? parent.node.targets[0] : undefined;
  return target?.nodeType === 'Name' && rootsChanged(frame).has(target.id);
}

const KEPT_BY_ITEM = 'Do it once for each item, where the table is made, and keep the results in it.';

/** Once for each function or class that is asked about. */
const BY_DEFINITION = 'definition';

const KEPT_BY_DEFINITION =
  'Ask once for each function or class: when it is registered, or in a small function under functools.lru_cache.';

function isSameEachTime(call: NodeOf<'Call'>, code: CodeNode): boolean {
  const given = givenValues(call);
  const isInLoop = given.every((value) => loopThatRepeats(value, code) !== undefined);
  const isSame = (value: Expression): boolean =>
    isSameInEveryCall(value, code.frame) && !isChangedLater(value, code.frame);
  return given.length > 0 && (isInLoop || given.every(isSame));
}

/** `signature(function)` of an argument, a table's entry or `type(record)`: not of what is defined anew for each call. */
function isOfDefinition(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [asked] = call.args;
  if (asked === undefined || !OF_DEFINITIONS.has(calledName(call, frame))) return false;
  if (asked.nodeType === 'Name') return !isDefinedAnew(asked, frame);
  if (asked.nodeType === 'Call') return calledName(asked, frame) === 'type';
  return asked.nodeType === 'Attribute' || asked.nodeType === 'Subscript';
}

function isDefinedAnew(asked: NodeOf<'Name'>, frame: FrameCode): boolean {
  const given = argumentsFor(asked.id, frame).map(({ value, frame: at }) => ({ value, at }));
  return [{ value: asked, at: frame }, ...given].some(({ value, at }) => isMadeHere(value, at));
}

function isMadeHere(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Lambda') return true;
  if (value.nodeType !== 'Name' || frame.parent === null) return false;
  return bindingsOf(value.id, frame).some(({ binding }) => binding.kind === 'definition');
}

/** `get_type_hints(cls)`, `fields(self)`, `get_type_hints(type(self))`: the same for all objects of a class. */
function isOfItsClass({ node, frame }: CodeNode): boolean {
  const [asked] = node.nodeType === 'Call' && OF_DEFINITIONS.has(calledName(node, frame)) ? node.args : [];
  const self = selfName(frame);
  const of = asked?.nodeType === 'Call' && calledName(asked, frame) === 'type' ? asked.args[0] : asked;
  const object = of?.nodeType === 'Attribute' && of.attr === '__class__' ? of.value : of;
  return object?.nodeType === 'Name' && object.id === self;
}

/** More classes than half of that with one base are in hardly any program. */
const OF_CLASS = 400;

/** So many more calls than functions in the whole profile: most were about one that had been asked about. */
const PER_FUNCTION = 10;

function tooFewCalls(called: string, isOfClass: boolean, evidence: FrameEvidence): Verdict | undefined {
  const { ncalls } = sumCallsTo(evidence, [called]);
  if (isOfClass && ncalls >= OF_CLASS) return undefined;
  const { length } = evidence.table;
  if (ncalls >= PER_FUNCTION * length) return undefined;
  return refused(
    `${writeCount(ncalls)} calls of ${called} in a profile of ${writeCount(length)} functions: perhaps each for another`,
  );
}

/** Reading the text of a number into a Decimal, measured on 3.11 to 3.13; a multiplication of two takes half of it. */
const MAKING: Seconds = 2e-7;
const LEAST_MADE = 1000;

/** A profile shows no calls of types that are written in C: how many were made the passes tell. */
function weighDecimal({ code, subject }: Site, evidence: FrameEvidence): Verdict {
  const loop = code.loops.at(-1);
  const made = loop === undefined ? evidence.ncalls : passesOf(loop, evidence)?.least;
  if (made === undefined) return refused('the profile does not tell how often the loop went round');
  if (made < LEAST_MADE) return refused(`only ${writeCount(made)} were made`);
  const own = ownTimeAt(evidence, code);
  const cost = Math.min(own, made * MAKING * evidence.pace);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`making it is some ${writePercent(share)} of the profile`);
  const from = evidence.code.scope.qualname;
  const of = `${durationText(cost)} of the ${durationText(own)} of own time of ${from}`;
  const text = `${subject} was made ${writeCount(made)} times, which takes some ${of}`;
  const callees = [{ callee: rowAt(evidence, code)?.row ?? evidence.row, ncalls: 0, seconds: cost }];
  const basis = 'what making a Decimal of a text takes; a name of the module takes next to nothing';
  return edgeFinding(
    'likely',
    cost,
    evidence,
    [{ kind: 'self-time', text }],
    savingOfCalls({ callees, time: 'own', part: 1 }, { least: 0.7, most: 1 }, basis, evidence),
  );
}

/** So many times as often as would do. */
const TOO_OFTEN = 4;

/** The calls are on edges; what is reckoned with their results is own time, at its usual price. */
function weighArithmetic({ code, subject }: Site, evidence: FrameEvidence): Verdict {
  const frame = evidence.code;
  const loop = steadyNumbers(frame).find((one) => one.code.node === code.node)?.loop ?? null;
  const outer = loop === null ? undefined : code.loops[code.loops.indexOf(loop) - 1];
  const needed = loop === null ? 1 : outer === undefined ? evidence.ncalls : passesOf(outer, evidence)?.least;
  if (needed === undefined) return refused('the profile does not tell how often the loop around it went round');
  const nodes = [...walkSyntax(code.node)];
  const called = nodes.flatMap((node) => (node.nodeType === 'Call' ? [node] : []));
  const edges = [...groupBy(called, (call) => [bareName(call, frame)])].flatMap(([name, alike]) => {
    const places = callsShownAs(name, frame).length;
    const calls = evidence.calls.filter(({ name: { bare } }) => bare === name);
    return calls.map(({ callee, ncalls, tottime }) => {
      const part = alike.length / places;
      return { callee, ncalls: ncalls * part, seconds: tottime * part, times: ncalls / places };
    });
  });
  const times = Math.min(...edges.map((edge) => edge.times));
  if (edges.length === 0 || times < LEAST_MADE || times < TOO_OFTEN * needed) {
    return refused(`it was worked out ${writeCount(edges.length === 0 ? 0 : Math.round(times))} times`);
  }
  const own = Math.min(ownTimeAt(evidence, code), times * usualTime(nodes) * evidence.pace);
  const cost = own + edges.reduce((sum, { seconds }) => sum + seconds, 0);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`working it out is some ${writePercent(share)} of the profile`);
  const text = `${subject} was worked out ${writeCount(Math.round(times))} times, ${writeCount(needed)} would do: some ${durationText(cost)} of ${durationText(evidence.total)}`;
  const callees = [...edges, { callee: rowAt(evidence, code)?.row ?? evidence.row, ncalls: 0, seconds: own }];
  const basis = 'what its calls and steps usually take; a number that is kept takes next to nothing';
  return edgeFinding(
    'likely',
    cost,
    evidence,
    [{ kind: 'edge', text }],
    savingOfCalls({ callees, time: 'own', part: 1 }, { least: 0.7, most: 1 }, basis, evidence),
  );
}
