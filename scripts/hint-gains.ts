import { readFileSync } from 'node:fs';

/** What bench/hints/measure.py wrote for one variant of one case on one Python. */
export type Measured = {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly ratio: number;
  readonly peakBeforeKiB: number;
  readonly peakAfterKiB: number;
};

export type MeasuredCase = {
  readonly n: number;
  /** By variant, then by version of Python. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, Measured>>>>;
  /** By variant: the code of which the figure is. Those that practices quote say it. */
  readonly shapes?: Readonly<Record<string, string>>;
};

export function measuredCases(): ReadonlyMap<string, MeasuredCase> {
  const text = readFileSync('bench/hints/measured.json', 'utf8');
  const { cases } = JSON.parse(text) as { readonly cases: Readonly<Record<string, MeasuredCase>> };
  return new Map(Object.entries(cases));
}

/** Versions in the order of their release. */
export function versionsOf(pythons: Readonly<Record<string, Measured>>): readonly string[] {
  return Object.keys(pythons).sort((a, b) => minorOf(a) - minorOf(b));
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

/** src/hints/measured-gains.ts: the ratios that hints quote. */
export function gainsModule(): string {
  const rows = [...measuredCases()]
    .filter(([id]) => !id.startsWith('practice-'))
    .flatMap(([id, { n, variants }]) =>
      Object.entries(variants).map(([variant, pythons]) => gainRow(id, variant, n, pythons)),
    );
  return `// Generated from bench/hints/measured.json by \`npm run generate\`. Do not edit.

/** How many times faster the better form was, least and most over the Pythons that measured it. Below 1 it was slower. */
export type Gain = { readonly low: number; readonly high: number; readonly items: number; readonly pythons: string };

export const MEASURED_GAINS: ReadonlyMap<string, Gain> = new Map([
${rows.join('\n')}
]);
`;
}

function gainRow(id: string, variant: string, n: number, pythons: Readonly<Record<string, Measured>>): string {
  const ratios = Object.values(pythons).map(({ ratio }) => ratio);
  const versions = versionsOf(pythons).map((version) => version.split('.').slice(0, 2).join('.'));
  const range = versions.length === 1 ? versions[0] : `${versions[0]} to ${versions.at(-1)}`;
  return `  ['${caseName(id, variant)}', { low: ${Math.min(...ratios)}, high: ${Math.max(...ratios)}, items: ${n}, pythons: '${range}' }],`;
}

/** src/hints/measured-practices.ts: what practices brought, by Python. */
export function practiceFiguresModule(): string {
  const rows = [...measuredCases()]
    .filter(([id]) => id.startsWith('practice-') || QUOTED_BY_PRACTICES.has(id))
    .flatMap(([id, { n, variants, shapes = {} }]) =>
      Object.entries(variants).flatMap(([variant, pythons]) => {
        const shape = shapes[variant];
        return shape === undefined || UNQUOTED.has(caseName(id, variant))
          ? []
          : [figureRow(caseName(id, variant), n, shape, pythons)];
      }),
    );
  return `// Generated from bench/hints/measured.json by \`npm run generate\`. Do not edit.

/** How many times faster the other form was, and the peaks of tracemalloc before and after, where they are worth a word; else 0. */
export type Figure = { readonly minor: number; readonly ratio: number; readonly peakKiB: readonly [number, number] };

/** A pair of forms: of that code (\`shape\`) with so many items, on the Pythons that measured it, the oldest first. */
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
${rows.join('\n')}
]);
`;
}

/** Cases of rules that also say what a practice brings. */
const QUOTED_BY_PRACTICES: ReadonlySet<string> = new Set(['re-compile', 'gen-retain']);

/** Those of which the page's tables alone tell. */
const UNQUOTED: ReadonlySet<string> = new Set(['practice-append-loop/map', 'practice-product/chain']);

/** So much less or more memory is worth a word. */
const LEAST_KIB = 16;
const LEAST_TIMES = 1.3;

function caseName(id: string, variant: string): string {
  return variant === 'main' ? id : `${id}/${variant}`;
}

function figureRow(name: string, n: number, shape: string, pythons: Readonly<Record<string, Measured>>): string {
  const figures = versionsOf(pythons).map((version) => {
    const { ratio, peakBeforeKiB, peakAfterKiB } = pythons[version]!;
    const [least, most] = [Math.min(peakBeforeKiB, peakAfterKiB), Math.max(peakBeforeKiB, peakAfterKiB)];
    const peaks = most < LEAST_KIB || most < LEAST_TIMES * least ? [] : [peakBeforeKiB, peakAfterKiB];
    return [minorOf(version), ratio, ...peaks].join(' ');
  });
  return `  ['${name}', { items: ${n}, shape: ${JSON.stringify(shape)}, byPython: figures('${figures.join('; ')}') }],`;
}
