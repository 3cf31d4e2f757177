// Generated from bench/hints/measured.json by `npm run generate`. Do not edit.

/** How many times faster the other form was, and the peaks of tracemalloc before and after, where they are worth a word; else 0. */
export type Figure = { readonly minor: number; readonly ratio: number; readonly peakKiB: readonly [number, number] };

/** A pair of forms: of that code (`shape`) with so many items, on the Pythons that measured it, the oldest first. */
export type PracticeFigures = { readonly items: number; readonly shape: string; readonly byPython: readonly Figure[] };

/** Each: minor version, ratio, peaks. */
function figures(text: string): readonly Figure[] {
  return text.split('; ').map((each) => {
    const [minor = 0, ratio = 0, before = 0, after = 0] = each.split(' ').map(Number);
    return { minor, ratio, peakKiB: [before, after] };
  });
}

// biome-ignore format: a case a line
export const MEASURED_PRACTICES: ReadonlyMap<string, PracticeFigures> = new Map([
  ['gen-retain/function', { items: 20000, shape: "a function of nothing but rows.append((i, str(i))) in a loop", byPython: figures('10 1.2 2756 0; 11 1.2 2833 0; 12 1.3 2677 0; 13 1.3 2676 0') }],
  ['gen-retain/sum', { items: 20000, shape: "sum([i * i for i in range(n)])", byPython: figures('10 0.88 716 0; 11 0.81 794 0; 12 0.81 793 0; 13 0.81 793 0') }],
  ['practice-append-loop/comprehension', { items: 20000, shape: "a loop of nothing but out.append(word.upper())", byPython: figures('8 1.2; 9 1.2; 10 1.4; 11 1.1; 12 1.2; 13 1.1') }],
  ['practice-append-loop/comprehension-sum', { items: 20000, shape: "a loop of nothing but out.append(i * 3)", byPython: figures('8 1.5; 9 1.5; 10 1.6; 11 1.1; 12 1.2; 13 1.2') }],
  ['practice-append-loop/comprehension-whole', { items: 20000, shape: "a loop of nothing but out.append(word)", byPython: figures('8 2.7; 9 2.3; 10 2.4; 11 1.4; 12 1.5; 13 1.6') }],
  ['practice-append-loop/extend', { items: 20000, shape: "loops over 100 items of nothing but out.append(word.upper())", byPython: figures('8 1.1; 9 1.1; 10 1.2; 11 0.88; 12 0.96; 13 0.91') }],
  ['practice-append-loop/extend-whole', { items: 20000, shape: "loops over 100 items of nothing but out.append(word)", byPython: figures('8 7.5; 9 7.3; 10 5.2; 11 2.3; 12 2.8; 13 2.6') }],
  ['practice-append-loop/filtered-whole', { items: 20000, shape: "a loop of nothing but if i > limit: out.append(i), true for half of them", byPython: figures('8 1.5; 9 1.3; 10 1.4; 11 1.2; 12 1.2; 13 1.2') }],
  ['practice-append-loop/lazy', { items: 20000, shape: "a loop over map(lambda word: word.upper(), words)", byPython: figures('8 1.3; 9 1.3; 10 1.3; 11 1.2; 12 1.3; 13 1.5') }],
  ['practice-append-loop/lazy-sum', { items: 20000, shape: "a loop over map(lambda i: i * 3, numbers)", byPython: figures('8 1.4; 9 1.5; 10 1.4; 11 1.3; 12 1.6; 13 1.7') }],
  ['practice-append-loop/list-whole', { items: 20000, shape: "a loop of nothing but out.append(word)", byPython: figures('8 17; 9 15; 10 15; 11 6.8; 12 7.4; 13 7') }],
  ['practice-append-loop/map-lambda', { items: 20000, shape: "list(map(lambda word: word.upper(), words))", byPython: figures('8 1.4; 9 1.4; 10 1.7; 11 1.8; 12 2.1; 13 1.9') }],
  ['practice-append-loop/map-lambda-sum', { items: 20000, shape: "list(map(lambda i: i * 3, numbers))", byPython: figures('8 1.8; 9 1.9; 10 1.9; 11 2; 12 2; 13 2') }],
  ['practice-bind-local/append', { items: 50000, shape: "a loop of nothing but out.append(i)", byPython: figures('8 1.2; 9 1.2; 10 1.2; 11 0.84; 12 0.96; 13 0.9') }],
  ['practice-bind-local/method', { items: 50000, shape: "a loop of nothing but counter.add(i), a method of one short line of Python", byPython: figures('8 1.1; 9 1.1; 10 1.1; 11 1; 12 0.99; 13 0.99') }],
  ['practice-bind-local/module-function', { items: 50000, shape: "a loop of nothing but total += math.sqrt(i)", byPython: figures('8 1.4; 9 1.4; 10 1.4; 11 1; 12 1; 13 1.1') }],
  ['practice-built-ins/largest', { items: 20000, shape: "a list of whole numbers in any order", byPython: figures('8 1.2 0 176; 9 1.1 0 156; 10 1.2 0 156; 11 0.98 0 156; 12 0.78 0 156; 13 0.89 0 156') }],
  ['practice-built-ins/number', { items: 20000, shape: "a loop that reads values[i] once", byPython: figures('8 1.2; 9 1.1; 10 1.2; 11 0.94; 12 0.95; 13 0.91') }],
  ['practice-built-ins/sum', { items: 20000, shape: "a list of whole numbers", byPython: figures('8 4.3; 9 4.4; 10 4.9; 11 4.2; 12 6.1; 13 5.7') }],
  ['practice-built-ins/tally', { items: 20000, shape: "50 words in any order", byPython: figures('8 2.3; 9 2.2; 10 2; 11 1.4; 12 1.4; 13 1.3') }],
  ['practice-evaluations/int', { items: 20000, shape: "a loop of nothing but if i < int(limit): found += 1", byPython: figures('8 3.3; 9 3.2; 10 3.6; 11 4; 12 3.5; 13 2.4') }],
  ['practice-evaluations/len', { items: 20000, shape: "while i < len(words): i += 1", byPython: figures('8 2.2; 9 2.2; 10 2.3; 11 1.8; 12 1.9; 13 1.6') }],
  ['practice-evaluations/lower', { items: 20000, shape: "a loop of nothing but if word == wanted.lower(): found += 1", byPython: figures('8 3.6; 9 3.4; 10 3.1; 11 2.6; 12 3.5; 13 3') }],
  ['practice-evaluations/strip', { items: 20000, shape: "a loop of nothing but if word == wanted.strip(): found += 1", byPython: figures('8 2.9; 9 2.6; 10 2.5; 11 1.9; 12 1.7; 13 1.8') }],
  ['practice-format/five', { items: 50000, shape: "'<p>' + name + ', ' + name + '</p>'", byPython: figures('8 1.6; 9 1.6; 10 1.6; 11 2.1; 12 2; 13 1.8') }],
  ['practice-format/format', { items: 50000, shape: "'hello {} number {}'.format(name, i)", byPython: figures('8 1.7; 9 1.8; 10 1.9; 11 2.1; 12 1.9; 13 1.7') }],
  ['practice-format/format-four', { items: 50000, shape: "'<p>{}, {}, {}, {}</p>'.format(name, name, name, name)", byPython: figures('8 2.6; 9 2.6; 10 2.7; 11 3.1; 12 2.8; 13 3.1') }],
  ['practice-format/format-one', { items: 50000, shape: "'hello {}, and welcome'.format(name)", byPython: figures('8 2.6; 9 2.7; 10 2.6; 11 3.1; 12 3.1; 13 2.8') }],
  ['practice-format/four', { items: 50000, shape: "'hello ' + name + ', and ' + name", byPython: figures('8 1.5; 9 1.5; 10 1.5; 11 1.7; 12 1.6; 13 1.8') }],
  ['practice-format/percent', { items: 50000, shape: "'hello %s number %s' % (name, i)", byPython: figures('8 1.3; 9 1.4; 10 1.5; 11 1.1; 12 1.1; 13 1.1') }],
  ['practice-format/percent-four', { items: 50000, shape: "'<p>%s, %s, %s, %s</p>' % (name, name, name, name)", byPython: figures('8 2; 9 2.1; 10 2.1; 11 1.3; 12 1.6; 13 1.4') }],
  ['practice-format/percent-one', { items: 50000, shape: "'hello %s, and welcome' % (name,)", byPython: figures('8 1.9; 9 2.1; 10 2.1; 11 1.1; 12 1.2; 13 1.1') }],
  ['practice-format/pieces', { items: 50000, shape: "a text and two += of a text that is there", byPython: figures('8 1.3; 9 1.3; 10 1.4; 11 1.3; 12 1.2; 13 1.3') }],
  ['practice-format/pieces-join', { items: 50000, shape: "a text and two += of a text that is there", byPython: figures('8 0.48; 9 0.52; 10 0.52; 11 0.64; 12 0.55; 13 0.6') }],
  ['practice-format/pieces-made', { items: 50000, shape: "'From: ' + name + '\\n' and two += of a text that is there", byPython: figures('8 2.1; 9 2.1; 10 2.2; 11 2.3; 12 2.3; 13 2.4') }],
  ['practice-format/pieces-one', { items: 50000, shape: "a text and one += of a text that is there", byPython: figures('8 1; 9 1; 10 1.1; 11 0.99; 12 0.95; 13 0.94') }],
  ['practice-format/plus', { items: 50000, shape: "'hello ' + name + ' number ' + str(i)", byPython: figures('8 1.9; 9 1.8; 10 1.8; 11 1.4; 12 1.4; 13 1.4') }],
  ['practice-format/seven', { items: 50000, shape: "'<p>' + name + ', ' + name + ', ' + name + '</p>'", byPython: figures('8 1.8; 9 1.9; 10 2.1; 11 2.5; 12 2.3; 13 2.2') }],
  ['practice-format/six', { items: 50000, shape: "'<p>' + name + name + name + name + '</p>'", byPython: figures('8 1.8; 9 1.8; 10 1.9; 11 2.2; 12 2.1; 13 2') }],
  ['practice-format/three', { items: 50000, shape: "'hello ' + name + ', and welcome'", byPython: figures('8 1.3; 9 1.3; 10 1.3; 11 1.4; 12 1.4; 13 1.5') }],
  ['practice-format/two', { items: 50000, shape: "'hello ' + name", byPython: figures('8 0.96; 9 0.98; 10 0.96; 11 1; 12 0.97; 13 0.91') }],
  ['practice-format/two-number', { items: 50000, shape: "'number ' + str(i)", byPython: figures('8 1.6; 9 1.6; 10 1.5; 11 1; 12 0.97; 13 1') }],
  ['practice-join/append-call', { items: 200, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.93; 9 0.99; 10 1; 11 1.2; 12 1.2; 13 1.3') }],
  ['practice-join/append-fstring', { items: 200, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.94 5 25; 9 1.1 5 25; 10 1 5 25; 11 1.4 5 25; 12 1.4 5 24; 13 1.4 5 24') }],
  ['practice-join/append-sum', { items: 200, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.93 5 25; 9 1.1 5 25; 10 1 5 25; 11 1.7 5 25; 12 1.4 5 24; 13 1.4 5 24') }],
  ['practice-join/append-two', { items: 200, shape: "a loop of text += line and text += '\\n'", byPython: figures('8 0.96; 9 1.2; 10 1.1; 11 1.8; 12 1.7; 13 2.2') }],
  ['practice-join/append-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 0.99; 9 1.3; 10 1.2; 11 1.8; 12 1.6; 13 2.2') }],
  ['practice-join/comprehension-call', { items: 200, shape: "a loop of nothing but text += str(number)", byPython: figures('8 1.2; 9 1.3; 10 1.3; 11 1.2; 12 1.2; 13 1.3') }],
  ['practice-join/comprehension-fstring', { items: 200, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 1.3 5 25; 9 1.5 5 25; 10 1.3 5 25; 11 1.5 5 25; 12 1.4 5 24; 13 1.5 5 24') }],
  ['practice-join/comprehension-sum', { items: 200, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 1.3 5 25; 9 1.5 5 25; 10 1.4 5 25; 11 1.3 5 25; 12 1.4 5 24; 13 1.5 5 24') }],
  ['practice-join/comprehension-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 2; 9 2.3; 10 2.1; 11 2; 12 2.1; 13 2.9') }],
  ['practice-join/items-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 8.7; 9 8.4; 10 9.6; 11 7.7; 12 8.2; 13 8.3') }],
  ['practice-join-many/append-call', { items: 200000, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.69 1172 13547; 9 0.7 1172 13500; 10 0.75 1172 13500; 11 0.73 1172 13500; 12 0.83 1172 11938; 13 0.86 1172 11938') }],
  ['practice-join-many/append-fstring', { items: 200000, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.38 15821 42844; 9 0.4 15821 42797; 10 0.42 15821 42797; 11 0.42 15821 42797; 12 0.48 15821 41234; 13 0.47 15821 41234') }],
  ['practice-join-many/append-sum', { items: 200000, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.36 15821 42844; 9 0.51 15821 42797; 10 0.51 15821 42797; 11 0.45 15821 42797; 12 0.47 15821 41234; 13 0.51 15821 41234') }],
  ['practice-join-many/append-two', { items: 200000, shape: "a loop of text += line and text += '\\n'", byPython: figures('8 0.66; 9 0.82; 10 1.1; 11 1.2; 12 1.1; 13 1.2') }],
  ['practice-join-many/append-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 0.61; 9 0.74; 10 0.91; 11 0.94; 12 0.84; 13 0.92') }],
  ['practice-join-many/comprehension-call', { items: 200000, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.85 1172 13547; 9 0.86 1172 13500; 10 0.86 1172 13500; 11 0.74 1172 13500; 12 0.91 1172 11938; 13 0.95 1172 11938') }],
  ['practice-join-many/comprehension-fstring', { items: 200000, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.42 15821 42844; 9 0.56 15821 42797; 10 0.55 15821 42797; 11 0.43 15821 42797; 12 0.52 15821 41234; 13 0.53 15821 41234') }],
  ['practice-join-many/comprehension-sum', { items: 200000, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.4 15821 42844; 9 0.58 15821 42797; 10 0.54 15821 42797; 11 0.44 15821 42797; 12 0.51 15821 41234; 13 0.53 15821 41234') }],
  ['practice-join-many/comprehension-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 0.81; 9 0.95; 10 1.1; 11 0.97; 12 0.85; 13 0.95') }],
  ['practice-join-many/items-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 1.5; 9 1.6; 10 1.7; 11 1.4; 12 1.5; 13 1.5') }],
  ['practice-product/extend', { items: 300, shape: "ten lists of five, found = found + part", byPython: figures('8 1.3; 9 1.4; 10 1.4; 11 1.9; 12 1.8; 13 1.5') }],
  ['practice-product/lists', { items: 300, shape: "for a in numbers: for b in numbers: total += a ^ b", byPython: figures('8 0.86; 9 0.89; 10 0.8; 11 0.81; 12 0.78; 13 0.78') }],
  ['practice-product/ranges', { items: 300, shape: "for a in range(n): for b in range(n): total += a ^ b", byPython: figures('8 0.93; 9 0.95; 10 0.94; 11 0.92; 12 0.97; 13 0.95') }],
  ['re-compile/compile', { items: 20000, shape: "re.compile(pattern).match(line)", byPython: figures('10 2.3; 11 2.2; 12 2; 13 2.1') }],
  ['re-compile/module', { items: 20000, shape: "re.match(pattern, line)", byPython: figures('10 2.3; 11 2.1; 12 2; 13 2.1') }],
]);
