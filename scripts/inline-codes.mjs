// The decoder's numbers as numbers, and not by their names (`const { float: FLOAT } = CODE`). V8 runs the loops over a small
// dump uncompiled, and looks a variable up at each use.
import { readFileSync } from 'node:fs';

/** The files whose loops look at each byte of a dump. */
export const DECODER_LOOPS = /src[\\/]decode[\\/]usual-(?:reader|rows)\.ts$/;

const TABLES =
  readFileSync('src/decode/marshal-codes.ts', 'utf8') + readFileSync('src/decode/reference-table.ts', 'utf8');

/** Throws where a number is not found: its name would stand for nothing when the program runs. */
export function inlineCodes(code) {
  const numbers = new Map([['FLAG_REF', find(/^export const FLAG_REF = (\w+);$/m, TABLES, 'FLAG_REF')]]);
  const rest = code.replace(/^const \{([^}]+)\} = (CODE|KIND);$/gm, (_text, names, table) => {
    const body = find(new RegExp(`^export const ${table} = \\{([^}]+)\\}`, 'm'), TABLES, table);
    for (const [, name, local] of names.matchAll(/(\w+): (\w+)/g)) {
      numbers.set(local, find(new RegExp(`\\b${name}: (\\w+)(?:,|\\s|$)`), body, `${table}.${name}`));
    }
    return '';
  });
  return rest.replace(/^(?!import).*$/gm, (line) => line.replace(NAME, (name) => numbers.get(name) ?? name));
}

/** Neither a property nor a part of a text. */
const NAME = /(?<![.\w'"`])[A-Z]\w+\b(?!['"`])/g;

function find(pattern, text, what) {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`inline-codes: ${what} is not written as it was`);
  return found;
}
