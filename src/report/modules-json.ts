import type { ModuleSum } from '../views/module-sums.ts';
import { countJson } from './function-json.ts';
import { JsonItems, textJson } from './json-text.ts';

const AT_ONCE = 512;
const INDENT = 2;

/** The time by file. As texts that are put together: objects for `JSON.stringify` take three times as long. */
export function modulesJson(sums: readonly ModuleSum[]): JsonItems {
  return new JsonItems(function* (margin) {
    const outer = margin.slice(0, -INDENT);
    for (let from = 0; from < sums.length; from += AT_ONCE) {
      const texts = sums.slice(from, from + AT_ONCE).map((sum) => `{${membersOf(sum, margin)}${outer}}`);
      yield Buffer.from(`${from === 0 ? '' : `,${outer}`}${texts.join(`,${outer}`)}`);
    }
  });
}

/** What is no number is null. */
function membersOf({ file, functions, tottime, ncalls }: ModuleSum, margin: string): string {
  const [time, calls] = [tottime, countJson(ncalls)].map((value) => JSON.stringify(value));
  return `${margin}"file": ${textJson(file)},${margin}"functions": ${functions},${margin}"tottime": ${time},${margin}"calls": ${calls}`;
}
