import { type Command, InvalidArgumentError, Option } from 'commander';
import { findHints } from '../../hints/find-hints.ts';
import { LEVELS, type Level } from '../../hints/rule.ts';
import { RULES } from '../../hints/rules.ts';
import { renderHintsJson } from '../../report/hints-json.ts';
import { renderHintsText } from '../../report/hints-text.ts';
import { hintAllocations } from '../../views/hint-allocations.ts';
import { buildHintsView, type HintsView, isAtLeast } from '../../views/hints-view.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import { GateError } from '../gate-error.ts';
import { openBook } from '../open-book.ts';
import {
  addDisplayOptions,
  addMemoryOption,
  addOwnOptions,
  addSourceOptions,
  type OwnOptions,
  PROFILE_HELP,
  type SourceOptions,
} from '../options.ts';
import { OUTPUT_HELP, outputPath, writeText } from '../output-file.ts';
import { withOwnPlaces } from '../own-places.ts';
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
    readonly output?: string;
  };

/** Gives the command its arguments and options. */
export function configureHints(command: Command, context: Context): void {
  const rules: string[] = [];
  command
    .argument('<profile...>', PROFILE_HELP)
    .addOption(new Option('--level <level>', 'the least sure hints to show').choices(LEVELS).default('likely'))
    .addOption(
      new Option('--rule <id>', 'only hints of this rule; repeatable')
        .argParser((word) => {
          rules.push(knownRule(word));
          return rules;
        })
        .default(rules, 'all rules'),
    )
    .addOption(
      new Option('--fail-on <level>', 'exit 1 if there is a hint of this level, or a surer one').choices(LEVELS),
    )
    .option('--explain', 'say for each place that matched a rule why it was reported or not', false)
    .option('--json', 'write JSON (schemaVersion 1)', false)
    .option('-o, --output <file>', OUTPUT_HELP);
  addDisplayOptions(addMemoryOption(addOwnOptions(addSourceOptions(command)))).action(
    (paths: string[], options: HintsOptions) => runHints(paths, options, context),
  );
}

function knownRule(word: string): string {
  if (RULES.some(({ id }) => id === word)) return word;
  throw new InvalidArgumentError(`It is no rule. Rules: ${RULES.map(({ id }) => id).join(', ')}.`);
}

async function runHints(paths: readonly string[], options: HintsOptions, context: Context): Promise<void> {
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
    : renderHintsText(view, { width, explain: options.explain });
  writeText(output, text, context, sources);
  checkGate(buildHintsView(result, { level: 'possible', rules: options.rule }), options.failOn);
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
