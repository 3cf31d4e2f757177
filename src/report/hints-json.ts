import type { Candidate, Hint } from '../hints/hint.ts';
import type { Saving } from '../hints/rule.ts';
import type { HintsView } from '../views/hints-view.ts';
import { jsonText, type PlainJson } from './json-text.ts';

/** Grows with every change that a reader of the old one would stumble over; docs/hints.schema.json describes it. */
const SCHEMA_VERSION = 2;

/** Hints for other programs. `candidates` is there only where it was asked for. */
export function renderHintsJson(view: HintsView, profiles: readonly string[], explain: boolean): string {
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    profiles,
    totalTime: view.totalTime,
    hints: view.hints.map(hintJson),
    ...(explain ? { candidates: view.candidates.map(candidateJson) } : {}),
    notes: view.notes,
  });
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
    saving: savingJson(saving),
    evidence,
    found: hint.found,
    fix: fix.text,
    ...(fix.before === undefined ? {} : { before: fix.before }),
    ...(fix.after === undefined ? {} : { after: fix.after }),
    article: hint.article,
    documentation: hint.documentation,
  };
}

function savingJson({ low, high, unit, ofProgram, basis }: Saving): PlainJson {
  const parts =
    ofProgram === undefined ? {} : { ofProgram: { low: rounded(ofProgram.low), high: rounded(ofProgram.high) } };
  return { low: rounded(low), high: rounded(high), unit, ...parts, basis };
}

/** Microseconds are finer than any profile. */
function rounded(amount: number): number {
  return Number(amount.toFixed(6));
}
