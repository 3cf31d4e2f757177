import { durationText, savingText, writePercent } from '../hints/amounts.ts';
import type { Candidate, Hint } from '../hints/hint.ts';
import type { Fix } from '../hints/rule.ts';
import { plural } from '../profile/notes.ts';
import { displayWidth } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import type { Distortion } from '../views/distortions.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { PlacedPractice } from '../views/placed-practices.ts';
import { type DistortionWords, distortionWords } from './distortion-words.ts';
import { noHintsWords } from './no-hints-words.ts';
import { phraseText } from './phrase.ts';
import { PRACTICES_HEADING, practicePlace } from './practices-text.ts';

export type HintsTextOptions = {
  /** In cells; sentences are wrapped to it, code is not. */
  readonly width: number;
  /** Why each candidate was reported or not. */
  readonly explain: boolean;
};

const INDENT = '   ';
const LABEL = 12;

/** Hints for a terminal or a log. */
export function renderHintsText(view: HintsView, options: HintsTextOptions): string {
  const sections = [
    headline(view),
    ...distortionTexts(view, isOverriding, options.width),
    ...view.hints.map((hint, at) => hintText(hint, at + 1, options.width)),
    ...distortionTexts(view, (kind) => !isOverriding(kind), options.width),
    ...(view.hints.length === 0 ? noHintsBlocks(view, options.width) : []),
    ...practicesText(view, options.width),
    ...(options.explain ? [explanation(view.candidates, options.width)] : []),
    ...notesBeside(view).map((note) => wrap(`note: ${escapeControls(note)}`, options.width, '      ')),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline({ hints, hidden, counts, totalTime, distortions }: HintsView): string {
  const time = durationText(totalTime);
  const distorted = distortions().length;
  const more = [
    hidden === 0 ? '' : `; ${hidden} less sure (--level possible shows all)`,
    distorted === 0 ? '' : `; ${plural(distorted, 'distortion')} of its times`,
  ].join('');
  if (hints.length === 0) return `No hints for the ${time} of this profile${more}.`;
  const parts = (['confirmed', 'likely', 'possible'] as const).filter((level) =>
    hints.some((hint) => hint.level === level),
  );
  const levels = parts.map((level) => `${counts[level]} ${level}`).join(', ');
  return `${hints.length} hint${hints.length === 1 ? '' : 's'} for the ${time} of this profile: ${levels}${more}.`;
}

function noHintsBlocks(view: HintsView, width: number): readonly string[] {
  const { looked, unread, nearest, toTry } = noHintsWords(view);
  return [
    looked.map((sentence) => wrap(escapeControls(sentence), width, '')).join('\n'),
    listed('Not looked at:', unread, width),
    listed('Nearest to a hint:', nearest, width),
    listed('To try:', toTry, width),
  ];
}

function listed(heading: string, items: readonly string[], width: number): string {
  if (items.length === 0) return '';
  return [heading, ...items.map((item) => wrap(`${INDENT}${escapeControls(item)}`, width, `${INDENT}  `))].join('\n');
}

/** The notes that stand beside the hints: what stands under "Not looked at" is not said twice. */
export function notesBeside({ hints, notes, coverage }: HintsView): readonly string[] {
  if (hints.length > 0) return notes;
  const paths = coverage().unread.map(({ path }) => path);
  return notes.filter((note) => !paths.some((path) => note.includes(path)));
}

function hintText(hint: Hint, number: number, width: number): string {
  const unit = hint.saving.unit === 'bytes' ? 'of the snapshot' : 'of the time';
  const share = `${hint.isUpperBound ? 'up to ' : ''}${writePercent(hint.share)} ${unit}`;
  const more = hint.lines.length > 1 ? ` (also ${hint.lines.filter((line) => line !== hint.line).join(', ')})` : '';
  const { before, after, text } = hint.fix;
  return [
    `${number}. ${hint.level}: ${hint.title} [${hint.rule}]`,
    `${INDENT}${escapeControls(hint.file)}:${hint.line}${more} in ${escapeControls(hint.qualname)}: ${share}`,
    ...hint.evidence.map((line) => labelled(line.kind, line.text, width)),
    labelled('saving', savingText(hint.saving), width),
    labelled('instead', text, width),
    ...(before === undefined ? [`${INDENT}    ${escapeControls(hint.found)}`] : codeLines('-', before)),
    ...(after === undefined ? [] : codeLines('+', after)),
    labelled('more', hint.documentation, width),
  ].join('\n');
}

/** One that makes hints doubtful comes before them. */
function isOverriding(kind: Distortion['kind']): boolean {
  return kind === 'slowed-text';
}

function distortionTexts(
  { distortions, table }: HintsView,
  isWanted: (kind: Distortion['kind']) => boolean,
  width: number,
): readonly string[] {
  const wanted = distortions().filter(({ kind }) => isWanted(kind));
  return wanted.map((one) => distortionText(distortionWords(table, one), width));
}

function distortionText({ title, place, sentences, fix }: DistortionWords, width: number): string {
  return [
    wrap(`distortion: ${title}`, width, INDENT),
    ...(place === null ? [] : [`${INDENT}${escapeControls(place)}`]),
    ...sentences.map((sentence) => wrap(`${INDENT}${phraseText(sentence)}`, width, INDENT)),
    ...(fix === null ? [] : fixLines(fix, width)),
  ].join('\n');
}

function fixLines({ text, before, after }: Fix, width: number): readonly string[] {
  return [
    labelled('instead', text, width),
    ...(before === undefined ? [] : codeLines('-', before)),
    ...(after === undefined ? [] : codeLines('+', after)),
  ];
}

function practicesText({ practices }: HintsView, width: number): readonly string[] {
  if (practices.length === 0) return [];
  return [wrap(PRACTICES_HEADING, width, ''), ...practices.map((one) => practiceText(one, width))];
}

function practiceText(one: PlacedPractice, width: number): string {
  const { before, after, text } = one.fix;
  return [
    wrap(escapeControls(practicePlace(one)), width, INDENT),
    labelled('brings', one.brings, width),
    labelled('instead', text, width),
    ...(before === undefined ? [`${INDENT}    ${escapeControls(one.found)}`] : codeLines('-', before)),
    ...(after === undefined ? [] : codeLines('+', after)),
  ].join('\n');
}

function codeLines(mark: string, code: string): readonly string[] {
  return code.split('\n').map((line) => `${INDENT}  ${mark} ${escapeControls(line.replaceAll('\t', '    '))}`);
}

function labelled(label: string, text: string, width: number): string {
  return wrap(`${INDENT}${label.padEnd(LABEL)}${escapeControls(text)}`, width, INDENT + ' '.repeat(LABEL));
}

function explanation(candidates: readonly Candidate[], width: number): string {
  if (candidates.length === 0) return 'No place in a hot function matches a rule.';
  const lines = candidates.map(({ rule, file, line, function: name, isReported, why }) => {
    const place = `${escapeControls(file)}:${line} in ${escapeControls(name)}`;
    return wrap(`${isReported ? '+' : '-'} ${rule} ${place}: ${escapeControls(why)}`, width, '    ');
  });
  return ['Candidates (+ reported, - not):', ...lines].join('\n');
}

/** Breaks a sentence at blanks; what has none is left as long as it is. */
function wrap(text: string, width: number, indent: string): string {
  const lead = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = lead;
  let lineWidth = lead.length;
  for (const word of text.slice(lead.length).split(' ')) {
    const wordWidth = displayWidth(word);
    const isFirst = lineWidth === (lines.length === 0 ? lead.length : indent.length);
    if (!isFirst && lineWidth + 1 + wordWidth > width) {
      lines.push(line);
      line = indent + word;
      lineWidth = indent.length + wordWidth;
    } else {
      line += (isFirst ? '' : ' ') + word;
      lineWidth += (isFirst ? 0 : 1) + wordWidth;
    }
  }
  return [...lines, line].map((one) => one.trimEnd()).join('\n');
}
