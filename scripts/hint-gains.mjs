// Writes src/hints/measured-gains.ts from bench/hints/measured.json: the ratios that hints quote.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = new URL('../bench/hints/measured.json', import.meta.url);
const TARGET = new URL('../src/hints/measured-gains.ts', import.meta.url);

export function gainsModule(measured) {
  const rows = Object.entries(measured.cases)
    .filter(([id]) => !id.startsWith('practice-'))
    .flatMap(([id, { n, variants }]) =>
      Object.entries(variants).map(([variant, pythons]) => row(id, variant, n, pythons)),
    );
  return `// Generated from bench/hints/measured.json by scripts/hint-gains.mjs. Do not edit.

/** How many times faster the better form was, least and most over the Pythons that measured it. Below 1 it was slower. */
export type Gain = { readonly low: number; readonly high: number; readonly items: number; readonly pythons: string };

export const MEASURED_GAINS: ReadonlyMap<string, Gain> = new Map([
${rows.join('\n')}
]);
`;
}

function row(id, variant, n, pythons) {
  const ratios = Object.values(pythons).map(({ ratio }) => ratio);
  const versions = Object.keys(pythons).map((version) => version.split('.').slice(0, 2).join('.'));
  versions.sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]));
  const range = versions.length === 1 ? versions[0] : `${versions[0]} to ${versions.at(-1)}`;
  const key = variant === 'main' ? id : `${id}/${variant}`;
  return `  ['${key}', { low: ${Math.min(...ratios)}, high: ${Math.max(...ratios)}, items: ${n}, pythons: '${range}' }],`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, gainsModule(JSON.parse(readFileSync(SOURCE, 'utf8'))));
}
