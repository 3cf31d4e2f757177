import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import {
  type FrameCode,
  groupBy,
  type LoopNode,
  type ModuleCode,
  methodsNamed,
  methodsOf,
  methodsOfModule,
  nodesInLoop,
  nodesOf,
} from '../module-code.ts';
import { calledName, classesOf, fullName, methodCalled, resolve, selfAttribute, selfName } from '../names.ts';
import {
  classCalled,
  classNamed,
  isDecoratedBy,
  isPlainlyMade,
  makesPlainValue,
  methodOf,
} from '../values/classes-called.ts';
import { isInit, isOfItsOwn } from '../values/own-values.ts';
import { CHANGING } from './changing-methods.ts';

const PURE: ReadonlySet<string> = new Set(
  `sum max min sorted any all iter len abs round int float str repr bool range enumerate zip reversed set list dict tuple
  frozenset divmod pow ord chr isinstance map filter decimal.Decimal .quantize .total_seconds math.sqrt math.log
  math.log2 math.exp math.floor math.ceil math.hypot math.dist math.fsum math.prod math.sin math.cos statistics.mean
  statistics.median statistics.pstdev statistics.stdev collections.Counter .items .values .keys .get .split .rsplit
  .splitlines .strip .lstrip .rstrip .lower .upper .title .replace .partition .startswith .endswith .isdigit .isalpha
  .encode .decode .join .append .add .update .extend .format .count .index .most_common re.findall re.split re.sub
  re.escape re.compile .findall json.dumps datetime.timedelta datetime.date datetime.datetime fractions.Fraction
  .setdefault .casefold .sub .match .search .fullmatch .group .start .end .span .groups .groupdict unicodedata.normalize type hash
  re.match re.search re.fullmatch .finditer .rfind .find .isspace .isupper .islower .zfill .ljust .rjust .center
  math.pi hashlib.md5 hashlib.sha1 hashlib.sha256 hashlib.blake2b .hexdigest .digest zlib.crc32 hashlib.pbkdf2_hmac
  hashlib.scrypt hashlib.sha512 struct.unpack struct.pack struct.unpack_from struct.calcsize next bytes bytearray bin hex
  getattr hasattr callable issubclass super slice complex .isalnum .isdecimal .isidentifier .rpartition .removeprefix
  .removesuffix .translate .to_bytes .bit_length .copy .union .intersection .difference .issubset .issuperset .pop .popleft
  .popitem .appendleft .insert .remove .sort .reverse .discard .clear .isoformat .strftime .weekday .date .toordinal
  collections.deque collections.defaultdict collections.OrderedDict itertools.chain itertools.product itertools.combinations
  itertools.permutations itertools.accumulate itertools.groupby itertools.islice itertools.zip_longest itertools.repeat
  functools.reduce bisect.bisect bisect.bisect_left bisect.bisect_right heapq.nsmallest heapq.nlargest json.loads
  ast.literal_eval ast.parse shlex.split csv.reader csv.DictReader io.StringIO io.BytesIO int.from_bytes bytes.fromhex
  .fromkeys .maketrans .from_bytes .fromhex datetime.datetime.strptime datetime.date.fromisoformat datetime.datetime.fromisoformat
  string.Template .substitute .safe_substitute html.escape html.unescape textwrap.dedent textwrap.wrap textwrap.fill
  base64.b64encode base64.b64decode binascii.hexlify copy.copy copy.deepcopy math.gcd math.comb math.isqrt math.factorial
  math.atan2 math.radians math.degrees math.tan math.atan math.asin math.acos ipaddress.ip_network ipaddress.ip_address
  urllib.parse.urlsplit urllib.parse.urlparse urllib.parse.parse_qs urllib.parse.quote urllib.parse.unquote
  urllib.parse.urljoin urllib.parse.urlencode urllib.parse.parse_qsl urllib.parse.quote_plus urllib.parse.unquote_plus
  unicodedata.combining unicodedata.category unicodedata.name os.path.join os.path.basename os.path.dirname os.path.splitext
  os.path.normpath pathlib.Path pathlib.PurePath pathlib.PurePosixPath .with_suffix fnmatch.fnmatch fnmatch.fnmatchcase
  fnmatch.translate difflib.SequenceMatcher .ratio .quick_ratio .capitalize .swapcase .expandtabs .isnumeric .isprintable
  .isascii .istitle .isdisjoint .symmetric_difference .is_integer .timetuple .timestamp .isocalendar .total_seconds
  .utcoffset .bit_count datetime.time datetime.datetime.combine calendar.monthrange zlib.adler32 statistics.fmean
  statistics.variance statistics.pvariance math.pow math.fabs math.trunc math.isclose math.copysign textwrap.indent
  textwrap.shorten string.capwords ipaddress.ip_interface itertools.pairwise itertools.starmap itertools.compress
  itertools.takewhile itertools.dropwhile itertools.count itertools.filterfalse operator.itemgetter operator.attrgetter
  functools.partial memoryview uuid.UUID uuid.uuid5 binascii.unhexlify binascii.crc32 .hex
  datetime.datetime.fromtimestamp datetime.date.fromtimestamp datetime.datetime.utcfromtimestamp datetime.datetime.fromordinal
  datetime.date.fromordinal datetime.time.fromisoformat datetime.date.fromisocalendar datetime.timezone .astimezone
  .isoweekday .utctimetuple calendar.timegm calendar.isleap calendar.weekday calendar.monthcalendar zoneinfo.ZoneInfo
  math.log10 math.log1p math.expm1 math.exp2 math.cbrt math.perm math.lcm math.fmod math.modf math.sinh math.cosh math.tanh
  math.ldexp math.frexp math.isnan math.isinf math.isfinite math.sumprod math.erf math.gamma statistics.mode
  statistics.multimode statistics.quantiles statistics.geometric_mean statistics.harmonic_mean statistics.median_low
  statistics.median_high statistics.correlation statistics.linear_regression itertools.cycle itertools.batched
  itertools.combinations_with_replacement collections.ChainMap heapq.merge functools.cmp_to_key operator.add operator.mul
  operator.sub operator.methodcaller oct ascii format re.subn .subn .rindex .format_map .decimal .numerator .denominator
  .limit_denominator .normalize .as_tuple .sqrt .ln .exp base64.urlsafe_b64encode base64.urlsafe_b64decode base64.b32encode
  base64.b32decode base64.b16encode base64.b85encode binascii.b2a_hex hashlib.new hashlib.sha224 hashlib.sha384
  hashlib.sha3_256 hashlib.blake2s hmac.new hmac.digest hmac.compare_digest zlib.compress zlib.decompress gzip.compress
  gzip.decompress bz2.compress lzma.compress struct.iter_unpack array.array .tobytes .tolist unicodedata.decomposition
  unicodedata.east_asian_width unicodedata.numeric unicodedata.bidirectional xml.sax.saxutils.escape
  xml.sax.saxutils.quoteattr urllib.parse.urlunsplit urllib.parse.urlunparse urllib.parse.urldefrag os.path.split
  os.path.isabs os.path.commonprefix os.path.commonpath os.path.normcase os.fspath pathlib.PureWindowsPath .joinpath
  .with_name .with_stem .relative_to .is_relative_to .as_posix .is_absolute fnmatch.filter difflib.get_close_matches
  .get_opcodes .get_matching_blocks .real_quick_ratio .find_longest_match .overlaps .subnet_of .supernet_of colorsys.rgb_to_hsv
  colorsys.hsv_to_rgb colorsys.rgb_to_hls colorsys.hls_to_rgb email.utils.parseaddr email.utils.formataddr shlex.quote
  shlex.join pprint.pformat reprlib.repr types.SimpleNamespace`.split(/\s+/),
);

/** Whether a call of that name changes nothing but what it is called on. */
export function isKnownPure(name: string): boolean {
  return PURE.has(name);
}

/**
 * Whether a function changes nothing but names of its own and what it has made itself, and calls nothing but what does the
 * same. An `__init__` may set what is its object's: for those who make one it changes nothing.
 */
export function isPureFrame(frame: FrameCode): boolean {
  return !impureFrames(frame.module).has(frame);
}

const impureFrames = oncePer((_: ModuleCode) =>
  framesThatReach((frame) => !frame.nodes.every(({ node }) => isPureNode(node, frame))),
);

/** Whether a loop changes nothing but names of its function. */
export function isPureLoop(loop: LoopNode, frame: FrameCode): boolean {
  return pureLoops(frame)(loop);
}

/** Asked for each call in the loop. */
const pureLoops = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode) => nodesInLoop(loop, frame).every(({ node }) => isPureStep(node, frame))),
);

/** Whether an expression calls nothing but what changes nothing. */
export function isPureExpression(expression: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(expression)].every((node) => isPureStep(node, frame));
}

/** Whether a node has no effect by itself, nor what it calls. */
export function isPureStep(node: SyntaxNode, frame: FrameCode): boolean {
  if (!isPureNode(node, frame)) return false;
  return node.nodeType !== 'Call' || framesMeant(node, frame).every(isPureFrame);
}

/** The functions of the file that a call may mean. */
export function framesMeant(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  const known = ownCallee(call, frame) ?? initCalled(call, frame);
  return known === undefined ? methodsNamed(methodAsked(call, frame) ?? '', frame) : [known];
}

/** Whether a node calls, as far as the file shows, one of some functions. */
export function callsOneOf(wanted: FrameTest, node: SyntaxNode, frame: FrameCode): boolean {
  return node.nodeType === 'Call' && framesMeant(node, frame).some((callee) => wanted.has(callee));
}

const EFFECTS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Global', 'Nonlocal', 'Await', 'With', 'AsyncWith']);

function isPureNode(node: SyntaxNode, frame: FrameCode): boolean {
  if (EFFECTS.has(node.nodeType)) return false;
  if (node.nodeType === 'Attribute') return node.ctx.nodeType === 'Load' || isOwnAttribute(node, frame);
  if (node.nodeType === 'Name') return node.id !== selfName(frame) || node.ctx.nodeType === 'Load';
  if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load' || isOfItsOwn(node.value, frame);
  return node.nodeType !== 'Call' || isPureCall(node, frame);
}

/** `self.name` in the `__init__` that sets it, and `node.name` of a node that the function has made. */
export function isOwnAttribute(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  return (isInit(frame) && selfAttribute(node, frame) !== null) || isOfItsOwn(node.value, frame);
}

function isPureCall(node: NodeOf<'Call'>, frame: FrameCode): boolean {
  const method = methodCalled(node, frame);
  const isOwn = method !== undefined && isOfItsOwn(method.receiver, frame);
  if (method !== undefined && CHANGING.has(method.name) && !isOwn) return false;
  if (calledName(node, frame) === 'next' && !isOfOwnWalk(node, frame)) return false;
  return (
    PURE.has(calledName(node, frame)) ||
    ownCallee(node, frame) !== undefined ||
    isRecursiveCall(node, frame) ||
    isMaking(node, frame) ||
    methodAsked(node, frame) !== undefined
  );
}

/** `next(numbers)` of numbers that others walk too takes one away from them. */
function isOfOwnWalk({ args: [walked] }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return (
    walked === undefined ||
    walked.nodeType === 'GeneratorExp' ||
    isOfItsOwn(walked, frame) ||
    walked.nodeType === 'Call'
  );
}

/** Making an object is as pure as the `__init__` that runs, which {@link calledBy} has. */
function isMaking(node: NodeOf<'Call'>, frame: FrameCode): boolean {
  const made = classCalled(node, frame);
  return made === undefined ? makesPlainValue(node, frame) || isBaseInit(node, frame) : isPlainlyMade(made);
}

/** `super().__init__(...)`: that of a base which is not in the file keeps to itself where the class is plain. */
function isBaseInit({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return isInit(frame) && func.nodeType === 'Attribute' && func.attr === '__init__';
}

/** The `__init__` in the file that a call runs, by the class or by `super()`. */
function initCalled(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const made = classCalled(call, frame);
  if (made !== undefined) return methodOf(made, '__init__');
  return isBaseInit(call, frame) ? methodsNamed('__init__', frame).find((one) => isOfBase(one, frame)) : undefined;
}

function isOfBase({ parent }: FrameCode, frame: FrameCode): boolean {
  const owner = frame.parent;
  return owner !== null && parent !== null && parent !== owner && classesOf(owner).includes(parent);
}

/**
 * `holds` of `rule.holds(value)`, where classes of the file have a method of that name: which of them is meant is not known,
 * so that all are looked at.
 */
function methodAsked({ func }: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  if (func.nodeType !== 'Attribute' || isOfItsOwn(func.value, frame)) return undefined;
  if (func.value.nodeType === 'Constant') return undefined; // `' '.join(words)`
  return methodsNamed(func.attr, frame).length > 0 ? func.attr : undefined;
}

/** Another method of the same object, or a function of the file: it is looked at too. */
export function ownCallee(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const name = selfAttribute(call.func, frame);
  if (name !== null && frame.parent !== null) {
    return isOverridden(name, frame.parent) ? undefined : methodsByName(frame.parent).get(name)?.[0];
  }
  if (call.func.nodeType === 'Attribute') return methodOfClass(call.func, frame);
  if (call.func.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(call.func.id, frame);
  const node = only?.binding.node;
  if (node?.nodeType !== 'FunctionDef' || node.decorator_list.length > 0 || others.length > 0) return undefined;
  return frame.module.frameAt(node);
}

/** `Schema.parse(text)` of a class of the file, static or a class method. */
function methodOfClass({ attr, value }: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const owner = value.nodeType === 'Name' ? classNamed(value, frame) : undefined;
  const method = owner === undefined ? undefined : methodOf(owner, attr);
  const decorators = method?.node.nodeType === 'FunctionDef' ? method.node.decorator_list : [];
  return decorators.length === 1 && OF_CLASSES.some((name) => isDecoratedBy(name, decorators)) ? method : undefined;
}

const OF_CLASSES: readonly string[] = ['staticmethod', 'classmethod'];

/** A class of the file that has another method of that name is made of it: which of them runs depends on the object. */
function isOverridden(name: string, owner: FrameCode): boolean {
  return (classesBelow(owner.module).get(owner) ?? []).some((one) => methodsByName(one).has(name));
}

const classesBelow = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.filter(({ node }) => node.nodeType === 'ClassDef'),
    (one) => classesOf(one).filter((base) => base !== one),
  ),
);

const methodsByName = oncePer((owner: FrameCode) => groupBy(methodsOf(owner), ({ scope }) => [scope.name]));

/** `walk(node.left)` in `walk`, and `self.left.walk()` in a method `walk`, whichever class has the part. */
export function isRecursiveCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (ownCallee(call, frame) === frame) return true;
  // `sqlite3.connect()` in a method `connect` is another
  return frame.parent?.node.nodeType === 'ClassDef' && fullName(call.func, frame) === `.${frame.scope.name}`;
}

/** What a frame calls: functions of the file and methods of its object, and all methods and properties of some names. */
type Called = { readonly frames: readonly FrameCode[]; readonly names: ReadonlySet<string> };

const calledBy = oncePer((frame: FrameCode): Called => {
  const calls = nodesOf(frame, 'Call').map(({ node }) => node);
  const known = (call: NodeOf<'Call'>): FrameCode | undefined => ownCallee(call, frame) ?? initCalled(call, frame);
  return {
    frames: [...new Set(calls.flatMap((call) => known(call) ?? []))],
    names: new Set([
      ...calls.flatMap((call) => (known(call) === undefined ? nameAsked(call, frame) : [])),
      ...nodesOf(frame, 'Attribute').flatMap(({ node }) =>
        propertiesOf(frame.module).has(node.attr) ? [node.attr] : [],
      ),
    ]),
  };
});

/** `table` of `self.table[0]`: to ask for a property is to call it. */
const propertiesOf = oncePer(
  (module: ModuleCode): ReadonlySet<string> =>
    new Set([...methodsOfModule(module)].flatMap(([name, methods]) => (methods.some(isProperty) ? [name] : []))),
);

function isProperty({ node }: FrameCode): boolean {
  return node.nodeType === 'FunctionDef' && isDecoratedBy('property', node.decorator_list);
}

function nameAsked(call: NodeOf<'Call'>, frame: FrameCode): readonly string[] {
  return [...(isRecursiveCall(call, frame) ? [frame.scope.name] : []), ...[methodAsked(call, frame) ?? []].flat()];
}

/** Frames that are looked for only as far as somebody asks. */
export type FrameTest = Pick<ReadonlySet<FrameCode>, 'has'>;

/** The frames for which something holds, and those that call one of them, by however many calls between. */
export function framesThatReach(holds: (frame: FrameCode) => boolean): FrameTest {
  const isHolding = oncePer(holds);
  const known = new Map<FrameCode, boolean>();
  const search = (start: FrameCode): boolean => {
    const callers = new Map<FrameCode, FrameCode | undefined>([[start, undefined]]);
    for (const frame of callers.keys()) {
      if (known.get(frame) ?? isHolding(frame)) {
        for (let at: FrameCode | undefined = frame; at !== undefined; at = callers.get(at)) known.set(at, true);
        return true;
      }
      if (known.has(frame)) continue;
      for (const callee of calleesOf(frame)) if (!callers.has(callee)) callers.set(callee, frame);
    }
    for (const frame of callers.keys()) known.set(frame, false);
    return false;
  };
  return { has: (frame) => known.get(frame) ?? search(frame) };
}

/** All that a frame calls, or may call, in the file. */
const calleesOf = oncePer((frame: FrameCode): readonly FrameCode[] => {
  const { frames, names } = calledBy(frame);
  return [...frames, ...[...names].flatMap((name) => methodsNamed(name, frame))];
});

/** It and all functions of the file that it calls, or may call. */
export const withCalled: (frame: FrameCode) => readonly FrameCode[] = oncePer((frame: FrameCode) => {
  const found = new Set([frame]);
  const names = new Set<string>();
  for (const each of found) {
    const called = calledBy(each);
    for (const one of called.frames) found.add(one);
    for (const name of called.names) {
      if (names.has(name)) continue;
      names.add(name);
      for (const one of methodsNamed(name, each)) found.add(one);
    }
  }
  return [...found];
});
