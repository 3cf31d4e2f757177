import { plural } from '../profile/notes.ts';
import type { ModuleChange } from '../views/diff-view.ts';
import { type Change, type FunctionChange, growthOf } from '../views/function-change.ts';
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
import { codeCell, codeText, type Heading, joinBlocks, markdownTable, sentenceText } from './markdown-text.ts';
import { phraseMarkdown } from './phrase.ts';
import { groupedDigits, signedCount, signedPercent, signedTime, type TimeUnit, timeWithUnit } from './time-unit.ts';

/** A comparison to paste into a pull request. */
export function renderDiffMarkdown(document: DiffDocument): string {
  const { view } = document;
  const blocks = [
    '# Profile comparison',
    ...verdictLines(view),
    totals(document),
    gates(document),
    ...view.notes.map(({ text }) => `> Note: ${sentenceText(text)}.`),
    functions(document),
    modules(document),
  ];
  return `${joinBlocks(blocks)}\n`;
}

/** The first sentence is the answer. */
function verdictLines(view: DiffDocument['view']): readonly string[] {
  const [first, ...others] = verdict(view);
  return [`**${first}.**`, others.map((sentence) => `${sentence}.`).join(' ')];
}

function totals({ view, names }: DiffDocument): string {
  const unit = diffUnit(view);
  const { tottime, ncalls } = view.totals;
  const row = (title: string, change: Change, text: (value: number) => string, delta: string): readonly string[] => {
    const growth = signedPercent(growthOf(change));
    return [title, text(change.before), text(change.after), growth === '' ? delta : `${delta} (${growth})`];
  };
  const calls = view.kind === 'traced' ? 'calls' : 'samples';
  const runs = view.runs.before > 1 || view.runs.after > 1;
  return markdownTable(
    [left(''), right('before'), right('after'), right('change')],
    [
      ['profile', names.before.map(codeCell).join(', '), names.after.map(codeCell).join(', '), ''],
      ...(runs ? [['runs', String(view.runs.before), String(view.runs.after), '']] : []),
      row('total time', tottime, (value) => timeWithUnit(value, unit), `${signedTime(tottime.delta, unit)} ${unit}`),
      row(calls, ncalls, (value) => groupedDigits(String(value)), groupedDigits(signedCount(ncalls.delta))),
      ['functions', groupedDigits(String(view.functions.before)), groupedDigits(String(view.functions.after)), ''],
    ],
  );
}

function gates(document: DiffDocument): string {
  const unit = diffUnit(document.view);
  const lines = gateOutcomes(document).flatMap(({ text, whose, status, named, more }) => {
    const gate = `${codeText(text)}${phraseMarkdown(whose)}`;
    if (status === 'undecided') return [`- **not decided**: ${gate}: ${undecidedText(document.view)}`];
    if (status === 'held') return [`- held: ${gate}`];
    const failed = named.map((failure) => {
      const name = failure.function === null ? 'the whole profile' : codeText(changeName(document, failure.function));
      return `- **failed**: ${gate}: ${name} ${failureText(failure, unit).replace('->', '→')}`;
    });
    return more === 0 ? failed : [...failed, `- **failed**: ${gate}: ${plural(more, 'more function')}`];
  });
  return lines.length === 0 ? '' : `## Gates\n\n${lines.join('\n')}`;
}

function functions(document: DiffDocument): string {
  const { view } = document;
  const unit = diffUnit(view);
  const hidden = hiddenSentence(view);
  const headings = [
    left(''),
    right(`tottime before (${unit})`),
    right('after'),
    right('change'),
    right('per call'),
    right(`cumtime before (${unit})`),
    right('after'),
    right('change'),
    right('calls before'),
    right('after'),
    left('function'),
  ];
  const rows = view.rows.map((row) => functionCells(document, row, unit));
  return joinBlocks([
    `## Functions by change of ${METRIC_WORDS[view.options.sort]}`,
    rows.length === 0 ? '' : markdownTable(headings, rows),
    hidden === '' ? '' : `${hidden}.`,
    `${countsSentence(view)}.`,
  ]);
}

function functionCells(document: DiffDocument, change: FunctionChange, unit: TimeUnit): readonly string[] {
  const { tottime, cumtime, ncalls, kind, isNoise } = change;
  return [
    KIND_WORDS[kind],
    ...timeCells(tottime, unit, isNoise.tottime),
    changePerCall(change),
    ...timeCells(cumtime, unit, isNoise.cumtime),
    ...callCells(ncalls).map(groupedDigits),
    codeCell(changeName(document, change)),
  ];
}

function modules(document: DiffDocument): string {
  const { view } = document;
  const unit = diffUnit(view);
  if (view.modules.length < 2) return '';
  const headings = [
    right(`tottime before (${unit})`),
    right('after'),
    right('change'),
    right('calls before'),
    right('after'),
    left('module'),
  ];
  const { count, tottime } = view.hiddenModules;
  const hidden = `${plural(count, 'more module')}: ${signedTime(tottime, unit)} ${unit} together.`;
  return joinBlocks([
    '## Modules',
    markdownTable(
      headings,
      view.modules.map((row) => moduleCells(document, row, unit)),
    ),
    count === 0 ? '' : hidden,
  ]);
}

function moduleCells(document: DiffDocument, change: ModuleChange, unit: TimeUnit): readonly string[] {
  const { tottime, ncalls } = change;
  const calls = callCells(ncalls).map(groupedDigits);
  return [...timeCells(tottime, unit, false), ...calls, codeCell(moduleName(document, change.file))];
}

function left(title: string): Heading {
  return { title, align: 'left' };
}

function right(title: string): Heading {
  return { title, align: 'right' };
}
