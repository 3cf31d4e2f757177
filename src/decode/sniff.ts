/** A file that people mistake for a profile, or that holds something else of theirs. */
export type ForeignFormat =
  | 'gzip'
  | 'zstd'
  | 'xz'
  | 'bzip2'
  | 'zip'
  | 'pickle'
  | 'tracemalloc-snapshot'
  | 'line-profiler'
  | 'pyc'
  | 'json'
  | 'speedscope'
  | 'html'
  | 'text-report'
  | 'python-source'
  | 'sampling-binary'
  | 'text';

/** What each is called in a sentence: "the file is ...". */
export const FORMAT_NAMES: Readonly<Record<ForeignFormat, string>> = {
  gzip: 'gzip data',
  zstd: 'packed with zstd',
  xz: 'packed with xz',
  bzip2: 'packed with bzip2',
  zip: 'a zip archive',
  pickle: 'a pickle',
  'tracemalloc-snapshot': 'a tracemalloc snapshot (a pickle)',
  'line-profiler': "line_profiler's .lprof (a pickle)",
  pyc: 'compiled Python code (.pyc)',
  json: 'JSON',
  speedscope: 'a speedscope profile (JSON)',
  html: 'an HTML page',
  'text-report': 'the text that pstats printed, not the dump',
  'python-source': 'Python source',
  'sampling-binary': "the binary format of Python 3.15's profiling.sampling",
  text: 'plain text',
};

const PROBE_BYTES = 4096;

/**
 * What a file that is no profile seems to be, by its first bytes; null where nothing is known.
 * Ask only after decoding has failed: a dump may begin with any of these bytes by chance.
 */
export function sniffForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PROBE_BYTES)).toString('latin1');
  if (head.startsWith('\x1f\x8b')) return 'gzip';
  if (head.startsWith('\x28\xb5\x2f\xfd')) return 'zstd';
  if (head.startsWith('\xfd7zXZ')) return 'xz';
  if (/^BZh[1-9]/.test(head)) return 'bzip2';
  if (head.startsWith('PK\x03\x04')) return 'zip';
  if (head.startsWith('TACH') || head.startsWith('HCAT')) return 'sampling-binary';
  if (isPickle(bytes)) return sniffPickle(head);
  if (head.slice(2, 4) === '\r\n') return 'pyc';
  return isText(bytes.subarray(0, PROBE_BYTES)) ? sniffText(head) : null;
}

function sniffPickle(head: string): ForeignFormat {
  if (head.includes('tracemalloc') && head.includes('Snapshot')) return 'tracemalloc-snapshot';
  return head.includes('line_profiler') ? 'line-profiler' : 'pickle';
}

/** PROTO and a version: every pickle of protocol 2 to 5. */
function isPickle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && bytes[1] !== undefined && bytes[1] >= 2 && bytes[1] <= 5;
}

/** No control character but the blanks: bytes above 0x7f may be UTF-8. Fewer bytes than a word prove nothing. */
function isText(head: Uint8Array): boolean {
  return head.length >= 8 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}

function sniffText(head: string): ForeignFormat {
  if (/^\s*[{[]/.test(head)) return head.includes('speedscope') ? 'speedscope' : 'json';
  if (/^\s*<(!doctype|html)/i.test(head)) return 'html';
  if (/\bncalls\s+tottime\b|function calls .*in [\d.]+ seconds/.test(head)) return 'text-report';
  return /^\s*(#!.*python|import \w|from \w+ import|def \w|class \w)/.test(head) ? 'python-source' : 'text';
}
