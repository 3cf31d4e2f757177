// The decoder's numbers as numbers, and not by their names (`const { float: FLOAT } = CODE`). V8 runs the loops over a small
// dump uncompiled, and looks a variable up at each use.
import { readFileSync } from 'node:fs';

/** The files whose loops look at each byte of a dump. */
export const DECODER_LOOPS = /src[\\/]decode[\\/]usual-(?:reader|rows)\.ts$/;

const TABLES =
  readFileSync('src/decode/marshal-codes.ts', 'utf8') + readFileSync('src/decode/reference-table.ts', 'utf8');

export function inlineCodes(code) {
  const numbers = new Map([['FLAG_REF', /^export const FLAG_REF = (\w+);$/m.exec(TABLES)[1]]]);
  const rest = code.replace(/^const \{([^}]+)\} = (CODE|KIND);$/gm, (_text, names, table) => {
    const body = new RegExp(`^export const ${table} = \\{([^}]+)\\}`, 'm').exec(TABLES)[1];
    const values = new Map([...body.matchAll(/(\w+): (\w+),? /g)].map(([, name, value]) => [name, value]));
    for (const [, name, local] of names.matchAll(/(\w+): (\w+)/g)) numbers.set(local, values.get(name));
    return '';
  });
  return rest.replace(/^(?!import).*$/gm, (line) => line.replace(/\b[A-Z]\w+\b/g, (name) => numbers.get(name) ?? name));
}
