import { PRACTICES } from '../src/hints/practices.ts';
import { measuredTable } from './hint-pages.ts';

/** docs/hints/practices.md: what is worth knowing and is never a hint. */
export function practicePage(): string {
  return `<!-- Made by \`npm run generate\` from scripts/practice-page.ts and bench/hints/measured.json. -->

# Practices

Advice on Python's speed and memory that one meets everywhere, with what CPython 3.8 to 3.13 really does. Where a
profile can prove that one of them matters in a program, there is a [rule](README.md) for it. The others are no hints,
because nothing could be promised: \`pyprof-view hints --level practice\` and the source in the viewer say them where they
apply, with what they bring on the Python of the profile, but only in a function that takes 1 % of the time or more,
in itself and in the built-ins and the functions of the standard library that it calls. The figures are those of the
tables below, each of the very change that is advised; for a Python that was not measured they are those of the nearest one,
and the text says so. Where the code is like none that was measured, no figure is said; where its loop does more, that is said
too, for then less of it is seen.

| practice | what it is about |
| --- | --- |
${PRACTICES.map(({ id, title }) => `| ${id} | ${title} |`).join('\n')}

## Join instead of adding up

A \`str\` never changes, so \`text += piece\` should copy the whole text each time. For a plain local name it does not:
CPython sees that nothing else refers to the text and makes it longer where it lies. What \`join\` brings there goes with
the piece and with how many there are. Pieces that are there already: appending them to a list is up to twice as fast on 3.11 and
later, a comprehension in \`join\` two to almost three times, with a few hundred; with 200,000 of 80 characters neither gains. Pieces that are made in the loop (\`line + '\\n'\`,
\`str(number)\`, an f-string): some per cent to half as fast again with a few hundred, and slower with 200,000 of 80 characters, for each of them then
stays in the list. \`''.join(piece for ...)\` is slower than with a list. So it is worth it for a text that is no local
name, and for Pythons that always copy (PyPy); else only if it reads better. A few statements that make one message are best
one f-string; a list of them makes it slower (below, \`pieces\` and \`pieces-join\`).

It copies each time, and twice the pieces take four times as long, where the text is an attribute or an item
(\`self.text += piece\`) or \`global\`, where it is written \`text = text + a + b\`, where it is put in front, and since 3.11 also at
the top of a module, with \`nonlocal\`, and where an inner function reads the name. That is
[str-concat-quad](str-concat-quad.md); for bytes, which have no way to grow in place, [bytes-concat](bytes-concat.md).
With 20,000 pieces of 23 characters \`self.text += piece\`, \`table[key] += piece\` and \`global\` took some 310 ms on 3.8 to 3.13, and
with 10,000 23 ms; a local name took 0.7 and 0.3. Under cProfile it was the same but for a local name on 3.11 (230 to 400 ms).
A \`join\` whose result is not kept does nothing, and \`'\\n'.join\` puts no line end behind the last line.

${inner(measuredTable('practice-join'))}

${inner(measuredTable('practice-join-many'))}

## \`%\`, format() and f-strings instead of \`+\`

For one message this is a matter of reading: they all make one text. \`%\` and f-strings are equal, \`str.format\` takes
two to three times as long, a chain of \`+\` half as long again, and one \`+\` (\`two\`) is as good as any; up to 3.10 \`%\` takes
half as long again too. It matters only where a
message is made for nobody: [log-fstring](log-fstring.md).

${inner(measuredTable('practice-format'))}

## Generators

A generator holds one item where a list holds all. That is memory, not time: \`sum\` of a generator takes some 25 % more
than \`sum\` of a list. Time is won where the walk stops early: [gen-any](gen-any.md). Memory is won where the list is long
and walked once: [gen-retain](gen-retain.md), [io-readall](io-readall.md). \`''.join\` wants the list: it makes one of a
generator anyway.

${inner(measuredTable('gen-retain'))}

## Evaluations outside of the loop

What is the same in each pass is done once: [re-compile](re-compile.md), [json-hoist](json-hoist.md),
[open-in-loop](open-in-loop.md), [deepcopy](deepcopy.md), [sort-in-loop](sort-in-loop.md). \`re\` keeps compiled patterns,
so a pattern in the loop costs a look-up (half of a short search), not a compilation, as long as there are not more
patterns than it keeps. A cheap call in a loop that does little else:

${inner(measuredTable('practice-evaluations'))}

## A function or method bound to a local name

Up to 3.10 \`add = counter.add\` before a loop saved a look-up in each pass. Since 3.11 the interpreter remembers where it
found a name: a method gains nothing, \`math.sqrt\` some per cent, and **\`append\` of a list gets slower**, because the
interpreter has a quick way for \`rows.append(x)\` that it loses with the other name. Worth it only for functions of C
modules in the hottest of loops.

${inner(measuredTable('practice-bind-local'))}

## Built-in functions, map() and comprehensions

Built-ins do in C what a loop does in steps: \`sum\`, \`min\`, \`sorted\`, sets and dicts, \`collections.deque\`
([list-pop0](list-pop0.md), [list-insert0](list-insert0.md), [in-list](in-list.md), [sorted0](sorted0.md),
[sort-cmp](sort-cmp.md), [strptime](strptime.md), [lru-cache](lru-cache.md)). But with a cheap method, \`append\` in a loop, a
comprehension and \`list(map(...))\` are within 20 % of each other on 3.11 and later; \`map\` with a \`lambda\` is slower than a comprehension. In Python 3
\`map\` is lazy: it makes no list, and nothing at all happens until somebody walks it. A loop that adds up is what a built-in
does best; \`max\` gains nothing over a loop that seldom finds a larger one from 3.11 on, nor \`enumerate\` over \`range(len())\`.

${inner(measuredTable('practice-built-ins'))}

${inner(measuredTable('practice-append-loop'))}

## itertools instead of nested loops

\`itertools.product\` for two loops is slower, if anything. What costs in the usual example is
\`found = found + more\`, a new list at each step, which ten lists of five hardly show (\`extend\`; \`chain\` gains nothing): [list-plus](list-plus.md), [sum-lists](sum-lists.md). Mind that
\`product(a, b)\` gives pairs in the order of its arguments, and that \`range(1, 5)\` is not \`(1, 5)\`.

${inner(measuredTable('practice-product'))}

## Records

Not in the usual lists, and often the largest part of a program's memory: [slots](slots.md),
[dict-record](dict-record.md), [array](array.md). All three need a snapshot (\`--memory\`), and all three cost time.

## Where memory comes from

- Everything in Python is an object on the heap, and a variable is a reference to one. "Static allocation on a stack at
  compile time" is C: Python's frames hold references, and local names are no exception.
- Objects and their parts live in a private heap that the interpreter manages. Requests of up to 512 bytes are served
  from **pools** of one size class (multiples of 16 bytes), pools are cut from **arenas**, and larger requests go to the
  system's malloc. Up to Python 3.9 an arena had 256 KiB and a pool 4 KiB; since 3.10 it is 1 MiB and 16 KiB on 64-bit
  systems. Both make 64 pools an arena.
- A block that is freed is used again for an object of its size class. An arena goes back to the system only when all
  its pools are empty, so a program that was large once may stay so, without a leak.
- A snapshot of tracemalloc shows the blocks that are alive at that moment. What was made and dropped in between is in
  no snapshot: a profile shows it as time.

[Memory](../memory.md) has the details and what pyprof-view shows of them.
`;
}

/** A section of a section. */
function inner(markdown: string): string {
  return markdown.replace('## Measured\n\n', '');
}
