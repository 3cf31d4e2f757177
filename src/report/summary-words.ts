import { durationText, writeCount, writePercent } from '../hints/amounts.ts';
import { canonicalName } from '../hints/evidence/callee-names.ts';
import { countText as digitsOf, formatCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, isBuiltinPlace, lineText } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { ORIGINS } from '../select/function-origin.ts';
import { originCodes } from '../select/whose-code.ts';
import { cellTitle } from '../source/notebook-cell.ts';
import { hasAllThreads } from '../views/limits.ts';
import type { OwnFunction } from '../views/summary/own-functions.ts';
import type { TimePlace } from '../views/summary/places.ts';
import { MOST_FUNCTIONS_TOLD, type Summary } from '../views/summary/summary.ts';
import type { WaitingFor } from '../views/summary/waiting.ts';
import type { Block } from './document.ts';
import { limitPhrase } from './limit-words.ts';
import { ownCodePhrase } from './own-code-words.ts';
import { capitalized, code, listOf, type Phrase } from './phrase.ts';
import { cutMiddle, shortFile } from './short-name.ts';
import { groupedDigits } from './time-unit.ts';

/** A summary as a block of a document. */
export function summaryList(summary: Summary): Block {
  return { kind: 'list', items: summarySentences(summary) };
}

/** The sentences of a summary, what matters most first; each carries its numbers. */
export function summarySentences(summary: Summary): readonly Phrase[] {
  if (!(summary.table.totals.tottime > 0)) return [headline(summary), ['No time was measured in it.']];
  return [
    headline(summary),
    ...waitingSentence(summary, LEAST),
    ...slowedTextSentence(summary),
    ...placesSentence(summary),
    ...pathSentence(summary),
    ...ownSentences(summary),
    ...importSentence(summary),
    ...profilerSentence(summary),
    ...hintSentence(summary),
    [...capitalized(ownCodePhrase(summary.own)), '.'],
    ...summary.limits.map((limit): Phrase => ['Note: ', ...limitPhrase(summary.table, limit), '.']),
  ];
}

function headline({ table }: Summary): Phrase {
  const { totals, kind, length } = table;
  const counted =
    kind === 'sampled' ? ([totals.primitiveCalls, 'sample'] as const) : ([totals.ncalls, 'call'] as const);
  const [count, noun] = counted;
  const counts = plural(groupedDigits(formatCount(count)), noun);
  return [`${durationText(totals.tottime)} in ${counts} of ${plural(groupedDigits(String(length)), 'function')}.`];
}

/** A smaller share of the time is no part of an answer. */
const LEAST = 0.05;

const WAITING_WORDS: Readonly<Record<WaitingFor, string>> = {
  threads: 'for other threads',
  events: 'for events',
  network: 'for the network',
  processes: 'for other processes',
  sleep: 'sleeping',
  input: 'for somebody to type',
};

const ONE_THREAD = ' cProfile sees the one thread that switched it on, so what the others did is not in this profile.';

/** Nothing where less than `least` of the time is spent waiting. */
export function waitingSentence(
  { table, waiting }: Pick<Summary, 'table' | 'waiting'>,
  least: number,
): readonly Phrase[] {
  if (waiting === null || shareOf(table, waiting.seconds) < least) return [];
  const told = waiting.parts.filter(({ seconds }, at) => at === 0 || shareOf(table, seconds) >= LEAST);
  const [first] = told;
  const isThreads = told.some(({ what }) => what === 'threads') && !hasAllThreads(table);
  const end = isThreads ? `.${ONE_THREAD}` : '.';
  const start = `${amount(table, waiting.seconds)} is spent `;
  if (first !== undefined && told.length === 1)
    return [[`${start}${waitingWords(first.what, null)}, in `, nameOf(table, first.row), end]];
  const parts = told.map(
    ({ what, seconds, row }, at): Phrase => [
      `${waitingWords(what, told[at - 1]?.what ?? null)} (${percent(table, seconds)}, in `,
      nameOf(table, row),
      ')',
    ],
  );
  return [[start, ...listOf(parts), end]];
}

/** `waiting for events`, and `for the network` where waiting was said just before. */
function waitingWords(what: WaitingFor, before: WaitingFor | null): string {
  const isSaid = what === 'sleep' || (before !== null && before !== 'sleep');
  return `${isSaid ? '' : 'waiting '}${WAITING_WORDS[what]}`;
}

/** `1.27 s (42 %)`. */
function amount(table: ProfileTable, seconds: Seconds): string {
  return `${durationText(seconds)} (${percent(table, seconds)})`;
}

/** Threads and functions of one key can add up to more than the total. */
function percent(table: ProfileTable, seconds: Seconds): string {
  const share = shareOf(table, seconds);
  if (share > 1.0005) return 'over 100 %';
  return share > 0 && share < 0.0005 ? 'under 0.1 %' : writePercent(share);
}

function shareOf({ totals }: ProfileTable, seconds: Seconds): number {
  return totals.tottime > 0 ? seconds / totals.tottime : 0;
}

const PLACE_WORDS: Readonly<Record<TimePlace['origin'], string>> = {
  own: 'your code',
  builtin: 'built-in functions',
  stdlib: 'the standard library',
  generated: 'generated code',
  packages: 'other code', // of no library: --mine has left it out
  import: 'importing',
};

/** Whose code the clock ran in, without what that calls. Imports have a sentence of their own. */
function placesSentence({ table, places }: Summary): readonly Phrase[] {
  const told = places.filter(({ seconds, origin }) => origin !== 'import' && shareOf(table, seconds) >= LEAST);
  if (told.length === 0) return [];
  const parts = told.map(
    (place): Phrase => [...placeName(place), ` ${percent(table, place.seconds)}`, ...mostOfPlace(table, place)],
  );
  const own = places.find(({ origin }) => origin === 'own')?.seconds ?? 0;
  const rest = own > 0 && shareOf(table, own) < LEAST ? `; your code ${percent(table, own)}` : '';
  return [['Own time, without calls: ', ...listOf(parts), `${rest}.`]];
}

function placeName({ origin, library }: TimePlace): Phrase {
  return library === '' ? [PLACE_WORDS[origin]] : [code(library)];
}

/** If one function has most of it, it is named. */
function mostOfPlace(table: ProfileTable, { row, seconds, origin }: TimePlace): Phrase {
  if (origin === 'own' || !(table.tottime[row]! > seconds / 2)) return [];
  return [' (most of it ', nameOf(table, row), ')'];
}

const MODULE = '<module>';

/** `reformat_many (concurrency.py:69)`, `rank (cell 3:1)`, `list.sort`, `graph.py` for the body of a module. */
export function nameOf(table: ProfileTable, row: FunctionIndex): { readonly code: string } {
  const key = functionKey(table, row);
  const [file, name] = [table.strings.text(key.file), table.strings.text(key.name)];
  if (isBuiltinPlace(file, key.line)) return code(cutMiddle(canonicalName(table, row).full || name, LONGEST_NAME));
  const place = cellTitle(file) ?? shortFile(file);
  return code(cutMiddle(name === MODULE ? place : `${name} (${place}:${lineText(key.line)})`, LONGEST_NAME));
}

const LONGEST_NAME = 100;

/** A way with a smaller share of the time is not the main one. */
const LEAST_PATH = 0.5;

/** Fewer steps can be seen at a glance. */
const LEAST_STEPS = 3;

/** Of the calls among which the time divides, at most this many are named, each with at least `LEAST_SPLIT` of it. */
const MOST_SPLIT = 3;
const LEAST_SPLIT = 0.1;

function pathSentence({ table, path }: Summary): readonly Phrase[] {
  if (path === null || path.rows.length < LEAST_STEPS || !isMuch(shareOf(table, path.seconds))) return [];
  const [first = 0] = path.rows;
  const last = path.rows.at(-1) ?? first;
  const between = `${plural(path.rows.length - 2, 'more call')}`;
  const start = `${percent(table, path.seconds)} of the time goes one way: `;
  return [
    [start, nameOf(table, first), ` -> ${between} -> `, nameOf(table, last), ...endOfPath(table, path, last), '.'],
  ];
}

/** More than the whole is a sign of lost time or of threads: then there is no way to describe. */
function isMuch(share: number): boolean {
  return share >= LEAST_PATH && share <= 1.0005;
}

function endOfPath(table: ProfileTable, { seconds, split }: NonNullable<Summary['path']>, last: FunctionIndex): Phrase {
  if (isBuiltin(table, last)) return [];
  if (table.tottime[last]! > seconds / 2) return [', most of it in its own lines'];
  const parts = split
    .filter((call) => call.seconds >= LEAST_SPLIT * seconds)
    .slice(0, MOST_SPLIT)
    .map((call): Phrase => [nameOf(table, call.row), ` ${percent(table, call.seconds)}`]);
  return parts.length < 2 ? [] : [', where it divides: ', ...listOf(parts)];
}

/** The first of the user's functions is named even if it has little of the time. */
const LEAST_FIRST = 0.01;

function ownSentences({ table, functions }: Summary): readonly Phrase[] {
  const told = functions
    .filter(({ seconds }, at) => shareOf(table, seconds) >= (at === 0 ? LEAST_FIRST : LEAST))
    .slice(0, MOST_FUNCTIONS_TOLD);
  return told.map((found, at) => [
    at === 0 ? 'In your code, counting the libraries it calls, ' : 'Then ',
    ...(isModule(table, found.row) ? ['the top level of '] : []),
    nameOf(table, found.row),
    ` takes ${found.isEstimated ? 'about ' : ''}${percent(table, found.seconds)}`,
    ...callsPhrase(table, found),
    ...mostPhrase(table, found),
    '.',
  ]);
}

const TIMES: Readonly<Record<string, string>> = { '1': 'once', '2': 'twice' };

/** The top level of a module runs once. Of a generator a profile counts the start and each resumption as a call. */
function callsPhrase(table: ProfileTable, { row, isResumed }: OwnFunction): Phrase {
  if (table.kind === 'sampled' || isModule(table, row)) return [];
  const calls = digitsOf(table.ncalls, row);
  return [`, ${isResumed ? 'resumed' : 'called'} ${TIMES[calls] ?? `${groupedDigits(calls)} times`}`];
}

function mostPhrase(table: ProfileTable, { mostIn }: OwnFunction): Phrase {
  if (mostIn === null) return [];
  if (mostIn === 'itself') return [', most of it in its own lines'];
  const isImport = ORIGINS[originCodes(table)[mostIn] ?? -1] === 'import';
  return isImport ? [', most of it for imports'] : [', most of it in ', nameOf(table, mostIn)];
}

function isModule(table: ProfileTable, row: FunctionIndex): boolean {
  return table.strings.text(functionKey(table, row).name) === MODULE;
}

function isBuiltin(table: ProfileTable, row: FunctionIndex): boolean {
  const { file, line } = functionKey(table, row);
  return isBuiltinPlace(table.strings.text(file), line);
}

function importSentence({ table, imports }: Summary): readonly Phrase[] {
  if (imports === null || shareOf(table, imports.seconds) < LEAST) return [];
  const [first] = imports.modules;
  const isMost = first !== undefined && first.seconds > imports.seconds / 2;
  const most: Phrase = isMost ? [', most of it for ', code(first.name), ` (${durationText(first.seconds)})`] : [];
  return [[`Importing modules takes ${amount(table, imports.seconds)}`, ...most, '.']];
}

function slowedTextSentence({ table, slowedText }: Summary): readonly Phrase[] {
  if (slowedText === null) return [];
  const { row, seconds, isPythonTold } = slowedText;
  const why = isPythonTold
    ? 'only because Python 3.11 was profiled'
    : 'only because of the profiler, if this is Python 3.11';
  const start = `Up to ${amount(table, seconds)} is own time of `;
  return [[start, nameOf(table, row), ` ${why}. `, code('pyprof-view hints'), ' says more.']];
}

/** Below this share the profiler changes no conclusion. */
const LEAST_PROFILER = 0.15;

function profilerSentence({ table, profiler, profilersShare }: Summary): readonly Phrase[] {
  const share = profilersShare ?? shareOf(table, profiler?.atLeast ?? 0);
  if (share < LEAST_PROFILER) return [];
  return [
    [
      `${profilersShare === null ? 'At least' : 'About'} ${writePercent(share)} is the profiler's own cost for ${writeCount(Number(table.totals.ncalls))} calls: ` +
        'functions that are called often look slower than they are.',
    ],
  ];
}

function hintSentence({ hint }: Summary): readonly Phrase[] {
  if (hint === undefined || hint === null) return [];
  const isOfBytes = hint.saving.unit === 'bytes';
  const share = `, ${hint.isUpperBound ? 'up to ' : ''}${writePercent(hint.share)} ${isOfBytes ? 'of the memory' : 'of the time'}`;
  return [
    [
      `First hint (${hint.level}): ${hint.title}, `,
      code(`${cellTitle(hint.file) ?? shortFile(hint.file)}:${hint.line}`),
      ' in ',
      code(hint.qualname),
      `${isOfBytes && hint.share === 0 ? '' : share}. `,
      code('pyprof-view hints'),
      ' says more.',
    ],
  ];
}
