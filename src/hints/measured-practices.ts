// Generated from bench/hints/measured.json by `npm run generate`. Do not edit.

/** How many times faster the other form was, and the peaks of tracemalloc before and after. */
export type Figure = { readonly minor: number; readonly ratio: number; readonly peakKiB: readonly [number, number] };

/** A pair of forms: of that code (`shape`) with so many items, on the Pythons that measured it, the oldest first. */
export type PracticeFigures = { readonly items: number; readonly shape: string; readonly byPython: readonly Figure[] };

export const MEASURED_PRACTICES: ReadonlyMap<string, PracticeFigures> = new Map([
  [
    'gen-retain/function',
    {
      items: 20000,
      shape: 'a function of nothing but rows.append((i, str(i))) in a loop',
      byPython: [
        { minor: 10, ratio: 1.2, peakKiB: [2756, 0] },
        { minor: 11, ratio: 1.2, peakKiB: [2833, 0] },
        { minor: 12, ratio: 1.3, peakKiB: [2677, 0] },
        { minor: 13, ratio: 1.3, peakKiB: [2676, 0] },
      ],
    },
  ],
  [
    'gen-retain/sum',
    {
      items: 20000,
      shape: 'sum([i * i for i in range(n)])',
      byPython: [
        { minor: 10, ratio: 0.88, peakKiB: [716, 0] },
        { minor: 11, ratio: 0.81, peakKiB: [794, 0] },
        { minor: 12, ratio: 0.81, peakKiB: [793, 0] },
        { minor: 13, ratio: 0.81, peakKiB: [793, 0] },
      ],
    },
  ],
  [
    'practice-append-loop/comprehension',
    {
      items: 20000,
      shape: 'a loop of nothing but out.append(word.upper())',
      byPython: [
        { minor: 8, ratio: 1.2, peakKiB: [1296, 1296] },
        { minor: 9, ratio: 1.2, peakKiB: [1291, 1291] },
        { minor: 10, ratio: 1.4, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.1, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 1.2, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 1.1, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-append-loop/comprehension-sum',
    {
      items: 20000,
      shape: 'a loop of nothing but out.append(i * 3)',
      byPython: [
        { minor: 8, ratio: 1.5, peakKiB: [718, 718] },
        { minor: 9, ratio: 1.5, peakKiB: [713, 714] },
        { minor: 10, ratio: 1.6, peakKiB: [713, 714] },
        { minor: 11, ratio: 1.1, peakKiB: [791, 791] },
        { minor: 12, ratio: 1.2, peakKiB: [791, 791] },
        { minor: 13, ratio: 1.2, peakKiB: [791, 791] },
      ],
    },
  ],
  [
    'practice-append-loop/comprehension-whole',
    {
      items: 20000,
      shape: 'a loop of nothing but out.append(word)',
      byPython: [
        { minor: 8, ratio: 2.7, peakKiB: [174, 174] },
        { minor: 9, ratio: 2.3, peakKiB: [169, 169] },
        { minor: 10, ratio: 2.4, peakKiB: [169, 169] },
        { minor: 11, ratio: 1.4, peakKiB: [169, 169] },
        { minor: 12, ratio: 1.5, peakKiB: [169, 169] },
        { minor: 13, ratio: 1.6, peakKiB: [169, 169] },
      ],
    },
  ],
  [
    'practice-append-loop/extend',
    {
      items: 20000,
      shape: 'loops over 100 items of nothing but out.append(word.upper())',
      byPython: [
        { minor: 8, ratio: 1.1, peakKiB: [1297, 1296] },
        { minor: 9, ratio: 1.1, peakKiB: [1292, 1296] },
        { minor: 10, ratio: 1.2, peakKiB: [1292, 1296] },
        { minor: 11, ratio: 0.88, peakKiB: [1292, 1296] },
        { minor: 12, ratio: 0.96, peakKiB: [1136, 1140] },
        { minor: 13, ratio: 0.91, peakKiB: [1136, 1140] },
      ],
    },
  ],
  [
    'practice-append-loop/extend-whole',
    {
      items: 20000,
      shape: 'loops over 100 items of nothing but out.append(word)',
      byPython: [
        { minor: 8, ratio: 7.5, peakKiB: [175, 173] },
        { minor: 9, ratio: 7.3, peakKiB: [170, 173] },
        { minor: 10, ratio: 5.2, peakKiB: [170, 173] },
        { minor: 11, ratio: 2.3, peakKiB: [170, 173] },
        { minor: 12, ratio: 2.8, peakKiB: [170, 173] },
        { minor: 13, ratio: 2.6, peakKiB: [170, 173] },
      ],
    },
  ],
  [
    'practice-append-loop/filtered-whole',
    {
      items: 20000,
      shape: 'a loop of nothing but if i > limit: out.append(i), true for half of them',
      byPython: [
        { minor: 8, ratio: 1.5, peakKiB: [86, 86] },
        { minor: 9, ratio: 1.3, peakKiB: [83, 83] },
        { minor: 10, ratio: 1.4, peakKiB: [83, 83] },
        { minor: 11, ratio: 1.2, peakKiB: [83, 83] },
        { minor: 12, ratio: 1.2, peakKiB: [83, 83] },
        { minor: 13, ratio: 1.2, peakKiB: [83, 83] },
      ],
    },
  ],
  [
    'practice-append-loop/lazy',
    {
      items: 20000,
      shape: 'a loop over map(lambda word: word.upper(), words)',
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.2, peakKiB: [0, 1] },
        { minor: 12, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.5, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-append-loop/lazy-sum',
    {
      items: 20000,
      shape: 'a loop over map(lambda i: i * 3, numbers)',
      byPython: [
        { minor: 8, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.6, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-append-loop/map',
    {
      items: 20000,
      shape: 'a loop of nothing but out.append(word.upper())',
      byPython: [
        { minor: 8, ratio: 1.6, peakKiB: [1296, 1287] },
        { minor: 9, ratio: 1.6, peakKiB: [1291, 1291] },
        { minor: 10, ratio: 2.2, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.1, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 1, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 0.94, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-append-loop/map-lambda',
    {
      items: 20000,
      shape: 'list(map(lambda word: word.upper(), words))',
      byPython: [
        { minor: 8, ratio: 1.4, peakKiB: [1287, 1296] },
        { minor: 9, ratio: 1.4, peakKiB: [1291, 1291] },
        { minor: 10, ratio: 1.7, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.8, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 2.1, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 1.9, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-append-loop/map-lambda-sum',
    {
      items: 20000,
      shape: 'list(map(lambda i: i * 3, numbers))',
      byPython: [
        { minor: 8, ratio: 1.8, peakKiB: [710, 718] },
        { minor: 9, ratio: 1.9, peakKiB: [714, 714] },
        { minor: 10, ratio: 1.9, peakKiB: [714, 714] },
        { minor: 11, ratio: 2, peakKiB: [792, 791] },
        { minor: 12, ratio: 2, peakKiB: [792, 791] },
        { minor: 13, ratio: 2, peakKiB: [792, 791] },
      ],
    },
  ],
  [
    'practice-bind-local/append',
    {
      items: 50000,
      shape: 'a loop of nothing but out.append(i)',
      byPython: [
        { minor: 8, ratio: 1.2, peakKiB: [1757, 1757] },
        { minor: 9, ratio: 1.2, peakKiB: [1794, 1794] },
        { minor: 10, ratio: 1.2, peakKiB: [1794, 1794] },
        { minor: 11, ratio: 0.84, peakKiB: [1988, 1988] },
        { minor: 12, ratio: 0.96, peakKiB: [1988, 1988] },
        { minor: 13, ratio: 0.9, peakKiB: [1988, 1988] },
      ],
    },
  ],
  [
    'practice-bind-local/method',
    {
      items: 50000,
      shape: 'a loop of nothing but counter.add(i), a method of one short line of Python',
      byPython: [
        { minor: 8, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.99, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.99, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-bind-local/module-function',
    {
      items: 50000,
      shape: 'a loop of nothing but total += math.sqrt(i)',
      byPython: [
        { minor: 8, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/largest',
    {
      items: 20000,
      shape: 'a list of whole numbers in any order',
      byPython: [
        { minor: 8, ratio: 1.2, peakKiB: [0, 176] },
        { minor: 9, ratio: 1.1, peakKiB: [0, 156] },
        { minor: 10, ratio: 1.2, peakKiB: [0, 156] },
        { minor: 11, ratio: 0.98, peakKiB: [0, 156] },
        { minor: 12, ratio: 0.78, peakKiB: [0, 156] },
        { minor: 13, ratio: 0.89, peakKiB: [0, 156] },
      ],
    },
  ],
  [
    'practice-built-ins/number',
    {
      items: 20000,
      shape: 'a loop that reads values[i] once',
      byPython: [
        { minor: 8, ratio: 1.2, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.2, peakKiB: [0, 0] },
        { minor: 11, ratio: 0.94, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.95, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.91, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/sum',
    {
      items: 20000,
      shape: 'a list of whole numbers',
      byPython: [
        { minor: 8, ratio: 4.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 4.4, peakKiB: [0, 0] },
        { minor: 10, ratio: 4.9, peakKiB: [0, 0] },
        { minor: 11, ratio: 4.2, peakKiB: [0, 0] },
        { minor: 12, ratio: 6.1, peakKiB: [0, 0] },
        { minor: 13, ratio: 5.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/tally',
    {
      items: 20000,
      shape: '50 words in any order',
      byPython: [
        { minor: 8, ratio: 2.3, peakKiB: [4, 6] },
        { minor: 9, ratio: 2.2, peakKiB: [4, 6] },
        { minor: 10, ratio: 2, peakKiB: [4, 6] },
        { minor: 11, ratio: 1.4, peakKiB: [3, 5] },
        { minor: 12, ratio: 1.4, peakKiB: [3, 5] },
        { minor: 13, ratio: 1.3, peakKiB: [3, 5] },
      ],
    },
  ],
  [
    'practice-evaluations/int',
    {
      items: 20000,
      shape: 'a loop of nothing but if i < int(limit): found += 1',
      byPython: [
        { minor: 8, ratio: 3.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 3.2, peakKiB: [0, 0] },
        { minor: 10, ratio: 3.6, peakKiB: [0, 0] },
        { minor: 11, ratio: 4, peakKiB: [0, 0] },
        { minor: 12, ratio: 3.5, peakKiB: [0, 0] },
        { minor: 13, ratio: 2.4, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-evaluations/len',
    {
      items: 20000,
      shape: 'while i < len(words): i += 1',
      byPython: [
        { minor: 8, ratio: 2.2, peakKiB: [0, 0] },
        { minor: 9, ratio: 2.2, peakKiB: [0, 0] },
        { minor: 10, ratio: 2.3, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.8, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.6, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-evaluations/lower',
    {
      items: 20000,
      shape: 'a loop of nothing but if word == wanted.lower(): found += 1',
      byPython: [
        { minor: 8, ratio: 3.6, peakKiB: [0, 0] },
        { minor: 9, ratio: 3.4, peakKiB: [0, 0] },
        { minor: 10, ratio: 3.1, peakKiB: [0, 0] },
        { minor: 11, ratio: 2.6, peakKiB: [0, 0] },
        { minor: 12, ratio: 3.5, peakKiB: [0, 0] },
        { minor: 13, ratio: 3, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-evaluations/strip',
    {
      items: 20000,
      shape: 'a loop of nothing but if word == wanted.strip(): found += 1',
      byPython: [
        { minor: 8, ratio: 2.9, peakKiB: [0, 0] },
        { minor: 9, ratio: 2.6, peakKiB: [0, 0] },
        { minor: 10, ratio: 2.5, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.7, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.8, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/format',
    {
      items: 50000,
      shape: "'hello {} number {}'.format(name, i)",
      byPython: [
        { minor: 8, ratio: 1.7, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.8, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 11, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/format-one',
    {
      items: 50000,
      shape: "'hello {}, and welcome'.format(name)",
      byPython: [
        { minor: 8, ratio: 2.6, peakKiB: [0, 0] },
        { minor: 9, ratio: 2.7, peakKiB: [0, 0] },
        { minor: 10, ratio: 2.6, peakKiB: [0, 0] },
        { minor: 11, ratio: 3.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 3.1, peakKiB: [0, 0] },
        { minor: 13, ratio: 2.8, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/four',
    {
      items: 50000,
      shape: "'hello ' + name + ', and ' + name",
      byPython: [
        { minor: 8, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.7, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.6, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.8, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/percent',
    {
      items: 50000,
      shape: "'hello %s number %s' % (name, i)",
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/percent-one',
    {
      items: 50000,
      shape: "'hello %s, and welcome' % (name,)",
      byPython: [
        { minor: 8, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 9, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 10, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.2, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/pieces',
    {
      items: 50000,
      shape: 'a text and two += of a text that is there',
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.2, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.3, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/pieces-join',
    {
      items: 50000,
      shape: 'a text and two += of a text that is there',
      byPython: [
        { minor: 8, ratio: 0.48, peakKiB: [0, 0] },
        { minor: 9, ratio: 0.52, peakKiB: [0, 0] },
        { minor: 10, ratio: 0.52, peakKiB: [0, 0] },
        { minor: 11, ratio: 0.64, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.55, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.6, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/pieces-made',
    {
      items: 50000,
      shape: "'From: ' + name + '\\n' and two += of a text that is there",
      byPython: [
        { minor: 8, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 9, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 10, ratio: 2.2, peakKiB: [0, 0] },
        { minor: 11, ratio: 2.3, peakKiB: [0, 0] },
        { minor: 12, ratio: 2.3, peakKiB: [0, 0] },
        { minor: 13, ratio: 2.4, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/plus',
    {
      items: 50000,
      shape: "'hello ' + name + ' number ' + str(i)",
      byPython: [
        { minor: 8, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.8, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.8, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.4, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/three',
    {
      items: 50000,
      shape: "'hello ' + name + ', and welcome'",
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.3, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.5, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/two',
    {
      items: 50000,
      shape: "'hello ' + name",
      byPython: [
        { minor: 8, ratio: 0.96, peakKiB: [0, 0] },
        { minor: 9, ratio: 0.98, peakKiB: [0, 0] },
        { minor: 10, ratio: 0.96, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.97, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.91, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/two-number',
    {
      items: 50000,
      shape: "'number ' + str(i)",
      byPython: [
        { minor: 8, ratio: 1.6, peakKiB: [0, 0] },
        { minor: 9, ratio: 1.6, peakKiB: [0, 0] },
        { minor: 10, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.97, peakKiB: [0, 0] },
        { minor: 13, ratio: 1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-join/append-call',
    {
      items: 200,
      shape: 'a loop of nothing but text += str(number)',
      byPython: [
        { minor: 8, ratio: 0.93, peakKiB: [1, 15] },
        { minor: 9, ratio: 0.99, peakKiB: [1, 15] },
        { minor: 10, ratio: 1, peakKiB: [1, 15] },
        { minor: 11, ratio: 1.2, peakKiB: [1, 15] },
        { minor: 12, ratio: 1.2, peakKiB: [1, 13] },
        { minor: 13, ratio: 1.3, peakKiB: [1, 13] },
      ],
    },
  ],
  [
    'practice-join/append-fstring',
    {
      items: 200,
      shape: "a loop of nothing but text += f'{line}\\n'",
      byPython: [
        { minor: 8, ratio: 0.94, peakKiB: [5, 25] },
        { minor: 9, ratio: 1.1, peakKiB: [5, 25] },
        { minor: 10, ratio: 1, peakKiB: [5, 25] },
        { minor: 11, ratio: 1.4, peakKiB: [5, 25] },
        { minor: 12, ratio: 1.4, peakKiB: [5, 24] },
        { minor: 13, ratio: 1.4, peakKiB: [5, 24] },
      ],
    },
  ],
  [
    'practice-join/append-sum',
    {
      items: 200,
      shape: "a loop of nothing but text += line + '\\n'",
      byPython: [
        { minor: 8, ratio: 0.93, peakKiB: [5, 25] },
        { minor: 9, ratio: 1.1, peakKiB: [5, 25] },
        { minor: 10, ratio: 1, peakKiB: [5, 25] },
        { minor: 11, ratio: 1.7, peakKiB: [5, 25] },
        { minor: 12, ratio: 1.4, peakKiB: [5, 24] },
        { minor: 13, ratio: 1.4, peakKiB: [5, 24] },
      ],
    },
  ],
  [
    'practice-join/append-two',
    {
      items: 200,
      shape: "a loop of text += line and text += '\\n'",
      byPython: [
        { minor: 8, ratio: 0.96, peakKiB: [5, 13] },
        { minor: 9, ratio: 1.2, peakKiB: [5, 13] },
        { minor: 10, ratio: 1.1, peakKiB: [5, 13] },
        { minor: 11, ratio: 1.8, peakKiB: [5, 13] },
        { minor: 12, ratio: 1.7, peakKiB: [5, 13] },
        { minor: 13, ratio: 2.2, peakKiB: [5, 13] },
      ],
    },
  ],
  [
    'practice-join/append-whole',
    {
      items: 200,
      shape: 'a loop of nothing but text += line',
      byPython: [
        { minor: 8, ratio: 0.99, peakKiB: [5, 11] },
        { minor: 9, ratio: 1.3, peakKiB: [5, 11] },
        { minor: 10, ratio: 1.2, peakKiB: [5, 11] },
        { minor: 11, ratio: 1.8, peakKiB: [5, 11] },
        { minor: 12, ratio: 1.6, peakKiB: [5, 11] },
        { minor: 13, ratio: 2.2, peakKiB: [5, 11] },
      ],
    },
  ],
  [
    'practice-join/comprehension-call',
    {
      items: 200,
      shape: 'a loop of nothing but text += str(number)',
      byPython: [
        { minor: 8, ratio: 1.2, peakKiB: [1, 15] },
        { minor: 9, ratio: 1.3, peakKiB: [1, 15] },
        { minor: 10, ratio: 1.3, peakKiB: [1, 15] },
        { minor: 11, ratio: 1.2, peakKiB: [1, 15] },
        { minor: 12, ratio: 1.2, peakKiB: [1, 13] },
        { minor: 13, ratio: 1.3, peakKiB: [1, 13] },
      ],
    },
  ],
  [
    'practice-join/comprehension-fstring',
    {
      items: 200,
      shape: "a loop of nothing but text += f'{line}\\n'",
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [5, 25] },
        { minor: 9, ratio: 1.5, peakKiB: [5, 25] },
        { minor: 10, ratio: 1.3, peakKiB: [5, 25] },
        { minor: 11, ratio: 1.5, peakKiB: [5, 25] },
        { minor: 12, ratio: 1.4, peakKiB: [5, 24] },
        { minor: 13, ratio: 1.5, peakKiB: [5, 24] },
      ],
    },
  ],
  [
    'practice-join/comprehension-sum',
    {
      items: 200,
      shape: "a loop of nothing but text += line + '\\n'",
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [5, 25] },
        { minor: 9, ratio: 1.5, peakKiB: [5, 25] },
        { minor: 10, ratio: 1.4, peakKiB: [5, 25] },
        { minor: 11, ratio: 1.3, peakKiB: [5, 25] },
        { minor: 12, ratio: 1.4, peakKiB: [5, 24] },
        { minor: 13, ratio: 1.5, peakKiB: [5, 24] },
      ],
    },
  ],
  [
    'practice-join/comprehension-whole',
    {
      items: 200,
      shape: 'a loop of nothing but text += line',
      byPython: [
        { minor: 8, ratio: 2, peakKiB: [5, 11] },
        { minor: 9, ratio: 2.3, peakKiB: [5, 11] },
        { minor: 10, ratio: 2.1, peakKiB: [5, 11] },
        { minor: 11, ratio: 2, peakKiB: [5, 11] },
        { minor: 12, ratio: 2.1, peakKiB: [5, 11] },
        { minor: 13, ratio: 2.9, peakKiB: [5, 11] },
      ],
    },
  ],
  [
    'practice-join-many/append-call',
    {
      items: 200000,
      shape: 'a loop of nothing but text += str(number)',
      byPython: [
        { minor: 8, ratio: 0.69, peakKiB: [1172, 13547] },
        { minor: 9, ratio: 0.7, peakKiB: [1172, 13500] },
        { minor: 10, ratio: 0.75, peakKiB: [1172, 13500] },
        { minor: 11, ratio: 0.73, peakKiB: [1172, 13500] },
        { minor: 12, ratio: 0.83, peakKiB: [1172, 11938] },
        { minor: 13, ratio: 0.86, peakKiB: [1172, 11938] },
      ],
    },
  ],
  [
    'practice-join-many/append-fstring',
    {
      items: 200000,
      shape: "a loop of nothing but text += f'{line}\\n'",
      byPython: [
        { minor: 8, ratio: 0.38, peakKiB: [15821, 42844] },
        { minor: 9, ratio: 0.4, peakKiB: [15821, 42797] },
        { minor: 10, ratio: 0.42, peakKiB: [15821, 42797] },
        { minor: 11, ratio: 0.42, peakKiB: [15821, 42797] },
        { minor: 12, ratio: 0.48, peakKiB: [15821, 41234] },
        { minor: 13, ratio: 0.47, peakKiB: [15821, 41234] },
      ],
    },
  ],
  [
    'practice-join-many/append-sum',
    {
      items: 200000,
      shape: "a loop of nothing but text += line + '\\n'",
      byPython: [
        { minor: 8, ratio: 0.36, peakKiB: [15821, 42844] },
        { minor: 9, ratio: 0.51, peakKiB: [15821, 42797] },
        { minor: 10, ratio: 0.51, peakKiB: [15821, 42797] },
        { minor: 11, ratio: 0.45, peakKiB: [15821, 42797] },
        { minor: 12, ratio: 0.47, peakKiB: [15821, 41234] },
        { minor: 13, ratio: 0.51, peakKiB: [15821, 41234] },
      ],
    },
  ],
  [
    'practice-join-many/append-two',
    {
      items: 200000,
      shape: "a loop of text += line and text += '\\n'",
      byPython: [
        { minor: 8, ratio: 0.66, peakKiB: [15820, 19130] },
        { minor: 9, ratio: 0.82, peakKiB: [15820, 19036] },
        { minor: 10, ratio: 1.1, peakKiB: [15820, 19036] },
        { minor: 11, ratio: 1.2, peakKiB: [15820, 19036] },
        { minor: 12, ratio: 1.1, peakKiB: [15820, 19036] },
        { minor: 13, ratio: 1.2, peakKiB: [15820, 19036] },
      ],
    },
  ],
  [
    'practice-join-many/append-whole',
    {
      items: 200000,
      shape: 'a loop of nothing but text += line',
      byPython: [
        { minor: 8, ratio: 0.61, peakKiB: [15625, 17258] },
        { minor: 9, ratio: 0.74, peakKiB: [15625, 17211] },
        { minor: 10, ratio: 0.91, peakKiB: [15625, 17211] },
        { minor: 11, ratio: 0.94, peakKiB: [15625, 17211] },
        { minor: 12, ratio: 0.84, peakKiB: [15625, 17211] },
        { minor: 13, ratio: 0.92, peakKiB: [15625, 17211] },
      ],
    },
  ],
  [
    'practice-join-many/comprehension-call',
    {
      items: 200000,
      shape: 'a loop of nothing but text += str(number)',
      byPython: [
        { minor: 8, ratio: 0.85, peakKiB: [1172, 13547] },
        { minor: 9, ratio: 0.86, peakKiB: [1172, 13500] },
        { minor: 10, ratio: 0.86, peakKiB: [1172, 13500] },
        { minor: 11, ratio: 0.74, peakKiB: [1172, 13500] },
        { minor: 12, ratio: 0.91, peakKiB: [1172, 11938] },
        { minor: 13, ratio: 0.95, peakKiB: [1172, 11938] },
      ],
    },
  ],
  [
    'practice-join-many/comprehension-fstring',
    {
      items: 200000,
      shape: "a loop of nothing but text += f'{line}\\n'",
      byPython: [
        { minor: 8, ratio: 0.42, peakKiB: [15821, 42844] },
        { minor: 9, ratio: 0.56, peakKiB: [15821, 42797] },
        { minor: 10, ratio: 0.55, peakKiB: [15821, 42797] },
        { minor: 11, ratio: 0.43, peakKiB: [15821, 42797] },
        { minor: 12, ratio: 0.52, peakKiB: [15821, 41234] },
        { minor: 13, ratio: 0.53, peakKiB: [15821, 41234] },
      ],
    },
  ],
  [
    'practice-join-many/comprehension-sum',
    {
      items: 200000,
      shape: "a loop of nothing but text += line + '\\n'",
      byPython: [
        { minor: 8, ratio: 0.4, peakKiB: [15821, 42844] },
        { minor: 9, ratio: 0.58, peakKiB: [15821, 42797] },
        { minor: 10, ratio: 0.54, peakKiB: [15821, 42797] },
        { minor: 11, ratio: 0.44, peakKiB: [15821, 42797] },
        { minor: 12, ratio: 0.51, peakKiB: [15821, 41234] },
        { minor: 13, ratio: 0.53, peakKiB: [15821, 41234] },
      ],
    },
  ],
  [
    'practice-join-many/comprehension-whole',
    {
      items: 200000,
      shape: 'a loop of nothing but text += line',
      byPython: [
        { minor: 8, ratio: 0.81, peakKiB: [15625, 17258] },
        { minor: 9, ratio: 0.95, peakKiB: [15625, 17211] },
        { minor: 10, ratio: 1.1, peakKiB: [15625, 17211] },
        { minor: 11, ratio: 0.97, peakKiB: [15625, 17211] },
        { minor: 12, ratio: 0.85, peakKiB: [15625, 17211] },
        { minor: 13, ratio: 0.95, peakKiB: [15625, 17211] },
      ],
    },
  ],
  [
    'practice-product/chain',
    {
      items: 300,
      shape: 'ten lists of five, found = found + part',
      byPython: [
        { minor: 8, ratio: 0.88, peakKiB: [1, 1] },
        { minor: 9, ratio: 0.95, peakKiB: [1, 1] },
        { minor: 10, ratio: 0.96, peakKiB: [1, 1] },
        { minor: 11, ratio: 0.96, peakKiB: [1, 1] },
        { minor: 12, ratio: 0.98, peakKiB: [1, 1] },
        { minor: 13, ratio: 0.82, peakKiB: [1, 1] },
      ],
    },
  ],
  [
    'practice-product/extend',
    {
      items: 300,
      shape: 'ten lists of five, found = found + part',
      byPython: [
        { minor: 8, ratio: 1.3, peakKiB: [1, 1] },
        { minor: 9, ratio: 1.4, peakKiB: [1, 1] },
        { minor: 10, ratio: 1.4, peakKiB: [1, 1] },
        { minor: 11, ratio: 1.9, peakKiB: [1, 1] },
        { minor: 12, ratio: 1.8, peakKiB: [1, 1] },
        { minor: 13, ratio: 1.5, peakKiB: [1, 1] },
      ],
    },
  ],
  [
    'practice-product/lists',
    {
      items: 300,
      shape: 'for a in numbers: for b in numbers: total += a ^ b',
      byPython: [
        { minor: 8, ratio: 0.86, peakKiB: [0, 5] },
        { minor: 9, ratio: 0.89, peakKiB: [0, 5] },
        { minor: 10, ratio: 0.8, peakKiB: [0, 5] },
        { minor: 11, ratio: 0.81, peakKiB: [0, 5] },
        { minor: 12, ratio: 0.78, peakKiB: [0, 5] },
        { minor: 13, ratio: 0.78, peakKiB: [0, 5] },
      ],
    },
  ],
  [
    'practice-product/ranges',
    {
      items: 300,
      shape: 'for a in range(n): for b in range(n): total += a ^ b',
      byPython: [
        { minor: 8, ratio: 0.93, peakKiB: [0, 7] },
        { minor: 9, ratio: 0.95, peakKiB: [0, 7] },
        { minor: 10, ratio: 0.94, peakKiB: [0, 7] },
        { minor: 11, ratio: 0.92, peakKiB: [0, 8] },
        { minor: 12, ratio: 0.97, peakKiB: [0, 8] },
        { minor: 13, ratio: 0.95, peakKiB: [0, 8] },
      ],
    },
  ],
  [
    're-compile/compile',
    {
      items: 20000,
      shape: 're.compile(pattern).match(line)',
      byPython: [
        { minor: 10, ratio: 2.3, peakKiB: [1, 1] },
        { minor: 11, ratio: 2.2, peakKiB: [2, 2] },
        { minor: 12, ratio: 2, peakKiB: [2, 2] },
        { minor: 13, ratio: 2.1, peakKiB: [2, 2] },
      ],
    },
  ],
  [
    're-compile/module',
    {
      items: 20000,
      shape: 're.match(pattern, line)',
      byPython: [
        { minor: 10, ratio: 2.3, peakKiB: [1, 1] },
        { minor: 11, ratio: 2.1, peakKiB: [2, 2] },
        { minor: 12, ratio: 2, peakKiB: [2, 2] },
        { minor: 13, ratio: 2.1, peakKiB: [2, 2] },
      ],
    },
  ],
]);
