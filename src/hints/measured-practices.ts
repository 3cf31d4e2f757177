// Generated from bench/hints/measured.json by `npm run generate`. Do not edit.

/** How many times faster the other form was, and the peaks of tracemalloc before and after. */
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
  ['practice-append-loop/comprehension', { items: 20000, shape: "a loop of nothing but out.append(word.upper())", byPython: figures('8 1.2 1296 1296; 9 1.2 1291 1291; 10 1.4 1291 1291; 11 1.1 1291 1291; 12 1.2 1135 1135; 13 1.1 1135 1135') }],
  ['practice-append-loop/comprehension-sum', { items: 20000, shape: "a loop of nothing but out.append(i * 3)", byPython: figures('8 1.5 718 718; 9 1.5 713 714; 10 1.6 713 714; 11 1.1 791 791; 12 1.2 791 791; 13 1.2 791 791') }],
  ['practice-append-loop/comprehension-whole', { items: 20000, shape: "a loop of nothing but out.append(word)", byPython: figures('8 2.7 174 174; 9 2.3 169 169; 10 2.4 169 169; 11 1.4 169 169; 12 1.5 169 169; 13 1.6 169 169') }],
  ['practice-append-loop/extend', { items: 20000, shape: "loops over 100 items of nothing but out.append(word.upper())", byPython: figures('8 1.1 1297 1296; 9 1.1 1292 1296; 10 1.2 1292 1296; 11 0.88 1292 1296; 12 0.96 1136 1140; 13 0.91 1136 1140') }],
  ['practice-append-loop/extend-whole', { items: 20000, shape: "loops over 100 items of nothing but out.append(word)", byPython: figures('8 7.5 175 173; 9 7.3 170 173; 10 5.2 170 173; 11 2.3 170 173; 12 2.8 170 173; 13 2.6 170 173') }],
  ['practice-append-loop/filtered-whole', { items: 20000, shape: "a loop of nothing but if i > limit: out.append(i), true for half of them", byPython: figures('8 1.5 86 86; 9 1.3 83 83; 10 1.4 83 83; 11 1.2 83 83; 12 1.2 83 83; 13 1.2 83 83') }],
  ['practice-append-loop/lazy', { items: 20000, shape: "a loop over map(lambda word: word.upper(), words)", byPython: figures('8 1.3 0 0; 9 1.3 0 0; 10 1.3 0 0; 11 1.2 0 1; 12 1.3 0 0; 13 1.5 0 0') }],
  ['practice-append-loop/lazy-sum', { items: 20000, shape: "a loop over map(lambda i: i * 3, numbers)", byPython: figures('8 1.4 0 0; 9 1.5 0 0; 10 1.4 0 0; 11 1.3 0 0; 12 1.6 0 0; 13 1.7 0 0') }],
  ['practice-append-loop/list-whole', { items: 20000, shape: "a loop of nothing but out.append(word)", byPython: figures('8 17 174 156; 9 15 169 156; 10 15 169 156; 11 6.8 169 156; 12 7.4 169 156; 13 7 169 156') }],
  ['practice-append-loop/map', { items: 20000, shape: "a loop of nothing but out.append(word.upper())", byPython: figures('8 1.6 1296 1287; 9 1.6 1291 1291; 10 2.2 1291 1291; 11 1.1 1291 1291; 12 1 1135 1135; 13 0.94 1135 1135') }],
  ['practice-append-loop/map-lambda', { items: 20000, shape: "list(map(lambda word: word.upper(), words))", byPython: figures('8 1.4 1287 1296; 9 1.4 1291 1291; 10 1.7 1291 1291; 11 1.8 1291 1291; 12 2.1 1135 1135; 13 1.9 1135 1135') }],
  ['practice-append-loop/map-lambda-sum', { items: 20000, shape: "list(map(lambda i: i * 3, numbers))", byPython: figures('8 1.8 710 718; 9 1.9 714 714; 10 1.9 714 714; 11 2 792 791; 12 2 792 791; 13 2 792 791') }],
  ['practice-bind-local/append', { items: 50000, shape: "a loop of nothing but out.append(i)", byPython: figures('8 1.2 1757 1757; 9 1.2 1794 1794; 10 1.2 1794 1794; 11 0.84 1988 1988; 12 0.96 1988 1988; 13 0.9 1988 1988') }],
  ['practice-bind-local/method', { items: 50000, shape: "a loop of nothing but counter.add(i), a method of one short line of Python", byPython: figures('8 1.1 0 0; 9 1.1 0 0; 10 1.1 0 0; 11 1 0 0; 12 0.99 0 0; 13 0.99 0 0') }],
  ['practice-bind-local/module-function', { items: 50000, shape: "a loop of nothing but total += math.sqrt(i)", byPython: figures('8 1.4 0 0; 9 1.4 0 0; 10 1.4 0 0; 11 1 0 0; 12 1 0 0; 13 1.1 0 0') }],
  ['practice-built-ins/largest', { items: 20000, shape: "a list of whole numbers in any order", byPython: figures('8 1.2 0 176; 9 1.1 0 156; 10 1.2 0 156; 11 0.98 0 156; 12 0.78 0 156; 13 0.89 0 156') }],
  ['practice-built-ins/number', { items: 20000, shape: "a loop that reads values[i] once", byPython: figures('8 1.2 0 0; 9 1.1 0 0; 10 1.2 0 0; 11 0.94 0 0; 12 0.95 0 0; 13 0.91 0 0') }],
  ['practice-built-ins/sum', { items: 20000, shape: "a list of whole numbers", byPython: figures('8 4.3 0 0; 9 4.4 0 0; 10 4.9 0 0; 11 4.2 0 0; 12 6.1 0 0; 13 5.7 0 0') }],
  ['practice-built-ins/tally', { items: 20000, shape: "50 words in any order", byPython: figures('8 2.3 4 6; 9 2.2 4 6; 10 2 4 6; 11 1.4 3 5; 12 1.4 3 5; 13 1.3 3 5') }],
  ['practice-evaluations/int', { items: 20000, shape: "a loop of nothing but if i < int(limit): found += 1", byPython: figures('8 3.3 0 0; 9 3.2 0 0; 10 3.6 0 0; 11 4 0 0; 12 3.5 0 0; 13 2.4 0 0') }],
  ['practice-evaluations/len', { items: 20000, shape: "while i < len(words): i += 1", byPython: figures('8 2.2 0 0; 9 2.2 0 0; 10 2.3 0 0; 11 1.8 0 0; 12 1.9 0 0; 13 1.6 0 0') }],
  ['practice-evaluations/lower', { items: 20000, shape: "a loop of nothing but if word == wanted.lower(): found += 1", byPython: figures('8 3.6 0 0; 9 3.4 0 0; 10 3.1 0 0; 11 2.6 0 0; 12 3.5 0 0; 13 3 0 0') }],
  ['practice-evaluations/strip', { items: 20000, shape: "a loop of nothing but if word == wanted.strip(): found += 1", byPython: figures('8 2.9 0 0; 9 2.6 0 0; 10 2.5 0 0; 11 1.9 0 0; 12 1.7 0 0; 13 1.8 0 0') }],
  ['practice-format/format', { items: 50000, shape: "'hello {} number {}'.format(name, i)", byPython: figures('8 1.7 0 0; 9 1.8 0 0; 10 1.9 0 0; 11 2.1 0 0; 12 1.9 0 0; 13 1.7 0 0') }],
  ['practice-format/format-one', { items: 50000, shape: "'hello {}, and welcome'.format(name)", byPython: figures('8 2.6 0 0; 9 2.7 0 0; 10 2.6 0 0; 11 3.1 0 0; 12 3.1 0 0; 13 2.8 0 0') }],
  ['practice-format/four', { items: 50000, shape: "'hello ' + name + ', and ' + name", byPython: figures('8 1.5 0 0; 9 1.5 0 0; 10 1.5 0 0; 11 1.7 0 0; 12 1.6 0 0; 13 1.8 0 0') }],
  ['practice-format/percent', { items: 50000, shape: "'hello %s number %s' % (name, i)", byPython: figures('8 1.3 0 0; 9 1.4 0 0; 10 1.5 0 0; 11 1.1 0 0; 12 1.1 0 0; 13 1.1 0 0') }],
  ['practice-format/percent-one', { items: 50000, shape: "'hello %s, and welcome' % (name,)", byPython: figures('8 1.9 0 0; 9 2.1 0 0; 10 2.1 0 0; 11 1.1 0 0; 12 1.2 0 0; 13 1.1 0 0') }],
  ['practice-format/pieces', { items: 50000, shape: "a text and two += of a text that is there", byPython: figures('8 1.3 0 0; 9 1.3 0 0; 10 1.4 0 0; 11 1.3 0 0; 12 1.2 0 0; 13 1.3 0 0') }],
  ['practice-format/pieces-join', { items: 50000, shape: "a text and two += of a text that is there", byPython: figures('8 0.48 0 0; 9 0.52 0 0; 10 0.52 0 0; 11 0.64 0 0; 12 0.55 0 0; 13 0.6 0 0') }],
  ['practice-format/pieces-made', { items: 50000, shape: "'From: ' + name + '\\n' and two += of a text that is there", byPython: figures('8 2.1 0 0; 9 2.1 0 0; 10 2.2 0 0; 11 2.3 0 0; 12 2.3 0 0; 13 2.4 0 0') }],
  ['practice-format/plus', { items: 50000, shape: "'hello ' + name + ' number ' + str(i)", byPython: figures('8 1.9 0 0; 9 1.8 0 0; 10 1.8 0 0; 11 1.4 0 0; 12 1.4 0 0; 13 1.4 0 0') }],
  ['practice-format/three', { items: 50000, shape: "'hello ' + name + ', and welcome'", byPython: figures('8 1.3 0 0; 9 1.3 0 0; 10 1.3 0 0; 11 1.4 0 0; 12 1.4 0 0; 13 1.5 0 0') }],
  ['practice-format/two', { items: 50000, shape: "'hello ' + name", byPython: figures('8 0.96 0 0; 9 0.98 0 0; 10 0.96 0 0; 11 1 0 0; 12 0.97 0 0; 13 0.91 0 0') }],
  ['practice-format/two-number', { items: 50000, shape: "'number ' + str(i)", byPython: figures('8 1.6 0 0; 9 1.6 0 0; 10 1.5 0 0; 11 1 0 0; 12 0.97 0 0; 13 1 0 0') }],
  ['practice-join/append-call', { items: 200, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.93 1 15; 9 0.99 1 15; 10 1 1 15; 11 1.2 1 15; 12 1.2 1 13; 13 1.3 1 13') }],
  ['practice-join/append-fstring', { items: 200, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.94 5 25; 9 1.1 5 25; 10 1 5 25; 11 1.4 5 25; 12 1.4 5 24; 13 1.4 5 24') }],
  ['practice-join/append-sum', { items: 200, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.93 5 25; 9 1.1 5 25; 10 1 5 25; 11 1.7 5 25; 12 1.4 5 24; 13 1.4 5 24') }],
  ['practice-join/append-two', { items: 200, shape: "a loop of text += line and text += '\\n'", byPython: figures('8 0.96 5 13; 9 1.2 5 13; 10 1.1 5 13; 11 1.8 5 13; 12 1.7 5 13; 13 2.2 5 13') }],
  ['practice-join/append-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 0.99 5 11; 9 1.3 5 11; 10 1.2 5 11; 11 1.8 5 11; 12 1.6 5 11; 13 2.2 5 11') }],
  ['practice-join/comprehension-call', { items: 200, shape: "a loop of nothing but text += str(number)", byPython: figures('8 1.2 1 15; 9 1.3 1 15; 10 1.3 1 15; 11 1.2 1 15; 12 1.2 1 13; 13 1.3 1 13') }],
  ['practice-join/comprehension-fstring', { items: 200, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 1.3 5 25; 9 1.5 5 25; 10 1.3 5 25; 11 1.5 5 25; 12 1.4 5 24; 13 1.5 5 24') }],
  ['practice-join/comprehension-sum', { items: 200, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 1.3 5 25; 9 1.5 5 25; 10 1.4 5 25; 11 1.3 5 25; 12 1.4 5 24; 13 1.5 5 24') }],
  ['practice-join/comprehension-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 2 5 11; 9 2.3 5 11; 10 2.1 5 11; 11 2 5 11; 12 2.1 5 11; 13 2.9 5 11') }],
  ['practice-join/items-whole', { items: 200, shape: "a loop of nothing but text += line", byPython: figures('8 8.7 5 9; 9 8.4 5 9; 10 9.6 5 9; 11 7.7 5 9; 12 8.2 5 9; 13 8.3 5 9') }],
  ['practice-join-many/append-call', { items: 200000, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.69 1172 13547; 9 0.7 1172 13500; 10 0.75 1172 13500; 11 0.73 1172 13500; 12 0.83 1172 11938; 13 0.86 1172 11938') }],
  ['practice-join-many/append-fstring', { items: 200000, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.38 15821 42844; 9 0.4 15821 42797; 10 0.42 15821 42797; 11 0.42 15821 42797; 12 0.48 15821 41234; 13 0.47 15821 41234') }],
  ['practice-join-many/append-sum', { items: 200000, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.36 15821 42844; 9 0.51 15821 42797; 10 0.51 15821 42797; 11 0.45 15821 42797; 12 0.47 15821 41234; 13 0.51 15821 41234') }],
  ['practice-join-many/append-two', { items: 200000, shape: "a loop of text += line and text += '\\n'", byPython: figures('8 0.66 15820 19130; 9 0.82 15820 19036; 10 1.1 15820 19036; 11 1.2 15820 19036; 12 1.1 15820 19036; 13 1.2 15820 19036') }],
  ['practice-join-many/append-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 0.61 15625 17258; 9 0.74 15625 17211; 10 0.91 15625 17211; 11 0.94 15625 17211; 12 0.84 15625 17211; 13 0.92 15625 17211') }],
  ['practice-join-many/comprehension-call', { items: 200000, shape: "a loop of nothing but text += str(number)", byPython: figures('8 0.85 1172 13547; 9 0.86 1172 13500; 10 0.86 1172 13500; 11 0.74 1172 13500; 12 0.91 1172 11938; 13 0.95 1172 11938') }],
  ['practice-join-many/comprehension-fstring', { items: 200000, shape: "a loop of nothing but text += f'{line}\\n'", byPython: figures('8 0.42 15821 42844; 9 0.56 15821 42797; 10 0.55 15821 42797; 11 0.43 15821 42797; 12 0.52 15821 41234; 13 0.53 15821 41234') }],
  ['practice-join-many/comprehension-sum', { items: 200000, shape: "a loop of nothing but text += line + '\\n'", byPython: figures('8 0.4 15821 42844; 9 0.58 15821 42797; 10 0.54 15821 42797; 11 0.44 15821 42797; 12 0.51 15821 41234; 13 0.53 15821 41234') }],
  ['practice-join-many/comprehension-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 0.81 15625 17258; 9 0.95 15625 17211; 10 1.1 15625 17211; 11 0.97 15625 17211; 12 0.85 15625 17211; 13 0.95 15625 17211') }],
  ['practice-join-many/items-whole', { items: 200000, shape: "a loop of nothing but text += line", byPython: figures('8 1.5 15625 15625; 9 1.6 15625 15625; 10 1.7 15625 15625; 11 1.4 15625 15625; 12 1.5 15625 15625; 13 1.5 15625 15625') }],
  ['practice-product/chain', { items: 300, shape: "ten lists of five, found = found + part", byPython: figures('8 0.88 1 1; 9 0.95 1 1; 10 0.96 1 1; 11 0.96 1 1; 12 0.98 1 1; 13 0.82 1 1') }],
  ['practice-product/extend', { items: 300, shape: "ten lists of five, found = found + part", byPython: figures('8 1.3 1 1; 9 1.4 1 1; 10 1.4 1 1; 11 1.9 1 1; 12 1.8 1 1; 13 1.5 1 1') }],
  ['practice-product/lists', { items: 300, shape: "for a in numbers: for b in numbers: total += a ^ b", byPython: figures('8 0.86 0 5; 9 0.89 0 5; 10 0.8 0 5; 11 0.81 0 5; 12 0.78 0 5; 13 0.78 0 5') }],
  ['practice-product/ranges', { items: 300, shape: "for a in range(n): for b in range(n): total += a ^ b", byPython: figures('8 0.93 0 7; 9 0.95 0 7; 10 0.94 0 7; 11 0.92 0 8; 12 0.97 0 8; 13 0.95 0 8') }],
  ['re-compile/compile', { items: 20000, shape: "re.compile(pattern).match(line)", byPython: figures('10 2.3 1 1; 11 2.2 2 2; 12 2 2 2; 13 2.1 2 2') }],
  ['re-compile/module', { items: 20000, shape: "re.match(pattern, line)", byPython: figures('10 2.3 1 1; 11 2.1 2 2; 12 2 2 2; 13 2.1 2 2') }],
]);
