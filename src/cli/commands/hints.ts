import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { findHints } from '../../hints/find-hints.ts';
import { LEVELS, type Level } from '../../hints/rule.ts';
import { RULES } from '../../hints/rules.ts';
import { documentText } from '../../report/document-text.ts';
import { ALL_HINTS, hintsDocument } from '../../report/hints-document.ts';
import { renderHintsJson } from '../../report/hints-json.ts';
import { hintAllocations } from '../../views/hint-allocations.ts';
import { buildHintsView, type HintsView, isAtLeast } from '../../views/hints-view.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import { GateError } from '../gate-error.ts';
import { readHintPage } from '../hint-page.ts';
import { openBook } from '../open-book.ts';
import {
  addDisplayOptions,
  addMemoryOption,
  addOwnOptions,
  addSourceOptions,
  type OwnOptions,
  profilesArgument,
  type SourceOptions,
} from '../options.ts';
import { outputOption, outputPath, writeText } from '../output-file.ts';
import { withOwnPlaces } from '../own-places.ts';
import { oneOf, ProgramOption, repeatable } from '../program-option.ts';
import { progressOn } from '../progress.ts';
import { readMemory } from '../read-measured.ts';
import { loadProfiles } from '../read-profile.ts';

type HintsOptions = OwnOptions &
  SourceOptions & {
    readonly memory: readonly string[];
    readonly level: Level;
    readonly rule: readonly string[];
    readonly failOn?: Level;
    readonly json: boolean;
    readonly explain: boolean;
    readonly about?: string;
    readonly output?: string;
  };

const RULE_WORDS = RULES.map(({ id, title }) => ({ word: id, meaning: title }));

/** Gives the command its arguments and options. */
export function configureHints(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('[profile...]'))
    .addOption(
      new ProgramOption('--level <level>', 'Show hints of this level or surer', {
        group: 'show',
        value: oneOf(LEVELS),
      }).default('likely'),
    )
    .addOption(
      repeatable(
        new ProgramOption('--rule <id>', 'Show only hints of this rule; repeatable', {
          group: 'show',
          value: { kind: 'word', words: RULE_WORDS },
        }),
        knownRule,
      ),
    )
    .addOption(
      new ProgramOption('--explain', 'Say for each place that matches a rule why it was reported, or why not', {
        group: 'show',
        value: { kind: 'none' },
      }),
    )
    .addOption(
      new ProgramOption('--about <rule>', 'Print the page of a rule: what it finds, why it costs, what was measured', {
        group: 'show',
        value: { kind: 'word', words: RULE_WORDS },
      }).argParser(knownRule),
    )
    .addOption(new ProgramOption('--json', 'Write JSON instead of text', { group: 'output', value: { kind: 'none' } }))
    .addOption(outputOption())
    .addOption(
      new ProgramOption('--fail-on <level>', 'Exit with 1 if any hint is of this level or surer', {
        group: 'output',
        value: oneOf(LEVELS),
      }),
    );
  addDisplayOptions(addMemoryOption(addOwnOptions(addSourceOptions(command)))).action(
    (paths: string[], options: HintsOptions) => runHints(paths, options, context),
  );
}

function knownRule(word: string): string {
  if (RULES.some(({ id }) => id === word)) return word;
  throw new InvalidArgumentError(`There is no such rule. Rules: ${RULES.map(({ id }) => id).join(', ')}.`);
}

async function runHints(paths: readonly string[], options: HintsOptions, context: Context): Promise<void> {
  if (options.about !== undefined) return writePage(options.about, paths, options, context);
  if (paths.length === 0) throw new UsageError('usage', 'no profile given');
  const output = outputPath(options.output, [...paths, ...options.memory]);
  const loaded = await loadProfiles(paths, {
    readStdin: context.readStdin,
    onBytes: tuneEngine,
    progress: progressOn(context),
  });
  const table = withOwnPlaces(loaded.table, options);
  const sources: string[] = [];
  const book = await openBook(table, paths, options, (path) => sources.push(path));
  const memory = options.memory.length === 0 ? null : await readMemory(options.memory, context);
  const result = findHints({ book, allocationsOf: memory === null ? null : hintAllocations(memory, table) });
  const view = buildHintsView(result, { level: options.level, rules: options.rule });
  const width = Number(context.env['COLUMNS']) || 80;
  const text = options.json
    ? renderHintsJson(view, paths, options.explain)
    : documentText(hintsDocument(view, { ...ALL_HINTS, explain: options.explain }), width);
  writeText(output, text, context, sources);
  checkGate(buildHintsView(result, { level: 'possible', rules: options.rule }), options.failOn);
}

/** The page is the same whatever was profiled. */
function writePage(rule: string, paths: readonly string[], options: HintsOptions, context: Context): void {
  const { memory, sourceRoot, map, rule: rules, failOn, json, explain } = options;
  const isMore = [paths, memory, sourceRoot, map, rules].some(({ length }) => length > 0);
  if (isMore || failOn !== undefined || json || explain)
    throw new UsageError('usage', '--about prints the page of a rule: it takes no profile, and of the options only -o');
  writeText(outputPath(options.output, []), readHintPage(rule, context), context);
}

/** @throws GateError */
function checkGate({ hints }: HintsView, failOn: Level | undefined): void {
  if (failOn === undefined) return;
  const failing = hints.filter(({ level }) => isAtLeast(level, failOn));
  const [first] = failing;
  if (first === undefined) return;
  const more = failing.length === 1 ? '' : `, and ${failing.length - 1} more`;
  throw new GateError(`--fail-on ${failOn} does not hold: ${first.rule} at ${first.file}:${first.line}${more}.`);
}
