// Sets what `hints` promises against what measure.py timed.
//
//     node bench/hints/savings/score.mjs [--program bin/pyprof-view.js] [--places] RESULTS [RESULTS ...]
//
// Of each place that has a hint with seconds: does the range hold the truth, and is its middle within a factor of two?
// A profile counts wall time, so what it promises is first brought to the part of it in which the program ran.
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

/** The hint of a place: the surest of those of its function that speak of seconds, or else of none. */
function hintAt({ program, function: name, rule, lines, results, dump }) {
  const found = hintsOf(join(results, dump)).filter(
    (hint) =>
      basename(hint.file) === program &&
      (hint.qualname === name || hint.qualname.endsWith(`.${name}`) || hint.function === name) &&
      (rule === null || hint.rule === rule) &&
      hint.saving.unit !== 'bytes' &&
      (lines == null || hint.lines.some((line) => line >= lines[0] - 2 && line <= lines[1] + 2)),
  );
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.share - a.share)[0];
}

function judge(place) {
  const hint = hintAt(place);
  const isTold = hint !== undefined && hint.saving.unit === 'seconds' && hint.saving.high > 0;
  if (!isTold) return { ...place, hint, outcome: hint === undefined ? 'no hint' : 'no seconds' };
  const low = hint.saving.low * place.ran;
  const high = hint.saving.high * place.ran;
  const middle = (low + high) / 2;
  const isWithin = place.saved >= low && place.saved <= high;
  const isClose = place.saved > 0 && middle / place.saved <= 2 && place.saved / middle <= 2;
  return { ...place, hint, low, high, isWithin, isClose, outcome: 'told' };
}

const judged = timed.map(judge);
const ms = (seconds) => (seconds * 1e3).toFixed(Math.abs(seconds) < 0.01 ? 1 : 0);

function percent(list, is) {
  return list.length === 0 ? '-' : `${Math.round((100 * list.filter(is).length) / list.length)} %`;
}

function summary(name, list) {
  const told = list.filter(({ outcome }) => outcome === 'told');
  const narrow = told.filter(({ low, high }) => low > 0 && high <= 6 * low);
  const counts = `${list.length} | ${list.filter(({ hint }) => hint !== undefined).length} | ${told.length} | ${narrow.length}`;
  return `| ${name} | ${counts} | ${percent(told, ({ isWithin }) => isWithin)} | ${percent(told, ({ isClose }) => isClose)} |`;
}

if (values.places) {
  print('| program | Python | function | rule | level | promised, ms | saved, ms | in range | within 2 |');
  print('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { program, python, function: name, hint, low, high, saved, outcome, isWithin, isClose } of judged) {
    const range = outcome === 'told' ? `${ms(low)} to ${ms(high)}` : outcome;
    const marks = outcome === 'told' ? `${isWithin ? 'yes' : 'no'} | ${isClose ? 'yes' : 'no'}` : ' | ';
    print(
      `| ${program} | ${python} | ${name} | ${hint?.rule ?? ''} | ${hint?.level ?? ''} | ${range} | ${ms(saved)} | ${marks} |`,
    );
  }
  print('');
}
const programs = new Set(judged.map(({ program }) => program)).size;
print(
  `${timed.length} of ${measured.length} places could be timed (the others save less than the machine's noise), in ${programs} programs.\n`,
);
print(
  '| | places | with a hint | with seconds | not wider than 6 times | range holds the truth | middle within 2 times |',
);
print('| --- | --- | --- | --- | --- | --- | --- |');
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
