import type { Candidate, Hint } from '../hints/hint.ts';
import type { Fix, Saving } from '../hints/rule.ts';
import type { SlowedText } from '../hints/slowed-text.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Distortion } from '../views/distortions.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { PlacedPractice } from '../views/placed-practices.ts';
import { distortionWords } from './distortion-words.ts';
import { jsonText, type PlainJson } from './json-text.ts';
import { noHintsWords } from './no-hints-words.ts';
import { phraseText } from './phrase.ts';

/** Grows with every change that would break a reader of the old one; docs/hints.schema.json describes it. */
const SCHEMA_VERSION = 2;

/** What is there only where it was asked for. */
export type HintsJsonOptions = { readonly explain: boolean; readonly practices: boolean };

/** Hints for other programs. */
export function renderHintsJson(view: HintsView, profiles: readonly string[], asked: HintsJsonOptions): string {
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    profiles,
    totalTime: view.totalTime,
    weighedTime: view.weighedTime,
    hints: view.hints.map(hintJson),
    distortions: view.distortions().map((one) => distortionJson(view.table, one)),
    ...(asked.practices ? { practices: view.practices.map(practiceJson) } : {}),
    ...(asked.explain ? { looked: lookedJson(view), candidates: view.candidates().map(candidateJson) } : {}),
    notes: view.notes,
  });
}

function lookedJson(view: HintsView): PlainJson {
  const { looked, unread, nearest } = noHintsWords(view);
  return { sentences: looked, unread, nearest };
}

/** A distortion for other programs, with its place where that is one place in the source. */
function distortionJson(table: ProfileTable, distortion: Distortion): PlainJson {
  const { title, sentences, fix, documentation } = distortionWords(table, distortion);
  return {
    kind: distortion.kind,
    title,
    share: Number(distortion.share.toFixed(4)),
    ...(distortion.kind === 'slowed-text' ? placeJson(distortion.text) : {}),
    text: sentences.map(phraseText).join(' '),
    ...(fix === null ? {} : fixJson(fix)),
    documentation,
  };
}

function placeJson({ file, line, qualname, functionLine }: SlowedText): { readonly [name: string]: PlainJson } {
  return { file, line, qualname, functionLine };
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
    saving: savingJson(saving),
    evidence,
    found: hint.found,
    ...fixJson(fix),
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
