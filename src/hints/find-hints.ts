import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { isNotebookCell } from '../source/notebook-cell.ts';
import { isWhole, omittedText } from '../source/omission.ts';
import { resumedKind } from '../source/resumption.ts';
import type { ScopeIndex } from '../source/scope.ts';
import type { FileSource, FoundSource, SourceBook } from '../source/source-book.ts';
import { OUTSIDE } from '../source/source-files.ts';
import { lastLineOf, lineOf } from '../source/syntax.ts';
import { nestsDeeper } from '../source/walk-syntax.ts';
import { lazily } from '../text/lazily.ts';
import { writePercent } from './amounts.ts';
import { type FrameCode, groupBy, moduleCode } from './code/module-code.ts';
import { statementAround } from './code/names.ts';
import { omittedNameIn } from './code/omitted-names.ts';
import type { LineAllocations } from './evidence/allocations.ts';
import type { ArgumentCounts } from './evidence/argument-counts.ts';
import { type FrameEvidence, frameEvidence, type ProfileFacts } from './evidence/frame-evidence.ts';
import type { LineTimes } from './evidence/line-times.ts';
import { paceOf } from './evidence/pace.ts';
import { practicesIn } from './find-practices.ts';
import type { Candidate, FileReading, Hint, HintsResult, Reading } from './hint.ts';
import { mergeFindings, type Weighed } from './merge-findings.ts';
import { whyOwned } from './one-owner.ts';
import type { PracticeNote } from './practice.ts';
import { isHot, type OwnFile, ownFiles, rowsByScope } from './profiled-files.ts';
import { rankHints } from './rank.ts';
import { type HintRule, refused } from './rule.ts';
import { RULES } from './rules.ts';
import { besideSlowed, type SlowedText, slowedTexts } from './slowed-text.ts';
import { minorVersion } from './unprofiled/possible-pythons.ts';
import { unprofiledSteps } from './unprofiled/unprofiled-time.ts';
import { hintsWithoutSource } from './without-source.ts';

export type HintQuestion = {
  /** The profile with the sources of its files. */
  readonly book: SourceBook;
  /** What was alive, by line of a file of the profile; null without a snapshot. */
  readonly allocationsOf: ((path: string) => LineAllocations) | null;
  /** What line_profiler measured by line, and `run --arguments` counted by function, of a file of the profile. */
  readonly lineTimesOf?: ((path: string) => LineTimes) | null;
  readonly argumentsOf?: ((path: string) => ArgumentCounts) | null;
  readonly rules?: readonly HintRule[];
};

/** Looks for what could be changed in a program, and reports only what the profile (or the snapshot) proves to matter. */
export function findHints(question: HintQuestion): HintsResult {
  return finish(hintSteps(question));
}

/** The same in slices: of rows, and then one for each file. */
export function* hintSteps({
  book,
  allocationsOf,
  lineTimesOf = null,
  argumentsOf = null,
  rules = RULES,
}: HintQuestion): Steps<HintsResult> {
  const { table } = book;
  const python = yield* minorVersion(table);
  const facts: ProfileFacts = {
    table,
    total: table.totals.tottime,
    ...paceOf(table, python),
    python,
    unprofiled: yield* unprofiledSteps(table),
    allocations: allocationsOf,
    lineTimes: lineTimesOf,
    argumentCounts: argumentsOf,
  };
  const found: Found = {
    hints: [],
    candidates: [],
    files: [],
    practices: new Map(),
    slowedTexts: [],
    notes: notesOnKind(table),
  };
  const hasBytes = (path: string): boolean => allocationsOf !== null && allocationsOf(path).bytes > 0;
  const callees = new Set(rules.flatMap((rule) => rule.callees));
  for (const file of yield* ownFiles(table, callees, hasBytes)) {
    const reading = file.isHot ? orTooDeep(file, book, () => lookAt(file, book, facts, rules, found)) : 'cold';
    noteReading(file, reading, book, found);
    yield;
  }
  found.notes.push(...absentNotes(found.files));
  const { hints, ...rest } = found;
  const isResumed = resumedTest(book, rest.files);
  const { total: totalTime, unprofiled } = facts;
  return {
    table,
    totalTime,
    hints: rankHints(besideSlowed(hints, rest.slowedTexts, facts)),
    ...rest,
    isResumed,
    unprofiled,
  };
}

/** No file is read for it that was not read for the hints. */
function resumedTest(book: SourceBook, files: readonly FileReading[]): (row: FunctionIndex) => boolean {
  const read = new Set(files.filter(({ reading }) => reading === 'read').flatMap(({ rows }) => rows));
  return (row) => {
    const found = read.has(row) ? book.sourceOf(row) : null;
    if (found?.kind !== 'found' || found.hasChanged) return false;
    const nodes = (found.fit.scopes.get(row) ?? []).map((scope) => found.source.scopes[scope]?.node ?? null);
    return nodes.length > 0 && nodes.every((node) => node !== null && resumedKind(node) !== null);
  };
}

/** Expressions that nest too deep for the rules are left alone, and it is said. In a file without any the rules are at fault. */
function orTooDeep(file: OwnFile, book: SourceBook, look: () => Reading): Reading {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof RangeError && isDeep(book.sourceOf(file.rows[0] ?? 0)))) throw error;
    return 'too-deep';
  }
}

/** V8 has room for some 10,000 calls, and no rule makes fifty for each level. */
const DEEP = 200;

function isDeep(found: FileSource): boolean {
  const tree = found.kind === 'found' ? found.source.tree : null;
  return tree !== null && nestsDeeper(tree, DEEP);
}

type Found = {
  readonly hints: Hint[];
  readonly candidates: Candidate[];
  readonly files: FileReading[];
  readonly practices: Map<FunctionIndex, () => readonly PracticeNote[]>;
  readonly slowedTexts: SlowedText[];
  readonly notes: string[];
};

function noteReading({ path, rows }: OwnFile, reading: Reading, book: SourceBook, { files, notes }: Found): void {
  const looked = reading === 'read' ? rows.filter((row) => isHot(book.table, row) && isParsed(row, book)) : [];
  files.push({ path, rows, reading, looked });
  const note = NOTES[reading](path, rows, book);
  if (note !== null) notes.push(note);
}

function isParsed(row: FunctionIndex, book: SourceBook): boolean {
  const found = book.sourceOf(row);
  const scopes = found.kind === 'found' ? (found.fit.scopes.get(row) ?? []) : [];
  return found.kind !== 'found' || scopes.every((scope) => isWhole(found.source, scope));
}

type NoteText = (path: string, rows: readonly FunctionIndex[], book: SourceBook) => string | null;

const CALLS_ALONE = 'only what its calls alone can say';

/** What a reader of hints has to know of a file. */
const NOTES: Readonly<Record<Reading, NoteText>> = {
  read: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    if (found.kind !== 'found' || found.source.omissions.length === 0) return null;
    const { lines, names } = omittedText(found.source);
    return `${path}: ${lines} could not be parsed: no hints for ${names}`;
  },
  cold: () => null,
  cell: (path) => `${path} is a notebook cell, and its source in no file that could be read: ${CALLS_ALONE}`,
  fileless: (path) => `${path} is not a file, so its source could not be read: ${CALLS_ALONE}`,
  refused: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    return `${path} is not read, since ${found.kind === 'refused' ? found.reason : ''}: ${CALLS_ALONE}`;
  },
  outside: (path) => `${path} is not read, since it is ${OUTSIDE}: ${CALLS_ALONE}`,
  absent: () => null, // one note for all of them: absentNotes
  cython: (path) => `${path} is Cython, and the rules are for Python: ${CALLS_ALONE}`,
  'too-large': (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    return `${path} is ${found.kind === 'found' ? found.source.problems.at(-1) : ''}: no hints for it`;
  },
  changed: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    const { standing, checked } = found.kind === 'found' ? found.fit : { standing: 0, checked: 0 };
    return `${path} has changed since the profile (${standing} of ${checked} functions stand where it says): no hints for it`;
  },
  unparsed: (path) => `${path} could not be parsed: no hints for it`,
  'too-deep': (path) => `${path} is nested too deep: no hints for it`,
};

/** What is said of the files that were not found, and how they may be. */
function absentNotes(files: readonly FileReading[]): readonly string[] {
  const paths = files.filter(({ reading }) => reading === 'absent').map(({ path }) => path);
  const [first, ...others] = paths;
  if (first === undefined) return [];
  const folder = folderOf(paths);
  const remedy = folder === '' ? '--source-root FOLDER' : `--map ${folder}=FOLDER`;
  if (others.length === 0) return [`source of ${first} not found: ${CALLS_ALONE}; if you have it, add ${remedy}`];
  const where = folder === '' ? '' : ` below ${folder}`;
  const what = `${paths.length} sources not found${where}, such as ${first}`;
  return [`${what}: only what their calls alone can say; if you have them, add ${remedy}`];
}

/** The folder that has all the files; '' where that says nothing. */
function folderOf(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split(/(?<=[\\/])/).slice(0, -1));
  const at = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  return (at < 0 ? first : first.slice(0, at)).join('').slice(0, -1);
}

function notesOnKind({ kind }: ProfileTable): string[] {
  return kind === 'sampled'
    ? ['this profile was sampled: its counts are samples, no calls, and prove nothing about calls']
    : [];
}

function lookAt(
  file: OwnFile,
  book: SourceBook,
  facts: ProfileFacts,
  rules: readonly HintRule[],
  result: Found,
): Reading {
  const found = book.sourceOf(file.rows[0] ?? 0);
  if (found.kind !== 'found' || found.source.refusal === 'cython') {
    result.hints.push(...hintsWithoutSource(file, facts, rules));
    return found.kind === 'found' ? 'cython' : unread(found, file.path);
  }
  if (found.hasChanged) return 'changed';
  const code = moduleCode(found.source);
  if (code === undefined) return found.source.refusal === 'too-large' ? 'too-large' : 'unparsed';
  const rowOf = rowsByScope(found.fit);
  for (const frame of code.frames) lookAtFrame(frame, file.path, rowOf, facts, rules, result);
  return 'read';
}

function unread({ kind }: Exclude<FileSource, FoundSource>, path: string): Reading {
  return isNotebookCell(path) ? 'cell' : kind;
}

function lookAtFrame(
  frame: FrameCode,
  path: string,
  rowOf: (scope: ScopeIndex) => FunctionIndex | undefined,
  facts: ProfileFacts,
  rules: readonly HintRule[],
  found: Found,
): void {
  const row = rowOf(frame.index);
  if (row === undefined || !isWhole(frame.module.source, frame.index)) return;
  const isCold = !isHot(facts.table, row) && facts.allocations === null;
  const asked = isCold ? rules.filter(({ isOfMemory }) => isOfMemory) : rules;
  const evidence = frameEvidence(frame, row, path, rowOf, facts);
  if (!isCold) noteBesideHints(evidence, path, found);
  const all = asked.flatMap((rule) => weighRule(rule, frame, evidence, path, found));
  const beside = {
    bytesByLine: groupBy(all, ({ finding, line }) => (finding.of === 'bytes' ? [line] : [])),
    shareOfRule: sharesByRule(all),
  };
  const objections = new Map(all.map((one) => [one, objectionTo(one, beside)]));
  const standing = all.filter((one) => objections.get(one) === undefined);
  const weighed = all.filter((one) => {
    const { rule, line, finding } = one;
    const place = { rule: rule.id, file: path, line, function: frame.scope.name, share: shareOf(evidence) };
    const reported = finding.evidence.map(({ text }) => text).join('; ');
    const objection = objections.get(one) ?? whyOwned(one, standing);
    found.candidates.push({ ...place, isReported: objection === undefined, why: objection ?? reported });
    return objection === undefined;
  });
  found.hints.push(...mergeFindings(weighed, evidence, path));
}

function noteBesideHints(evidence: FrameEvidence, path: string, { practices, slowedTexts: slowed }: Found): void {
  practices.set(
    evidence.row,
    lazily(() => practicesIn(evidence, path)),
  );
  slowed.push(...slowedTexts(evidence, path));
}

/** What the findings of a function are seen beside. */
type Beside = {
  readonly bytesByLine: ReadonlyMap<number, readonly Weighed[]>;
  readonly shareOfRule: ReadonlyMap<HintRule, { readonly places: number; readonly share: number }>;
};

function sharesByRule(all: readonly Weighed[]): Beside['shareOfRule'] {
  const alike = [...groupBy(all, ({ rule }) => [rule])];
  return new Map(
    alike.map(([rule, found]) => [
      rule,
      { places: found.length, share: found.reduce((sum, { finding }) => sum + finding.share, 0) },
    ]),
  );
}

/** Why a finding is not reported, seen beside the others of its function. */
function objectionTo(one: Weighed, { bytesByLine, shareOfRule }: Beside): string | undefined {
  const rival = sameBytes(one, bytesByLine);
  if (rival !== undefined) return `the bytes of that line are those of ${rival.rule.id}`;
  if (one.finding.of === 'bytes') return undefined;
  const { places = 1, share = one.finding.share } = shareOfRule.get(one.rule) ?? {};
  if (share >= LEAST_SHARE) return undefined;
  return `${places === 1 ? 'it is' : `its ${places} places in this function are`} ${writePercent(share)} of the profile`;
}

/** Below that the places of a rule in one function, taken together, are no matter. */
const LEAST_SHARE = 0.01;

/** The bytes of a line are given once, to the rule that comes first in the table. */
function sameBytes(
  { rule, finding, line }: Weighed,
  bytesByLine: ReadonlyMap<number, readonly Weighed[]>,
): Weighed | undefined {
  const first = finding.of === 'bytes' ? bytesByLine.get(line)?.[0] : undefined;
  return first?.rule === rule ? undefined : first;
}

function weighRule(rule: HintRule, frame: FrameCode, evidence: FrameEvidence, path: string, found: Found): Weighed[] {
  const weighed: Weighed[] = [];
  for (const site of rule.match(frame)) {
    const unknown = omittedNameIn(site, frame);
    const verdict =
      unknown === undefined
        ? rule.weigh(site, evidence)
        : refused(`${unknown} also stands in lines that could not be parsed`);
    const line = lineOf(site.code.node);
    const place = { rule: rule.id, file: path, line, function: frame.scope.name, share: shareOf(evidence) };
    if (verdict.verdict === 'refused') {
      if (verdict.reason !== null) found.candidates.push({ ...place, isReported: false, why: verdict.reason });
      continue;
    }
    weighed.push({ rule, site, finding: verdict, line, lastLine: lastLineOf(statementAround(site.code).node) });
  }
  return weighed;
}

function shareOf({ row, table, total }: FrameEvidence): number {
  return total > 0 ? (table.cumtime[row] ?? 0) / total : 0;
}
