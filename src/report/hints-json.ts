import type { Candidate, Hint } from '../hints/hint.ts';
import type { Fix } from '../hints/rule.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { PlacedPractice } from '../views/placed-practices.ts';
import { jsonText, type PlainJson } from './json-text.ts';

/** Grows with every change that a reader of the old one would stumble over; docs/hints.schema.json describes it. */
const SCHEMA_VERSION = 1;

/** What is there only where it was asked for. */
export type HintsJsonOptions = { readonly explain: boolean; readonly practices: boolean };

/** Hints for other programs. */
export function renderHintsJson(view: HintsView, profiles: readonly string[], asked: HintsJsonOptions): string {
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    profiles,
    totalTime: view.totalTime,
    hints: view.hints.map(hintJson),
    ...(asked.practices ? { practices: view.practices.map(practiceJson) } : {}),
    ...(asked.explain ? { candidates: view.candidates.map(candidateJson) } : {}),
    notes: view.notes,
  });
}

function practiceJson(one: PlacedPractice): PlainJson {
  const { practice, title, file, line, lines, qualname, functionLine, found, brings, fix, article, documentation } =
    one;
  return {
    practice,
    title,
    file,
    line,
    lines,
    function: one.function,
    qualname,
    functionLine,
    found,
    brings,
    ...fixJson(fix),
    article,
    documentation,
  };
}

function fixJson({ text, before, after }: Fix): { readonly [name: string]: string } {
  return {
    fix: text,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function candidateJson({ rule, file, line, function: name, isReported, why }: Candidate): PlainJson {
  return { rule, file, line, function: name, isReported, why };
}

/** A hint for other programs, as docs/hints.schema.json says. */
export function hintJson(hint: Hint): PlainJson {
  const { rule, title, level, file, line, lines, qualname, functionLine, share, saving, evidence, fix } = hint;
  return {
    rule,
    title,
    level,
    file,
    line,
    lines,
    function: hint.function,
    qualname,
    functionLine,
    share: Number(share.toFixed(4)),
    isUpperBound: hint.isUpperBound,
    saving: { ...saving, low: rounded(saving.low), high: rounded(saving.high) },
    evidence,
    found: hint.found,
    ...fixJson(fix),
    article: hint.article,
    documentation: hint.documentation,
  };
}

/** Microseconds are finer than any profile. */
function rounded(amount: number): number {
  return Number(amount.toFixed(6));
}
