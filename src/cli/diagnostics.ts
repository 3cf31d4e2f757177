import { DecodeError, type ErrorCode, FileError, PyprofError } from '../errors.ts';
import { plural } from '../profile/notes.ts';
import { SORT_KEYS } from '../select/sort-keys.ts';
import { escapeControls } from '../text/escape.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { GateError } from './gate-error.ts';
import { InputError } from './input/input-error.ts';
import { ViewerFailure } from './viewer-failure.ts';

const MAKE_ONE = 'Make a profile with: python -m cProfile -o out.prof app.py';
const CUT_OFF =
  'The copy may be incomplete, or the program was killed while writing it: copy it again or make a new profile.';
const MAKE_SNAPSHOT =
  "Make a snapshot with: tracemalloc.start(); ...; tracemalloc.take_snapshot().dump('out.tracemalloc')";
const DAMAGED = `The file is damaged or not a profile. ${MAKE_ONE}`;
const CHECK_PATH = 'Check the path (pyprof-view --help lists the commands).';
const SEE_KEYS = `Sort keys: ${SORT_KEYS.map(({ name }) => name).join(', ')}, none.`;

/** What to do about each error. The errors themselves only say what is. */
const ADVICE: Readonly<Record<ErrorCode, string>> = {
  'empty-file': `The profiled program may have been killed before it could write. ${MAKE_ONE}`,
  'unexpected-end': CUT_OFF,
  'unknown-type-code': DAMAGED,
  'bad-reference': DAMAGED,
  'size-out-of-range': DAMAGED,
  'bad-number': DAMAGED,
  'bad-string': DAMAGED,
  'null-object': DAMAGED,
  'unhashable-key': DAMAGED,
  'too-deep': DAMAGED,
  'bad-gzip': CUT_OFF,
  'not-a-profile': MAKE_ONE,
  'is-profile': 'Give it as an argument, without an option: pyprof-view out.prof',
  'is-snapshot': 'Give it with --memory, beside the profile: pyprof-view --memory FILE out.prof',
  'is-line-timings': 'Give it with --lines, beside the profile: pyprof-view --lines FILE out.prof',
  'not-a-snapshot': MAKE_SNAPSHOT,
  'not-line-timings': 'Make one with: kernprof -l -o out.lprof app.py',
  'not-arguments': 'Make one with: pyprof-view run --arguments -o out.prof app.py',
  'bad-pickle': 'The file is damaged, or was made to do harm: make a new one.',
  'pickle-too-large':
    'Take a smaller snapshot: fewer frames in tracemalloc.start(), or snapshot.filter_traces(...) before dump().',
  'no-functions': 'The profiler was never enabled, or nothing ran while it was.',
  'bad-entry': DAMAGED,
  'unknown-sort-key': SEE_KEYS,
  'mixed-sort-keys': SEE_KEYS,
  'bad-restriction': 'A restriction is a number of rows, a fraction from 0 to 1, or a regular expression.',
  'unsupported-regex': 'Write it another way, or leave it out.',
  'bad-gate':
    "A gate is METRIC>LIMIT, in quotes because a shell takes a bare > for itself: 'cumtime>10%', 'total>0.5s' or 'calls>0'.",
  'gate-undecided':
    'Give it more runs (--before, --after), or gate on calls, which one run decides; --undecided pass lets it pass.',
  'not-comparable': 'Add --force to compare them anyway.',
  'no-such-cell': 'Name the notebook as it was when it was profiled: a cell is found by its text, or by its number.',
  'no-cells': 'Leave --notebook out.',
  'not-a-notebook': 'Name the .ipynb file with the cells.',
  'nothing-mine':
    'Name a package, a module or a folder as the profile has it: pyprof-view stats --full-paths FILE shows them.',
  'no-such-function': 'pyprof-view stats -n 20 FILE lists the functions; name one as it does, or by a part of that.',
  'ambiguous-function': 'Name one of them as it is written here.',
  'cell-without-notebook': 'Name its notebook: --notebook FILE.ipynb.',
  'no-source': 'Say where it is: --source-root DIR, or --map OLD=NEW.',
  usage: seeHelp(null),
  'not-found': CHECK_PATH,
  'is-directory': 'Name a file in it.', // where a snapshot is wanted; of profiles folder-of-profiles.ts knows more
  'not-readable': 'Check the permissions.',
  'not-a-file': 'Name a file.',
  'not-writable': 'Nothing was written.',
  'half-written': 'The two do not belong together: remove the cause, and write them again.',
  'no-browser': 'Open the file yourself, or name a browser in $BROWSER.',
  'unpacks-too-large':
    'If it should be that large, --unpack-times N allows more, up to 2 GiB; an unpacked file (gunzip -k FILE) may have 4 GiB.',
  'too-large': 'Profile a shorter run, or fewer threads; take a smaller snapshot (snapshot.filter_traces).',
};

export const WITH_DEBUG = 'Please report it with the output of the same command and --debug.';

export type Diagnosis = { readonly message: string; readonly exitCode: ExitCode };

/** Where the options are explained: of the command that was given. */
export function seeHelp(command: string | null): string {
  return `See: ${['pyprof-view', ...(command === null ? [] : [command]), '--help'].join(' ')}`;
}

/** Two sentences for people (what is wrong, what to do) and the exit code. Control characters are made visible. */
export function diagnose(error: unknown, command: string | null = null, suggestion = ''): Diagnosis {
  if (error instanceof GateError)
    return { message: escapeControls(`pyprof-view: ${error.message}`), exitCode: EXIT.gate };
  if (!(error instanceof PyprofError)) return bug(error);
  const known = error instanceof InputError ? error.advice : null; // of a file that is something else, or a folder
  const advice = known ?? (error.code === 'usage' ? seeHelp(command) : ADVICE[error.code]);
  const message = `pyprof-view: ${describeError(error)}${suggestion} ${escapeControls(advice)}`;
  return { message, exitCode: exitCodeOf(error) };
}

/** What is wrong with what, in one sentence without advice: where there is one line for it. */
export function describeError(error: PyprofError, nameOf: (path: string) => string = (path) => path): string {
  const place = error instanceof InputError || error instanceof FileError ? `${placeName(nameOf(error.path))}: ` : '';
  const others = error instanceof InputError ? othersOf(error, nameOf) : '';
  return escapeControls(`${place}${sentence(error.message + byteOf(error))}${others}`);
}

const MOST_OTHERS = 4;

/** The other files that cannot be read, each with what is wrong with it. */
function othersOf({ others }: InputError, nameOf: (path: string) => string): string {
  if (others.length === 0) return '';
  const named = others.slice(0, MOST_OTHERS).map(({ path, message }) => `${placeName(nameOf(path))} (${message})`);
  const more = others.length - named.length;
  return ` ${plural(others.length, 'more file')} cannot be read: ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`;
}

/** Where a damaged dump goes wrong. A foreign or empty file is wrong as a whole. */
function byteOf(error: PyprofError): string {
  const cause = error instanceof InputError ? error.cause : error;
  const isDamaged = cause instanceof DecodeError && ADVICE[cause.code] === DAMAGED;
  return isDamaged ? ` at byte ${cause.offset}` : '';
}

function placeName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

const UNWRITABLE: readonly ErrorCode[] = ['not-writable', 'half-written', 'no-browser'];

function exitCodeOf(error: PyprofError): ExitCode {
  if (UNWRITABLE.includes(error.code)) return EXIT.unwritable;
  return error instanceof InputError || error instanceof FileError ? EXIT.unreadable : EXIT.usage;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function bug(error: unknown): Diagnosis {
  if (isDamagedCopy(error)) return { message: `pyprof-view: ${error.message}`, exitCode: EXIT.bug };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const advice = error instanceof ViewerFailure ? error.advice : WITH_DEBUG;
  const message = `pyprof-view: a bug in pyprof-view: ${sentence(what)} ${advice}`;
  return { message: escapeControls(message), exitCode: EXIT.bug };
}

/** What bin/unpack.js throws where a file of the program itself cannot be loaded. */
function isDamagedCopy(error: unknown): error is Error {
  return error instanceof Error && error.name === 'DamagedCopy';
}

/** The stacks of the error and of its causes, with the byte at which a file was found wrong. */
export function debugText(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const place = error instanceof DecodeError ? ` (at byte ${error.offset})` : '';
  return `${error.stack}${place}\n${debugText(error.cause)}`;
}
