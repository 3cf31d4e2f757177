import { readFileSync } from 'node:fs';
import type { ArticleSection, HintRule } from '../src/hints/rule.ts';
import { RULES } from '../src/hints/rules.ts';
import { measuredCases, versionsOf } from './hint-gains.ts';

const SECTION_TITLES: Readonly<Record<ArticleSection, string>> = {
  join: 'join',
  'avoid-plus': 'avoid `+`',
  generators: 'generators',
  'evaluations-outside-loop': 'evaluations outside the loop',
  'local-names': 'a function bound to a local name',
  'built-ins': 'built-in functions and libraries',
  itertools: 'itertools',
  beyond: 'beyond the article',
};

/** A page for each rule, made of the comment above it and of what was measured. */
export const HINT_PAGES: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/hints/README.md', text: indexPage },
  ...RULES.map((rule) => ({ path: `docs/hints/${rule.id}.md`, text: (): string => rulePage(rule) })),
];

function indexPage(): string {
  const rows = RULES.map(
    ({ id, title, article, priority }) => `| [${id}](${id}.md) | ${title} | ${SECTION_TITLES[article]} | ${priority} |`,
  );
  return `<!-- Made by \`npm run generate\` from the rules in src/hints/rules and from bench/hints/measured.json. -->

# Hints

\`pyprof-view hints out.prof\` reports a practice only where the profile (or a snapshot, \`--memory\`) proves that it matters:

- **confirmed**: the place in the source, and calls from it that take 5 % of the time or more, or live bytes at that line;
- **likely**: the same with 3 to 5 % of the time, or own time of the function that the usual cost of its steps does not explain;
- **possible**: less than 3 % of the time, or less than its rule requires, or only the place in a hot function; shown with \`--level possible\`. \`--explain\`
  says of every place why it is reported or not.

\`--level practice\` adds what is not a hint: common advice that applies to a function with time in the profile, with what it
brings on the Python of the profile. It is never counted, never has seconds, and no gate looks at it.

A profile does not hold how many different arguments a function got. \`pyprof-view run --arguments\` counts them, and
\`hints --arguments\` takes them as evidence: for [call-again](call-again.md), [lru-cache](lru-cache.md) and [recomputed](recomputed.md).

| rule | what it finds | practice | priority |
| --- | --- | --- | --- |
${rows.join('\n')}

What makes the times in a profile differ from those of the program is shown beside the hints, as a [distortion](distortions.md), and
never counted as one.

Looked at, and no rule, because a profile does not prove it or there is too little to gain (CPU time without the profiler,
medians of five runs):

- **Which import is used late**: all module bodies are called by one \`exec\`, so a profile does not say who imported what,
  and of what is imported it does not say when it is used first. \`pyprof-view summary\` adds up what imports take.
- **\`replace()\` after \`replace()\`**: \`str.translate\` walks each character: for four replacements it takes twice as
  long on Python 3.11, and 20 times as long where the text is not all ASCII.
- **\`strftime\` and \`isoformat\` of few days**: how many different ones there were is in no profile.
- **A loop over neighbours** that is a tree for all that the numbers say: see [lru-cache](lru-cache.md).
- **\`import\` inside a hot function**: of a module that is loaded it takes 0.07 µs on Python 3.11 and 0.08 on 3.13 (\`from json import loads\`:
  0.27 and 0.33), and is often there because of a cycle of imports. \`import json\` makes no call that a profile could show.
- **\`datetime.now()\`, \`datetime.now(timezone.utc)\`**: 0.12 to 0.17 µs on 3.11 and 3.13, and each call gives another time: taken once
  before the loop it means something else.
- **\`copy.copy()\`**: of a dict of three items it takes 0.10 µs, and its own \`copy()\` 0.04. An object takes 1.6 µs on 3.11 and 3.13,
  and 0.2 to 0.3 where its \`__dict__\` is copied by hand, but that leaves out what its class says of copies. Copies of what grows are
  reported: [kept-copies](kept-copies.md).
- **logging's \`findCaller\`**: it takes 1.2 of the 6.2 µs of a record on 3.11, and 1.4 of 6.6 on 3.13. It goes only with \`logging._srcfile = None\`,
  for all loggers at once, and with it the file, line and function in every message. Messages that nobody reads are reported:
  [log-fstring](log-fstring.md).
- **Arithmetic of \`Decimal\`**: an addition takes 0.03 µs on 3.11 and 0.07 on 3.13, and one of floats 0.01, whose sums are others. A
  constant that is made anew in a loop is reported: [hoist-call](hoist-call.md).

## How often they are right

On programs for which no rule was tuned (sets T to AU, 499 programs, Python 3.10 to 3.13), 74 to 100 % of the \`confirmed\` and
\`likely\` hints were right, usually 86 to 100, and 37 to 95 % of the faults were found, usually 66 to 83: most of those of business
programs, half of those of games, simulations and puzzles, and a third of those of the inner workings of libraries. Of faults that were picked because other sets lack them (R and S), half were
found. Of the programs without faults eight got a hint (a copy, a query and a round trip through JSON that are needed, in AC, AE and AH;
three lists of 1 to 4 MiB and a result that is worked out again, in AK and AL, an extreme of a list in AP; the copy, the query and one of the lists are no longer told), unless the
machine was very busy when it was profiled.

Authors who have not seen the rules write a set of some 20 programs, a quarter of them without faults, and label the faults before
anything is run. A hint is right if it stands on a line of a fault or on the next one. The first score is what a new program can
expect. Then each miss is mended as one of a kind, so later scores of the same set mean less.

| set | Python | first score: precision | first score: recall | clean programs with a hint | later: precision | later: recall |
| --- | --- | --- | --- | --- | --- | --- |
| A | 3.10 to 3.13 | 0.90 | 0.53 to 0.56 | 0 | 0.95 (3.11) | 0.97 (3.11) |
| B | 3.10 to 3.13 | 0.75 to 0.79 | 0.47 to 0.53 | 1 | 0.92 (3.11) | 0.94 (3.11) |
| C | 3.11, 3.13 | 1.00, 1.00 | 0.65, 0.68 | 0 | 1.00, 1.00 | 0.88, 0.90 |
| D | 3.11, 3.13 | 0.77, 0.77 | 0.51, 0.54 | 1 | 1.00 (3.11) | 0.87 (3.11) |
| E | 3.11 | 0.91 | 0.61 | 0 | 1.00 (3.11) | 0.93 (3.11) |
| F | 3.11 | 0.95 | 0.49 | 0 | 0.97 (3.11) | 0.92 (3.11) |
| G (20 programs) | 3.11, 3.13 | 0.92, 0.93 | 0.56, 0.62 | 0 | 1.00 (3.11) | 0.95 (3.11) |
| H (20 programs) | 3.11 | 0.93 | 0.63 | 1 | 1.00 (3.11) | 0.90 (3.11) |
| I (20 programs) | 3.11, 3.13 | 0.95, 0.95 | 0.54, 0.54 | 0 | 0.97 (3.11) | 0.77 (3.11) |
| J (18 programs) | 3.11, 3.13 | 0.89, 0.89 | 0.89, 0.89 | 1 | 0.94 (3.11) | 0.91 (3.11) |
| K (18 programs) | 3.11, 3.13 | 0.95, 0.95 | 0.68, 0.68 | 0 | 1.00 (3.11) | 0.96 (3.11) |
| L (18 programs) | 3.11, 3.13 | 0.84, 0.84 | 0.57, 0.57 | 1 | 0.92 (3.11) | 0.86 (3.11) |
| M (18 programs) | 3.10 to 3.13 | 0.92 | 0.68 (3.10, 3.11), 0.75 | 0, 1 on 3.11 | 1.00 (3.11) | 0.93 (3.11) |
| N (18 programs) | 3.11 | 0.86 | 0.63 | 1 | 0.97 (3.11) | 0.74 (3.11) |
| O (20 programs) | 3.11 | 0.86 | 0.66 | 1 | 0.90 (3.11) | 0.66 (3.11) |
| P (22 programs) | 3.10 to 3.13 | 0.92 to 0.94 | 0.79 to 0.82 | 1 | 0.95 to 0.97 | 0.90 to 0.92 |
| Q (20 programs) | 3.10 to 3.13 | 1.00 | 0.71 | 0 | 1.00 | 1.00 |
| R (22 programs) | 3.11 | 0.94 | 0.38 | 0 | 1.00 | 0.60 |
| S (20 programs) | 3.11 | 0.94 | 0.63 | 0 | 1.00 | 0.83 |
| T (16 programs) | 3.10 to 3.13 | 0.95 to 1.00 | 0.78 (3.11), 0.83 | 0 | 1.00 (3.11, 3.13) | 0.78 (3.11, 3.13) |
| U (20 programs) | 3.10 to 3.13 | 0.97 to 1.00 | 0.87 | 0 | 1.00 (3.11), 0.97 (3.13) | 0.87 (3.11, 3.13) |
| V (20 programs) | 3.10 to 3.13 | 0.90, 0.93, 0.93, 0.96 | 0.79, 0.83, 0.79, 0.79 | 0 | 0.96 (3.11), 0.97 (3.13) | 0.86 (3.11, 3.13) |
| W (22 programs) | 3.10, 3.11, 3.12, 3.13 | 1.00, 1.00, 0.95, 1.00 | 0.74, 0.70, 0.78, 0.74 | 0 | 1.00 (3.11) | 0.96 (3.11) |
| X (22 programs) | 3.11, 3.13 | 0.87, 0.87 | 0.76, 0.76 | 0 | 0.91 (3.11) | 0.80 (3.11) |
| Y (23 programs) | 3.10 to 3.13 | 0.95 | 0.81 | 0 | 1.00 (3.11) | 0.95 (3.11) |
| Z (22 programs) | 3.10, 3.11, 3.12, 3.13 | 0.88, 0.88, 0.91, 0.95 | 0.95 | 0 | 0.95 (3.11) | 0.95 (3.11) |
| AA (22 programs) | 3.11, 3.13 | 0.74, 0.78 | 0.46 | 0 | 0.92 (3.11) | 0.71 (3.11) |
| AB (22 programs) | 3.11, 3.13 | 0.95, 0.95 | 0.66, 0.62 | 0 | 1.00 (3.11) | 0.83 (3.11) |
| AC (20 programs) | 3.11 | 0.85 | 0.64 | 1 | 1.00 (3.11) | 0.82 (3.11) |
| AD (20 programs) | 3.11 | 0.94 | 0.66 | 0 | 0.95 (3.11) | 0.69 (3.11) |
| AE (20 programs) | 3.10, 3.11, 3.12, 3.13 | 0.92, 0.92, 0.91, 0.91 | 0.75, 0.79, 0.75, 0.71 | 1 | 0.96 (3.11) | 0.93 (3.11) |
| AF (20 programs) | 3.10, 3.11, 3.12, 3.13 | 0.89, 0.88, 0.86, 0.85 | 0.81, 0.73, 0.81, 0.73 | 0 | 0.90 (3.11) | 0.88 (3.11) |
| AG (12 programs) | 3.11, 3.13 | 0.75, 0.80 | 0.73, 0.73 | 0 | | |
| AH (12 programs) | 3.11, 3.13 | 0.89, 0.89 | 0.75, 0.75 | 1 | | |
| AI (20 programs) | 3.11 | 0.94 | 0.77 | 0 | 1.00 (3.11) | 1.00 (3.11) |
| AJ (20 programs) | 3.11 | 1.00 | 0.75 | 0 | 1.00 (3.11) | 0.92 (3.11) |
| AK (20 programs) | 3.11, 3.13 | 0.83, 0.82 | 0.87, 0.84 | 2 | 0.97 (3.11) | 0.94 (3.11) |
| AL (14 programs) | 3.11 | 0.86 | 0.69 | 2 | 1.00 (3.11) | 0.94 (3.11) |
| AM (14 programs) | 3.11 | 1.00 | 0.37 | 0 | 1.00 (3.11) | 0.63 (3.11) |
| AN (14 programs) | 3.11 | 1.00 | 0.75 | 0 | 1.00 (3.11) | 1.00 (3.11) |
| AO (16 programs) | 3.11 | 1.00 | 0.59 | 0 | 1.00 (3.11) | 0.82 (3.11) |
| AP (18 programs) | 3.11 | 0.90 | 0.92 | 1 | 1.00 (3.11) | 0.92 (3.11) |
| AQ (13 programs) | 3.11 | 1.00 | 0.88 | 0 | 1.00 (3.11) | 0.88 (3.11) |
| AR (13 programs) | 3.11 | 1.00 | 0.92 | 0 | 1.00 (3.11) | 1.00 (3.11) |
| AS (14 programs) | 3.10, 3.11, 3.12, 3.13 | 1.00 on all | 0.78 on all | 0 | 1.00 (3.11) | 0.94 (3.11) |
| AT (14 programs) | 3.10, 3.11, 3.12, 3.13 | 1.00 on all | 0.70 on all | 0 | 1.00 (3.11) | 0.95 (3.11) |
| AU (14 programs) | 3.10, 3.11, 3.12, 3.13 | 1.00 on all | 0.65, 0.65, 0.65, 0.59 | 0 | 1.00 (3.11) | 0.94 (3.11) |

- **What is in them.** I has what pull requests to real programs mended; J and T to Y have the faults that reviewers meet most, as often as
  they meet them; R and S have faults that are rare in the other sets.
- **What counts as a fault.** In A to F mending it saves a tenth of the time or a fifth of the memory, in G to J a twentieth of the time, in
  K to O a twelfth, in P, Q and U a fourteenth, in R and S a thirtieth, in T a twenty-fifth, in V a twentieth, in W to Y a thirteenth. From P on labels name lines, not ranges of lines.
- **Sums of first scores on 3.11.** H to V: 354 of 381 hints were right (0.93), 335 of 495 faults were found (0.68). P and Q: 58 of 60 and
  55 of 73 (0.75). R and S: 45 of 48 and 41 of 81 (0.51). T to Y: 130 of 136 (0.96) and 120 of 151 (0.79). Two of the
  three hints of X that its labels do not have came true when they were tried (1.16 times as fast; 38 % less memory). The aim is 0.93 and
  0.80: U and Y reach it on all Pythons (Y was asked when what W and X had shown was mended), W and X miss the recall. Rare faults are found less often.
- **Z, AA and AB on 3.11.** 55 of 64 hints were right (0.86) and 51 of 77 faults were found (0.66): business programs 0.95, tools 0.66,
  games, simulations and puzzles 0.46. So the aim for recall is missed. Of 13 hints that the labels do not have, each tried by hand, 5 came
  true (1.03 to 2.4 times as fast), 3 a little, and 5 did not, of which 2 were told from profiles of a very busy machine only.
- **AC to AF on 3.11.** 85 of 95 hints were right (0.89) and 78 of 111 faults were found (0.70): AC and AD with the rules of the day before,
  AE and AF, which nobody had looked at, with what Z to AD had shown: 46 of 51 (0.90) and 41 of 54 (0.76). Of the five
  hints of AE and AF that their labels do not have, each tried by hand, three came true (6 to 11 % of the time) and two did not;
  so of AE and AF 49 of 51 were right (0.96).
- **AG and AH on 3.11**, small sets for the rules as they are: 28 of 34 hints were right (0.82) and 20 of 27 faults were found (0.74). Three
  of the six others are of memory, which the labels leave out; one repeats JSON on purpose, as a wire would. Two of the seven misses are
  lists sorted at each step by an attribute that the file also sets elsewhere.
- **AI to AM on 3.11.** 87 of 96 hints were right (0.91) and 80 of 112 faults were found (0.71): of AI, AJ and AK, whose dumps were made on a
  very busy machine, 66 of 73 (0.90) and 62 of 77 (0.81). Of the seven others three are faults that the label has on another line,
  one came true when it was tried (1.6 times as fast), three are of memory. AL and AM had the same score with the rules
  that AI to AK had led to. AK is of what is asked of these rules; seven of AM's programs are the inner workings of libraries.
- **AN to AR on 3.11**, 74 programs of every kind, 18 of them without faults: 86 of 89 hints were right (0.97) and 78 of 97 faults were found
  (0.80), which is the aim. AN and AO had the rules that AI to AM had led to (29 of 29, 28 of 42), AP the same (26 of 29, 24 of 26; one of the
  three others is the labelled fault two lines above it), AQ and AR those that AN and AO had led to (31 of 31, 26 of 29). After that only refusals were added; AQ and AR, which nobody had
  looked at, have the same score with them. Asked later, 3.10, 3.12 and 3.13 give AQ and AR the same score or a better one (96 of 96 hints
  right, 80 of 87 faults found).
- **AS, AT and AU on 3.11**, 42 programs, 11 of them without faults, asked on four Pythons: 41 of 41 hints were right and 39 of 55 faults were
  found (0.71), so the aim for recall is missed. AU was asked after what AS and AT had shown was mended, and after a strict reader had shown 29
  untrue hints in programs written for that, which are refused now. AN to AU together: 127 of 130 (0.98) and 117 of 152 (0.77).
- **What is learnt of one set says little about the next.** M, N, O, R and S had the same score with and without the rules that the set before
  had led to; Q went from 0.68 to 0.71, and U from 0.83 to 0.87.
- **What no profile can tell.** Of the 13 faults of N that were missed, 6 are results worked out again for arguments that repeat (a parsed
  text, a stem, a distance). \`run --arguments\` counts them; with its counts four more were found.

\`bench/hints/score.py\` scores such a set.

[Savings](savings.md) explains where the seconds of a hint come from, and how often they came true. [Practices](practices.md)
explains the rest: what is worth knowing and is never reported, and where common advice is wrong or dated.
[Memory](../memory.md) explains the private heap, arenas, pools and blocks.
`;
}

function rulePage(rule: HintRule): string {
  return `<!-- Made by \`npm run generate\` from src/hints/rules/${rule.id}.ts and bench/hints/measured.json. -->

# ${rule.id}: ${rule.title}

${documentationOf(rule.id)}

${measuredTable(rule.id)}
`;
}

/** The comment above the rule, without its first line, which is the title. */
function documentationOf(id: string): string {
  const source = readFileSync(`src/hints/rules/${id}.ts`, 'utf8');
  const comment = /\n\/\*\*\n((?: \*.*\n)+?) \*\/\nexport const /.exec(source)?.[1];
  if (comment === undefined) throw new Error(`${id}: no documentation above the rule`);
  const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  return lines.slice(1).join('\n').trim();
}

export function measuredTable(id: string): string {
  const measured = measuredCases().get(id);
  if (measured === undefined) throw new Error(`${id}: nothing measured`);
  const cases = Object.entries(measured.variants);
  const versions = versionsOf(Object.fromEntries(cases.flatMap(([, pythons]) => Object.entries(pythons))));
  const shapeCells = (shape: string | undefined): readonly string[] =>
    measured.shapes === undefined ? [] : [shape ?? ''];
  const rows = cases.map(([variant, pythons]): readonly (string | number)[] => {
    const newest = pythons[versionsOf(pythons).at(-1) ?? ''];
    const peaks = [newest?.peakBeforeKiB ?? '', newest?.peakAfterKiB ?? ''];
    return [
      variant === 'main' ? '' : variant,
      ...shapeCells(measured.shapes?.[variant]),
      ...versions.map((version) => pythons[version]?.ratio ?? ''),
      ...peaks,
    ];
  });
  const headings = [
    'case',
    ...(measured.shapes === undefined ? [] : ['measured on']),
    ...versions.map((version) => `Python ${version}`),
    'KiB before',
    'KiB after',
  ];
  const lines = [headings, headings.map(() => '---'), ...rows].map((cells) => cells.slice(cases.length > 1 ? 0 : 1));
  return `## Measured

How many times faster the second form is in CPU time, with ${measured.n.toLocaleString('en-US')} items (below 1 it is slower), and
tracemalloc's peaks on the newest Python:

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}
