import { plural } from '../profile/notes.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { Block } from './document.ts';
import type { Phrase } from './phrase.ts';

/** Which patterns are in the code that was looked at, and how often: those of rules, then practices. */
export function patternsNearby(view: HintsView): Block {
  const { allPractices, practices } = view;
  const candidates = view.candidates();
  const reported = countBy(candidates.filter(({ isReported }) => isReported).map(({ rule }) => rule));
  const rules = countBy(candidates.map(({ rule }) => rule));
  const applied = countBy(allPractices().flatMap(({ practice, lines }) => lines.map(() => practice)));
  const how = practices.length === 0 ? 'a practice; --level practice shows it' : 'a practice';
  const items: readonly Phrase[] = [
    ...[...rules].map(
      ([rule, count]): Phrase => [`${rule}: ${plural(count, 'place')}, ${reported.get(rule) ?? 'none'} reported`],
    ),
    ...[...applied].map(([practice, count]): Phrase => [`${practice}: ${plural(count, 'line')} (${how})`]),
  ];
  if (items.length > 0) return { kind: 'list', lead: 'Patterns in what was looked at:', items };
  return { kind: 'sentences', phrases: [['What was looked at has no pattern of a rule or a practice.']] };
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
