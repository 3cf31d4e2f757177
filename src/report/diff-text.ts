import { plural } from '../profile/notes.ts';
import { displayWidth, padCellsEnd, padCellsStart } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import type { ModuleChange } from '../views/diff-view.ts';
import { type FunctionChange, growthOf } from '../views/function-change.ts';
import { verdict } from './diff-verdict.ts';
import {
  callCells,
  changeName,
  changePerCall,
  countsSentence,
  type DiffDocument,
  diffUnit,
  failureText,
  gateOutcomes,
  hiddenSentence,
  KIND_WORDS,
  METRIC_WORDS,
  moduleName,
  timeCells,
  undecidedText,
} from './diff-words.ts';
import { phraseText } from './phrase.ts';
import { signedCount, signedPercent, signedTime, type TimeUnit, timeText } from './time-unit.ts';

/** A comparison for a terminal or a log. */
export function renderDiffText(document: DiffDocument): string {
  const { view } = document;
  const sections = [
    [...verdict(view).map((sentence) => `${sentence}.`), '', ...totalsTable(document)].join('\n'),
    notes(document),
    functions(document),
    modules(document),
    gates(document),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function totalsTable({ view, names }: DiffDocument): readonly string[] {
  const unit = diffUnit(view);
  const { tottime, ncalls } = view.totals;
  const side = (which: 'before' | 'after'): readonly string[] => [
    which,
    timeText(tottime[which], unit),
    String(ncalls[which]),
    String(view.functions[which]),
    names[which].map(escapeControls).join(', ') + (view.runs[which] > 1 ? ` (${view.runs[which]} runs)` : ''),
  ];
  const change = ['change', signedTime(tottime.delta, unit), signedCount(ncalls.delta), '', ''];
  const growth = ['', signedPercent(growthOf(tottime)), signedPercent(growthOf(ncalls)), '', ''];
  const calls = view.kind === 'traced' ? 'calls' : 'samples';
  return alignColumns(
    [['', `time (${unit})`, calls, 'functions', ''], side('before'), side('after'), change, growth],
    ['left', 'right', 'right', 'right', 'left'],
  );
}

function notes({ view }: DiffDocument): string {
  return view.notes.map(({ text }) => `Note: ${escapeControls(text)}.`).join('\n');
}

function functions(document: DiffDocument): string {
  const { view } = document;
  const unit = diffUnit(view);
  const heading = `Functions by change of ${METRIC_WORDS[view.options.sort]} (times in ${unit})`;
  const hidden = hiddenSentence(view);
  const counts = `${countsSentence(view)}.`;
  if (view.rows.length === 0) return `${heading}: none to list.\n${counts}`;
  const headings = [
    ['', 'tottime', '', '', '', 'cumtime', '', '', 'calls', '', ''],
    ['', 'before', 'after', 'change', 'per call', 'before', 'after', 'change', 'before', 'after', 'function'],
  ];
  const rows = alignColumns(
    [...headings, ...view.rows.map((row) => functionCells(document, row, unit))],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  );
  return [heading, '', ...rows, ...(hidden === '' ? [] : ['', `${hidden}.`]), counts].join('\n');
}

function functionCells(document: DiffDocument, change: FunctionChange, unit: TimeUnit): readonly string[] {
  const { tottime, cumtime, ncalls, kind, isNoise } = change;
  return [
    KIND_WORDS[kind],
    ...timeCells(tottime, unit, isNoise.tottime),
    changePerCall(change),
    ...timeCells(cumtime, unit, isNoise.cumtime),
    ...callCells(ncalls),
    escapeControls(changeName(document, change)),
  ];
}

function modules(document: DiffDocument): string {
  const { view } = document;
  const unit = diffUnit(view);
  if (view.modules.length < 2) return '';
  const rows = alignColumns(
    [
      ['tottime', '', '', 'calls', '', ''],
      ['before', 'after', 'change', 'before', 'after', 'module'],
      ...view.modules.map((row) => moduleCells(document, row, unit)),
    ],
    ['right', 'right', 'right', 'right', 'right', 'left'],
  );
  const { count, tottime } = view.hiddenModules;
  const hidden =
    count === 0 ? [] : ['', `${plural(count, 'more module')}: ${signedTime(tottime, unit)} ${unit} together.`];
  return ['Modules', '', ...rows, ...hidden].join('\n');
}

function moduleCells(document: DiffDocument, change: ModuleChange, unit: TimeUnit): readonly string[] {
  const { tottime, ncalls } = change;
  const name = escapeControls(moduleName(document, change.file));
  return [...timeCells(tottime, unit, false), ...callCells(ncalls), name];
}

function gates(document: DiffDocument): string {
  const unit = diffUnit(document.view);
  const lines = gateOutcomes(document).flatMap(({ text, whose, status, named, more }) => {
    const gate = `${text}${phraseText(whose)}`;
    if (status === 'undecided') return [`NOT DECIDED ${gate}: ${undecidedText(document.view)}`];
    if (status === 'held') return [`held   ${gate}`];
    const failed = named.map((failure) => {
      const name = failure.function === null ? 'the whole profile' : changeName(document, failure.function);
      return `FAILED ${gate}: ${escapeControls(name)} ${failureText(failure, unit)}`;
    });
    return more === 0 ? failed : [...failed, `FAILED ${gate}: ${plural(more, 'more function')}`];
  });
  return lines.join('\n');
}

type Side = 'left' | 'right';

/** Columns as wide as their widest cell, two blanks apart; nothing hangs over at the end of a line. */
function alignColumns(rows: readonly (readonly string[])[], sides: readonly Side[]): readonly string[] {
  const widths = sides.map((_, at) => rows.reduce((most, cells) => Math.max(most, displayWidth(cells[at] ?? '')), 0));
  const used = sides.map((_, at) => at).filter((at) => widths[at] !== 0);
  return rows.map((cells) =>
    used
      .map((at) => (sides[at] === 'right' ? padCellsStart : padCellsEnd)(cells[at] ?? '', widths[at]!))
      .join('  ')
      .trimEnd(),
  );
}
