// Sets what `hints` promises against what measure.py timed.
//
//     node bench/hints/savings/score.mjs [--program bin/pyprof-view.js] [--places] RESULTS [RESULTS ...]
//
// Of each place that has a hint with seconds: does the range hold the truth, and is its middle within a factor of two?
// A profile counts wall time, so what it promises is first brought to the part of it in which the program ran. The same
// is asked of the part of the program that it promises, which the load of the machine leaves as it is.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { program: { type: 'string', default: 'bin/pyprof-view.js' }, places: { type: 'boolean', default: false } },
});

const measured = positionals.flatMap((results) =>
  JSON.parse(readFileSync(join(results, 'measured.json'), 'utf8')).map((one) => ({ ...one, results })),
);

const print = (line) => process.stdout.write(`${line}\n`);

/** Less than that, or less than its own spread, is the machine's doing. */
const LEAST_MS = 0.5;
const timed = measured.filter(({ saved, spread }) => Math.abs(saved) * 1e3 >= LEAST_MS && spread <= Math.abs(saved));

const known = new Map();
function hintsOf(dump) {
  if (!known.has(dump)) {
    const text = execFileSync(process.execPath, [values.program, 'hints', dump, '--json', '--level', 'possible'], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    known.set(dump, JSON.parse(text).hints);
  }
  return known.get(dump);
}

const LEVELS = ['confirmed', 'likely', 'possible'];

/** How far a hint is from what is mended: 0 if one of its lines is one of those. Places of our own programs have no lines. */
function distance(hint, { function: name, rule, lines }) {
  const isOfFunction = hint.qualname === name || hint.qualname.endsWith(`.${name}`) || hint.function === name;
  if (rule !== null && hint.rule !== rule) return Number.POSITIVE_INFINITY;
  if (lines == null) return isOfFunction ? 0 : Number.POSITIVE_INFINITY;
  return Math.min(...hint.lines.flatMap((line) => lines.map((one) => Math.abs(line - one))));
}

const FARTHEST = 1;

/** The hints of a place: all that its surest rule says there, of which no other fix of the program is nearer. */
function hintsAt(place) {
  const rivals = timed.filter((one) => one !== place && one.dump === place.dump && one.results === place.results);
  const found = hintsOf(join(place.results, place.dump)).filter((hint) => {
    const far = distance(hint, place);
    const isNearest = place.lines == null || rivals.every((one) => distance(hint, one) >= far);
    return basename(hint.file) === place.program && hint.saving.unit !== 'bytes' && far <= FARTHEST && isNearest;
  });
  const [first] = found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.share - a.share);
  return place.lines == null ? found.slice(0, 1) : found.filter(({ rule }) => rule === first.rule);
}

const sum = (list) => list.reduce((all, one) => all + one, 0);

/** Whether a range holds the truth, and whether its middle is within a factor of two. */
function check(low, high, truth) {
  const middle = (low + high) / 2;
  return { isWithin: truth >= low && truth <= high, isClose: truth > 0 && middle / truth <= 2 && truth / middle <= 2 };
}

function judge(place) {
  const hints = hintsAt(place);
  const [hint] = hints;
  const isTold = hint !== undefined && hints.every(({ saving }) => saving.unit === 'seconds' && saving.high > 0);
  if (!isTold) return { ...place, hint, outcome: hint === undefined ? 'no hint' : 'no seconds' };
  const low = sum(hints.map(({ saving }) => saving.low)) * place.ran;
  const high = sum(hints.map(({ saving }) => saving.high)) * place.ran;
  const part = {
    low: sum(hints.map(({ saving }) => saving.ofProgram.low)),
    high: Math.min(1, sum(hints.map(({ saving }) => saving.ofProgram.high))),
    truth: place.saved / place.before,
  };
  return {
    ...place,
    ...{ hint, low, high, part, outcome: 'told' },
    ...check(low, high, place.saved),
    ofPart: check(part.low, part.high, part.truth),
  };
}

const judged = timed.map(judge);
const hundredths = (part) => (part * 100).toFixed(0);
const ms = (seconds) => (seconds * 1e3).toFixed(Math.abs(seconds) < 0.01 ? 1 : 0);

function percent(list, is) {
  return list.length === 0 ? '-' : `${Math.round((100 * list.filter(is).length) / list.length)} %`;
}

function summary(name, list) {
  const told = list.filter(({ outcome }) => outcome === 'told');
  const narrow = told.filter(({ low, high }) => low > 0 && high <= 6 * low);
  const counts = `${list.length} | ${list.filter(({ hint }) => hint !== undefined).length} | ${told.length} | ${narrow.length}`;
  const [within, close] = [percent(told, ({ isWithin }) => isWithin), percent(told, ({ isClose }) => isClose)];
  const parts = `${percent(told, ({ ofPart }) => ofPart.isWithin)} | ${percent(told, ({ ofPart }) => ofPart.isClose)}`;
  return `| ${name} | ${counts} | ${within} | ${close} | ${parts} |`;
}

if (values.places) {
  print(
    '| program | Python | function | rule | level | promised, ms | saved, ms | in range | within 2 | promised, % | saved, % | in range | within 2 |',
  );
  print('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const mark = (is) => (is ? 'yes' : 'no');
  for (const { program, python, function: name, hint, low, high, saved, before, outcome, part, ...checked } of judged) {
    const isTold = outcome === 'told';
    const range = isTold ? `${ms(low)} to ${ms(high)}` : outcome;
    const marks = isTold ? `${mark(checked.isWithin)} | ${mark(checked.isClose)}` : ' | ';
    const parts = isTold ? `${hundredths(part.low)} to ${hundredths(part.high)}` : '';
    const ofPart = isTold ? `${mark(checked.ofPart.isWithin)} | ${mark(checked.ofPart.isClose)}` : ' | ';
    const place = `${program} | ${python} | ${name} | ${hint?.rule ?? ''} | ${hint?.level ?? ''}`;
    print(`| ${place} | ${range} | ${ms(saved)} | ${marks} | ${parts} | ${hundredths(saved / before)} | ${ofPart} |`);
  }
  print('');
}
const programs = new Set(judged.map(({ program }) => program)).size;
print(
  `${timed.length} of ${measured.length} places could be timed (the others save less than the machine's noise), in ${programs} programs.\n`,
);
print(
  '| | places | with a hint | with seconds | not wider than 6 times | range holds the truth | middle within 2 times | range of the part holds it | its middle within 2 times |',
);
print('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const python of [...new Set(judged.map((one) => one.python))].sort()) {
  print(
    summary(
      python,
      judged.filter((one) => one.python === python),
    ),
  );
}
print(summary('all', judged));
for (const rule of [...new Set(judged.map(({ hint }) => hint?.rule ?? 'no hint'))].sort()) {
  print(
    summary(
      rule,
      judged.filter(({ hint }) => (hint?.rule ?? 'no hint') === rule),
    ),
  );
}
