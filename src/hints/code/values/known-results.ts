/** What a value is, as far as the source says it. `unknown` is the honest default; `mixed` is more than one of them. */
export type ValueKind =
  | 'str'
  | 'bytes'
  | 'bytearray'
  | 'list'
  | 'tuple'
  | 'set'
  | 'frozenset'
  | 'dict'
  | 'deque'
  | 'number'
  | 'file'
  | 'path'
  | 'range'
  | 'logger'
  | 'none'
  | 'other'
  | 'mixed'
  | 'unknown';

const CHANGEABLE: ReadonlySet<ValueKind> = new Set(['list', 'dict', 'set', 'bytearray', 'deque'] as const);

/** Whether a value can be changed where it is: then it is no key either. */
export function isChangeable(kind: ValueKind): boolean {
  return CHANGEABLE.has(kind);
}

/** What well-known calls return; `receiver` is a method that returns what its object is (`'a'.strip()`, `b'a'.strip()`). */
const BY_KIND: readonly (readonly [ValueKind | 'receiver', string])[] = [
  [
    'str',
    `str repr chr hex bin oct ascii format input json.dumps os.path.join os.path.basename os.path.dirname os.getcwd
    os.path.abspath os.path.normpath os.path.realpath re.sub re.escape .hexdigest .isoformat .strftime time.strftime
    .decode .getvalue .as_posix html.escape textwrap.dedent textwrap.fill textwrap.indent .read_text .casefold .format
    .format_map urllib.parse.quote`,
  ],
  [
    'bytes',
    'bytes .encode struct.pack .to_bytes .tobytes os.urandom .digest .read_bytes .recv pickle.dumps zlib.compress',
  ],
  ['bytearray', 'bytearray'],
  [
    'list',
    'list sorted .split .rsplit .splitlines .readlines .findall re.findall re.split os.listdir .tolist glob.glob .most_common',
  ],
  ['tuple', 'tuple .partition .rpartition divmod .groups'],
  ['set', 'set'],
  ['frozenset', 'frozenset'],
  [
    'dict',
    `dict collections.defaultdict collections.OrderedDict collections.Counter .groupdict dict.fromkeys vars globals
    locals .keys .items`,
  ],
  ['deque', 'collections.deque'],
  [
    'number',
    `int float len sum abs round ord hash id complex bool isinstance issubclass pow math.sqrt math.floor math.ceil
    math.log math.sin math.cos math.exp time.time time.perf_counter random.random random.randint random.randrange
    random.uniform random.gauss .randrange .randint .gauss .expovariate .bit_length .count .find .index .startswith .endswith .isdigit .isalpha .timestamp
    .total_seconds callable any all hasattr`,
  ],
  ['file', 'open io.open .open gzip.open bz2.open codecs.open io.StringIO io.BytesIO tempfile.TemporaryFile'],
  ['path', 'pathlib.Path pathlib.PurePath pathlib.PosixPath'],
  ['range', 'range'],
  ['logger', 'logging.getLogger .getChild'],
  ['other', 'iter map filter zip enumerate reversed .values object type itertools.chain itertools.product re.compile'],
  [
    'receiver',
    `.strip .lstrip .rstrip .lower .upper .title .capitalize .swapcase .join .ljust .rjust .center .zfill .expandtabs
    .translate .removeprefix .removesuffix .replace .copy .union .intersection .difference .symmetric_difference`,
  ],
];

export const RESULT_KINDS: ReadonlyMap<string, ValueKind | 'receiver'> = new Map(
  BY_KIND.flatMap(([kind, names]) => names.split(/\s+/).map((name): [string, ValueKind | 'receiver'] => [name, kind])),
);

/** Methods that return lists of texts. */
export const TEXT_METHODS: ReadonlySet<string> = new Set([
  '.split',
  '.rsplit',
  '.splitlines',
  '.findall',
  're.findall',
  're.split',
  'os.listdir',
]);
