import { countsDiffer } from '../../profile/count-column.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { profileLimits } from '../../views/limits.ts';
import { type Document, heading } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import { limitPhrase } from '../limit-words.ts';
import { capitalized, type Phrase, phraseText, quoting } from '../phrase.ts';
import type { Report } from '../report.ts';

/** What the numbers cannot say, and what was noticed when the profile was read. */
export function notesSection({ table }: Report): Document {
  const noticed = sentencesOn(table).map((text): Phrase => [quoting(text)]);
  return [heading('What the numbers cannot say'), { kind: 'list', items: [...limitSentences(table), ...noticed] }];
}

export function notesData({ table }: Report): JsonValue {
  return [...limitSentences(table).map(phraseText), ...sentencesOn(table)];
}

function limitSentences(table: ProfileTable): readonly Phrase[] {
  return profileLimits(table).map((limit) => [...capitalized(limitPhrase(table, limit)), '.']);
}

function sentencesOn(table: ProfileTable): readonly string[] {
  const noticed = [...table.notes, ...table.edges().notes].map(({ text }) => phraseText([...capitalized([text]), '.']));
  return [...new Set([...noticed, ...limitsOf(table)])];
}

const ABOVE_TOTAL =
  'A cumtime above the total comes from time that the profile lost (functions of one file, line and name overwrite each other, as the methods of dataclasses do), from threads, or from recursion through several functions.';

const NO_BUILTINS = 'It has no built-in functions: their time is in the tottime of their callers.';

function limitsOf(table: ProfileTable): readonly string[] {
  if (table.kind === 'sampled') {
    return ['A sampler looks at the stack at intervals: a time from a few samples may be off by as much as itself.'];
  }
  const recursive = table.tottime.reduce(
    (sum, _, row) => sum + (countsDiffer(table.ncalls, table.primitiveCalls, row) ? 1 : 0),
    0,
  );
  const isCountsOnly = table.edges().countsOnly?.every((flag) => flag === 1) ?? false;
  return [
    'The profiler adds its own cost to every call, so small functions that are called often look slower than they are.',
    'Who called whom is known one level deep: the profile has no call paths.',
    ...(recursive === 0
      ? []
      : [
          `${plural(recursive, 'function')} recursed: ${recursive === 1 ? 'its' : 'their'} calls are written as all of them, a slash, and those not made by recursion.`,
        ]),
    ...(table.cumtime.some((seconds) => seconds > table.totals.tottime * 1.0005) ? [ABOVE_TOTAL] : []),
    ...(hasBuiltins(table) ? [] : [NO_BUILTINS]),
    ...(isCountsOnly ? ['Callers have counts and no times: pure-Python profile measures none.'] : []),
  ];
}

/** With `builtins=False` and in yappi's exports there are none; cProfile and pure-Python `profile` write them at line 0. */
function hasBuiltins({ functions }: ProfileTable): boolean {
  return functions.line.some((line) => line === 0);
}
