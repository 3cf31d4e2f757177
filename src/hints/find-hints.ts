import type { FunctionIndex } from '../profile/function-keys.ts';
import { lessTime } from '../profile/less-time.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { isNotebookCell } from '../source/notebook-cell.ts';
import { isWhole } from '../source/omission.ts';
import { resumedKind } from '../source/resumption.ts';
import type { ScopeIndex } from '../source/scope.ts';
import type { FileSource, FoundSource, SourceBook } from '../source/source-book.ts';
import { nestsDeeper } from '../source/walk-syntax.ts';
import { lazily, oncePer } from '../text/lazily.ts';
import { type FrameCode, moduleCode } from './code/module-code.ts';
import type { LineAllocations } from './evidence/allocations.ts';
import type { ArgumentCounts } from './evidence/argument-counts.ts';
import { type FrameEvidence, frameEvidence, type ProfileFacts } from './evidence/frame-evidence.ts';
import type { LineTimes } from './evidence/line-times.ts';
import { isMergedScope } from './evidence/merged-rows.ts';
import { paceOf } from './evidence/pace.ts';
import { practicesIn } from './find-practices.ts';
import { findingsByRule, findingsOf, hintsByRule, shareOfFunction } from './frame-findings.ts';
import type { Candidate, FileReading, Hint, HintsResult, LookedAt, Missed, Reading } from './hint.ts';
import { SHARES } from './level-of-share.ts';
import { mergeFindings } from './merge-findings.ts';
import type { PracticeNote } from './practice.ts';
import { isHot, type OwnFile, ownFiles, rowsByScope } from './profiled-files.ts';
import { rankHints } from './rank.ts';
import { absentNotes, astrayNote, notesOnKind, READING_NOTES, strippedNote } from './reading-notes.ts';
import type { HintRule } from './rule.ts';
import { RULES } from './rules.ts';
import { isMeasuredBeside, rulesFor } from './rules-asked.ts';
import { mayBeSlowed, type SlowedText, slowedSeconds, slowedTexts } from './slowed-text.ts';
import { minorVersion } from './unprofiled/possible-pythons.ts';
import { type UnprofiledTime, unprofiledSteps } from './unprofiled/unprofiled-time.ts';
import { hintsWithoutSource } from './without-source.ts';

export type HintQuestion = {
  /** The profile with the sources of its files. */
  readonly book: SourceBook;
  /** What was alive, by line of a file of the profile; null without a snapshot. */
  readonly allocationsOf: ((path: string) => LineAllocations) | null;
  /** What line_profiler measured by line, and `run --arguments` counted by function, of a file of the profile. */
  readonly lineTimesOf?: ((path: string) => LineTimes) | null;
  readonly argumentsOf?: ((path: string) => ArgumentCounts) | null;
  /** What is to be said of these. */
  readonly notes?: readonly string[];
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
  notes = [],
  rules = RULES,
}: HintQuestion): Steps<HintsResult> {
  const { table } = book;
  const python = yield* minorVersion(table);
  yield;
  const asMeasured: ProfileFacts = {
    table,
    total: table.totals.tottime,
    ...paceOf(table, python),
    python,
    unprofiled: yield* unprofiledSteps(table),
    allocations: allocationsOf,
    lineTimes: lineTimesOf,
    argumentCounts: argumentsOf,
  };
  const hasBytes = (path: string): boolean => allocationsOf !== null && allocationsOf(path).bytes > 0;
  const callees = new Set(rules.flatMap((rule) => rule.callees));
  const measured = yield* ownFiles(table, callees, hasBytes);
  const texts = yield* slowedSteps(measured, book, asMeasured);
  const facts = texts.length === 0 ? asMeasured : yield* withoutSlowed(texts, asMeasured);
  const files = texts.length === 0 ? measured : yield* ownFiles(facts.table, callees, hasBytes);
  const found: Found = {
    hints: [],
    lookedAt: [],
    files: [],
    practices: new Map(),
    notes: [...notesOnKind(table), ...notes],
    fileNotes: new Set(),
  };
  for (const file of files) {
    if (file.isHot && book.sourceOf(file.rows[0] ?? 0).kind === 'found') yield* makeParts(facts.unprofiled);
    const reading = file.isHot
      ? orIfTooDeep('too-deep', file, book, () => lookAt(file, book, facts, rules, found))
      : 'cold';
    noteReading(file, reading, book, facts.table, found);
    yield;
  }
  const absent = absentNotes(found.files, facts.table);
  for (const note of absent) found.fileNotes.add(note);
  found.notes.push(...absent, ...strippedNote(found.files, table));
  const { hints, ...rest } = found;
  const isResumed = resumedTest(book, rest.files);
  return {
    table,
    weighed: facts.table,
    hints: rankHints(hints.map((hint) => doubtedIfPythonIsGuessed(hint, texts, table))),
    ...rest,
    slowedTexts: texts,
    candidates: lazily(() => rest.lookedAt.flatMap(({ candidates }) => candidates())),
    isResumed,
    unprofiled: facts.unprofiled,
  };
}

/** What is enough only without a time that a guessed Python alone would take is possible. */
function doubtedIfPythonIsGuessed(hint: Hint, texts: readonly SlowedText[], { totals }: ProfileTable): Hint {
  const isEnough = hint.saving.unit === 'bytes' || hint.cost >= SHARES.told * totals.tottime;
  return isEnough || texts.every(({ isPythonTold }) => isPythonTold) ? hint : { ...hint, level: 'possible' };
}

/** What hints from a source ask for, in slices. */
function* makeParts(time: UnprofiledTime): Steps<void> {
  if (time.kind === 'told') for (const { left } of time.models) yield* left.steps();
}

/** Before any hint is weighed: what the profiler alone takes is nobody's saving. */
function* slowedSteps(files: readonly OwnFile[], book: SourceBook, facts: ProfileFacts): Steps<readonly SlowedText[]> {
  const texts: SlowedText[] = [];
  for (const file of files) {
    if (!file.isHot || !file.rows.some((row) => mayBeSlowed(row, facts))) continue;
    for (const text of orIfTooDeep([], file, book, () => slowedIn(file, book, facts))) texts.push(text);
    yield;
  }
  return texts;
}

function slowedIn({ rows, path }: OwnFile, book: SourceBook, facts: ProfileFacts): readonly SlowedText[] {
  const found = book.sourceOf(rows[0] ?? 0);
  if (found.kind !== 'found' || found.source.refusal === 'cython' || found.hasChanged) return [];
  const rowOf = rowsByScope(found.fit);
  return (moduleCode(found.source)?.frames ?? []).flatMap((frame) => {
    const row = rowOf(frame.index);
    if (row === undefined || !isWhole(frame.module.source, frame.index) || !mayBeSlowed(row, facts)) return [];
    return slowedTexts(frameEvidence(frame, row, path, rowOf, facts), path);
  });
}

function* withoutSlowed(texts: readonly SlowedText[], facts: ProfileFacts): Steps<ProfileFacts> {
  const table = yield* lessTime(facts.table, slowedSeconds(texts));
  return { ...facts, table, total: table.totals.tottime, unprofiled: yield* unprofiledSteps(table) };
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
function orIfTooDeep<T>(otherwise: T, file: OwnFile, book: SourceBook, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof RangeError && isDeep(book.sourceOf(file.rows[0] ?? 0)))) throw error;
    return otherwise;
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
  readonly lookedAt: LookedAt[];
  readonly files: FileReading[];
  readonly practices: Map<FunctionIndex, () => readonly PracticeNote[]>;
  readonly notes: string[];
  readonly fileNotes: Set<string>;
};

function noteReading(
  { path, rows }: OwnFile,
  reading: Reading,
  book: SourceBook,
  table: ProfileTable,
  found: Found,
): void {
  const hot = reading === 'read' ? rows.filter((row) => isHot(table, row)) : [];
  const missed = new Map(
    hot.flatMap((row) => {
      const why = whyMissed(row, book);
      return why === null ? [] : [[row, why] as const];
    }),
  );
  found.files.push({ path, rows, reading, looked: hot.filter((row) => !missed.has(row)), missed });
  const astray = hot.filter((row) => missed.get(row) === 'astray');
  const note = READING_NOTES[reading](path, rows, book);
  if (note !== null && reading !== 'read') found.fileNotes.add(note);
  found.notes.push(...[note, astrayNote(path, astray, book.table)].filter((text) => text !== null));
}

function whyMissed(row: FunctionIndex, book: SourceBook): Missed | null {
  const found = book.sourceOf(row);
  if (found.kind !== 'found') return null;
  if (found.fit.astray.has(row)) return 'astray';
  const scopes = found.fit.scopes.get(row) ?? [];
  if (scopes.length > 1 && scopes.some((at) => found.source.scopes[at]?.kind === 'lambda')) return 'merged';
  return scopes.every((scope) => isWhole(found.source, scope)) ? null : 'omitted';
}

function lookAt(
  file: OwnFile,
  book: SourceBook,
  facts: ProfileFacts,
  rules: readonly HintRule[],
  result: Found,
): Reading {
  const found = book.sourceOf(file.rows[0] ?? 0);
  const reading = readingOf(found, file.path);
  const rows =
    reading === 'read' ? file.rows.filter((row) => isHot(facts.table, row) && whyMissed(row, book)) : file.rows;
  result.hints.push(...hintsWithoutSource({ ...file, rows }, facts, rules));
  if (reading !== 'read' || found.kind !== 'found') return reading;
  const rowOf = rowsByScope(found.fit);
  for (const frame of moduleCode(found.source)?.frames ?? [])
    lookAtFrame(frame, file, book, rowOf, facts, rules, result);
  return 'read';
}

function readingOf(found: FileSource, path: string): Reading {
  if (found.kind !== 'found') return unread(found, path);
  const { refusal, tree } = found.source;
  if (refusal === 'cython') return 'cython';
  if (found.hasChanged) return 'changed';
  if (tree !== null) return 'read';
  return refusal === 'too-large' ? 'too-large' : 'unparsed';
}

function unread({ kind }: Exclude<FileSource, FoundSource>, path: string): Reading {
  return isNotebookCell(path) ? 'cell' : kind;
}

function lookAtFrame(
  frame: FrameCode,
  file: OwnFile,
  book: SourceBook,
  rowOf: (scope: ScopeIndex) => FunctionIndex | undefined,
  facts: ProfileFacts,
  rules: readonly HintRule[],
  found: Found,
): void {
  const { path } = file;
  const row = rowOf(frame.index);
  if (row === undefined || !isWhole(frame.module.source, frame.index)) return;
  if (isMergedScope(frame.scope, frame.module.source)) return; // see `whyMissed`
  const isCold = !isHot(facts.table, row) && facts.allocations === null;
  const asked = isCold ? rulesOfMemory(rules) : rules;
  const evidence = frameEvidence(frame, row, path, rowOf, facts);
  if (!isCold) notePractices(evidence, path, found);
  const isAll = isMeasuredBeside(evidence);
  const known = (isAll ? findingsByRule : hintsByRule)(rulesFor(evidence, asked), evidence, path);
  const { standing } = findingsOf(known, evidence, path);
  const all = (): readonly Candidate[] => {
    const told = new Map([...known].filter(([rule]) => isAll || rule.matchIn === undefined));
    return findingsOf(findingsByRule(asked, evidence, path, told), evidence, path).candidates;
  };
  found.lookedAt.push({
    function: frame.scope.name,
    share: shareOfFunction(evidence),
    candidates: lazily(() => orIfTooDeep([], file, book, all)),
  });
  found.hints.push(...mergeFindings(standing, evidence, path));
}

const rulesOfMemory = oncePer((rules: readonly HintRule[]) => rules.filter(({ isOfMemory }) => isOfMemory));

function notePractices(evidence: FrameEvidence, path: string, { practices }: Found): void {
  practices.set(
    evidence.row,
    lazily(() => practicesIn(evidence, path)),
  );
}
