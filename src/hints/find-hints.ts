import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { pythonVersionOf } from '../profile/python-version.ts';
import { finish, inSlices, type Steps } from '../profile/steps.ts';
import type { ScopeIndex } from '../source/scope.ts';
import type { FileSource, SourceBook } from '../source/source-book.ts';
import { lastLineOf, lineOf } from '../source/syntax.ts';
import { type FrameCode, moduleCode } from './code/module-code.ts';
import { statementAround } from './code/names.ts';
import type { LineAllocations } from './evidence/allocations.ts';
import { type FrameEvidence, frameEvidence, type ProfileFacts } from './evidence/frame-evidence.ts';
import { paceOf } from './evidence/pace.ts';
import type { Candidate, Hint, HintsResult } from './hint.ts';
import { mergeFindings, type Weighed } from './merge-findings.ts';
import { type HotFile, hotFiles, isHot, rowsByScope } from './profiled-files.ts';
import { rankHints } from './rank.ts';
import type { HintRule } from './rule.ts';
import { RULES } from './rules.ts';
import { hintsWithoutSource } from './without-source.ts';

export type HintQuestion = {
  /** The profile with the sources of its files. */
  readonly book: SourceBook;
  /** What was alive, by line of a file of the profile; null without a snapshot. */
  readonly allocationsOf: ((path: string) => LineAllocations) | null;
  readonly rules?: readonly HintRule[];
};

/** Looks for what could be changed in a program, and reports only what the profile (or the snapshot) proves to matter. */
export function findHints(question: HintQuestion): HintsResult {
  return finish(hintSteps(question));
}

/** The same in slices: of rows, and then one for each file. */
export function* hintSteps({ book, allocationsOf, rules = RULES }: HintQuestion): Steps<HintsResult> {
  const { table } = book;
  const python = yield* minorVersion(table);
  const facts: ProfileFacts = {
    table,
    total: table.totals.tottime,
    ...paceOf(table, python),
    python,
    allocations: allocationsOf,
  };
  const found: Found = { hints: [], candidates: [], notes: notesOnKind(table) };
  const hasBytes = (path: string): boolean => allocationsOf !== null && allocationsOf(path).bytes > 0;
  const callees = new Set(rules.flatMap((rule) => rule.callees));
  for (const file of yield* hotFiles(table, callees, hasBytes)) {
    orNote(file, found, () => lookAt(file, book.sourceOf(file.rows[0] ?? 0), facts, rules, found));
    yield;
  }
  return { totalTime: facts.total, hints: rankHints(found.hints), candidates: found.candidates, notes: found.notes };
}

/** 11 for Python 3.11, told by the paths of its library; null where none tells it. */
function* minorVersion({ functions, strings, length }: ProfileTable): Steps<number | null> {
  const isSeen = new Uint8Array(strings.count);
  const paths: string[] = [];
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const file = functions.file[row]!;
      if (isSeen[file] === 0) paths.push(strings.text(file));
      isSeen[file] = 1;
    }
  });
  const version = pythonVersionOf(paths);
  return version?.major === 3 ? version.minor : null;
}

/** Expressions that nest too deep for the rules are left alone, and it is said. */
function orNote({ path }: HotFile, { notes }: Found, look: () => void): void {
  try {
    look();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notes.push(`${path} is nested too deep: no hints for it`);
  }
}

type Found = { readonly hints: Hint[]; readonly candidates: Candidate[]; readonly notes: string[] };

function notesOnKind({ kind }: ProfileTable): string[] {
  return kind === 'sampled'
    ? ['this profile was sampled: its counts are samples, no calls, and prove nothing about calls']
    : [];
}

function lookAt(
  file: HotFile,
  found: FileSource,
  facts: ProfileFacts,
  rules: readonly HintRule[],
  result: Found,
): void {
  if (found.kind !== 'found') {
    if (found.kind === 'absent')
      result.notes.push(`source of ${file.path} not found: only what its calls alone can say`);
    result.hints.push(...hintsWithoutSource(file, facts, rules));
    return;
  }
  const { checked, standing } = found.fit;
  if (found.hasChanged) {
    result.notes.push(
      `${file.path} has changed since the profile (${standing} of ${checked} functions stand where it says): no hints for it`,
    );
    return;
  }
  const code = moduleCode(found.source);
  if (code === undefined) {
    result.notes.push(`${file.path} could not be parsed: no hints for it`);
    return;
  }
  const rowOf = rowsByScope(found.fit);
  for (const frame of code.frames) lookAtFrame(frame, file.path, rowOf, facts, rules, result);
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
  if (row === undefined) return;
  if (!isHot(facts.table, row) && facts.allocations === null) return;
  const evidence = frameEvidence(frame, row, path, rowOf, facts);
  const all = rules.flatMap((rule) => weighRule(rule, frame, evidence, path, found));
  const weighed = all.filter((one, at) => {
    const rival = sameBytes(one, all.slice(0, at));
    const { rule, line, finding } = one;
    const place = { rule: rule.id, file: path, line, function: frame.scope.name };
    const reported = finding.evidence.map(({ text }) => text).join('; ');
    const why = rival === undefined ? reported : `the bytes of that line are those of ${rival.rule.id}`;
    found.candidates.push({ ...place, isReported: rival === undefined, why });
    return rival === undefined;
  });
  found.hints.push(...mergeFindings(weighed, evidence, path));
}

/** The bytes of a line are given once, to the rule that comes first in the table. */
function sameBytes({ rule, finding, line }: Weighed, before: readonly Weighed[]): Weighed | undefined {
  if (finding.of !== 'bytes') return undefined;
  return before.find((other) => other.finding.of === 'bytes' && other.rule !== rule && other.line === line);
}

function weighRule(rule: HintRule, frame: FrameCode, evidence: FrameEvidence, path: string, found: Found): Weighed[] {
  const weighed: Weighed[] = [];
  for (const site of rule.match(frame)) {
    const verdict = rule.weigh(site, evidence);
    const line = lineOf(site.code.node);
    const place = { rule: rule.id, file: path, line, function: frame.scope.name };
    if (verdict.verdict === 'refused') {
      found.candidates.push({ ...place, isReported: false, why: verdict.reason });
      continue;
    }
    weighed.push({ rule, site, finding: verdict, line, lastLine: lastLineOf(statementAround(site.code).node) });
  }
  return weighed;
}
