import type { NodeOf } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, calledName, methodCalled, resolve, selfAttribute } from '../names.ts';

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
  shlex.join pprint.pformat reprlib.repr types.SimpleNamespace dataclasses.asdict dataclasses.astuple`.split(/\s+/),
);

/** Whether a call of that name changes nothing but what it is called on. */
export function isKnownPure(name: string): boolean {
  return PURE.has(name);
}

/** `HEADER.pack(size, kind)` after `HEADER = struct.Struct('!HB')`: other objects have a `pack` that puts something into them. */
export function isOfStruct(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const method = methodCalled(call, frame);
  if (method === undefined || !PACKING.has(method.name)) return false;
  const { receiver, frame: at } = method;
  const attribute = selfAttribute(receiver, at);
  const named = receiver.nodeType === 'Name' ? resolve(receiver.id, at) : [];
  const bound = attribute === null ? named : attributeBindings(attribute, at);
  return (
    bound.length > 0 &&
    bound.every(
      ({ binding: { value }, frame: by }) => value?.nodeType === 'Call' && calledName(value, by) === 'struct.Struct',
    )
  );
}

const PACKING: ReadonlySet<string> = new Set(['pack', 'unpack', 'unpack_from', 'iter_unpack']);
