import { plural } from '../profile/notes.ts';
import { type FunctionChange, relativeChange } from '../views/function-change.ts';
import { verdict } from './diff-verdict.ts';
import {
  callCells,
  changeName,
  changePerCall,
  countsSentence,
  type DiffReport,
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
import { type Block, type Document, grouped, heading, left, right, type TableRow } from './document.ts';
import { documentMarkdown } from './document-markdown.ts';
import { documentText } from './document-text.ts';
import { code, codes, type Phrase, quoting, strong } from './phrase.ts';
import { groupedDigits, signedCount, signedPercent, signedTime, timeText } from './time-unit.ts';

/** A comparison for a terminal or a log. Logs are searched line by line, so no line is wrapped. */
export function renderDiffText(report: DiffReport): string {
  return documentText(diffDocument(report), Number.POSITIVE_INFINITY);
}

/** A comparison to paste into a pull request. */
export function renderDiffMarkdown(report: DiffReport): string {
  return documentMarkdown(diffDocument(report));
}

/** A comparison: first the answer, then what it was made of, the gates, and the lists. */
export function diffDocument(report: DiffReport): Document {
  const { view } = report;
  const [answer, ...others] = verdict(view);
  return [
    { kind: 'title', phrase: ['Profile comparison'] },
    { kind: 'sentences', phrases: [[strong(`${answer}.`)], ...others.map((sentence) => [`${sentence}.`])] },
    totals(report),
    ...gates(report),
    { kind: 'notes', phrases: view.notes.map(({ text }) => [quoting(text)]) },
    ...functions(report),
    ...modules(report),
  ];
}

/** The profiles come last: several of them, with their folders, may be of any width. */
function totals({ view, names }: DiffReport): Block {
  const unit = diffUnit(view);
  const { tottime, ncalls } = view.totals;
  const side = (which: 'before' | 'after'): TableRow => [
    which,
    timeText(tottime[which], unit),
    groupedDigits(String(ncalls[which])),
    groupedDigits(String(view.functions[which])),
    [...codes(names[which]), view.runs[which] > 1 ? ` (${view.runs[which]} runs)` : ''],
  ];
  const calls = view.kind === 'traced' ? 'calls' : 'samples';
  return {
    kind: 'table',
    headings: [left(''), right(`time (${unit})`), right(calls), right('functions'), left('profile')],
    rows: [
      side('before'),
      side('after'),
      ['change', signedTime(tottime.delta, unit), groupedDigits(signedCount(ncalls.delta)), '', ''],
      ['', signedPercent(relativeChange(tottime)), signedPercent(relativeChange(ncalls)), '', ''],
    ],
  };
}

function gates(report: DiffReport): Document {
  const unit = diffUnit(report.view);
  const items = gateOutcomes(report).flatMap(({ text, whose, status, named, more, others }): readonly Phrase[] => {
    const gate: Phrase = [code(text), ...whose];
    if (status === 'undecided') return [[strong('NOT DECIDED'), ' ', ...gate, `: ${undecidedText(report.view)}`]];
    if (status === 'held') return [['held ', ...gate, ...(others.length === 0 ? [] : ['; ', ...others])]];
    const failed = (...what: Phrase): Phrase => [strong('FAILED'), ' ', ...gate, ': ', ...what];
    const failures = named.map((failure) => {
      const name = failure.function === null ? 'the whole profile' : code(changeName(report, failure.function));
      return failed(name, ` ${failureText(failure, unit)}`);
    });
    const rest = more === 0 ? [] : [failed(plural(more, 'more function'))];
    return [...failures, ...rest, ...(others.length === 0 ? [] : [failed(...others)])];
  });
  return items.length === 0 ? [] : [heading('Gates'), { kind: 'list', items }];
}

function functions(report: DiffReport): Document {
  const { view } = report;
  const metric = METRIC_WORDS[view.options.sort];
  return [
    heading(`Functions by change of ${metric} (times in ${diffUnit(view)})`),
    {
      kind: 'table',
      headings: [
        left(''),
        ...grouped('tottime', ['before', 'after', 'change', 'per call']),
        ...grouped('cumtime', ['before', 'after', 'change']),
        ...grouped('calls', ['before', 'after']),
        left('function'),
      ],
      rows: view.rows.map((row) => functionCells(report, row)),
      rest: hiddenSentence(view),
    },
    { kind: 'sentences', phrases: [[`${countsSentence(view)}.`]] },
  ];
}

function functionCells(report: DiffReport, change: FunctionChange): TableRow {
  const { tottime, cumtime, ncalls, kind, isNoise } = change;
  const unit = diffUnit(report.view);
  return [
    KIND_WORDS[kind],
    ...timeCells(tottime, unit, { isNoise: isNoise.tottime }),
    changePerCall(change),
    ...timeCells(cumtime, unit, { isNoise: isNoise.cumtime }),
    ...callCells(ncalls),
    [code(changeName(report, change))],
  ];
}

function modules(report: DiffReport): Document {
  const { modules: rows, hiddenModules } = report.view;
  const unit = diffUnit(report.view);
  if (rows.length < 2) return [];
  const { count, tottime } = hiddenModules;
  return [
    heading(`Modules by change of tottime (times in ${unit})`),
    {
      kind: 'table',
      headings: [
        ...grouped('tottime', ['before', 'after', 'change']),
        ...grouped('calls', ['before', 'after']),
        left('module'),
      ],
      rows: rows.map((row) => [
        ...timeCells(row.tottime, unit, { isNoise: false }),
        ...callCells(row.ncalls),
        [code(moduleName(report, row.file))],
      ]),
      rest: count === 0 ? '' : `${plural(count, 'more module')}: ${signedTime(tottime, unit)} ${unit} together`,
    },
  ];
}
