import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES, hintsWithSource } from './hint-fixtures.ts';

/** The levels at which a rule tells of a line of its bad program, whose text is another there; no line moves. */
function levelsOf(rule: string, line: number, old: string, other: string): readonly string[] {
  const source = readFileSync(join(FIXTURES, `hints/${rule}/bad.py`), 'utf8');
  expect(source.split(old).length).toBe(2);
  const { hints } = hintsWithSource(`hints/${rule}/bad-py313.prof`, source.replace(old, other));
  return hints.filter((hint) => hint.rule === rule && hint.lines.includes(line)).map(({ level }) => level);
}

const STEPS = [
  ['open-in-loop', 7, "output.write('%s\\n' % record)"],
  ['config-loop', 23, "found.append(config['job']['name'] + str(number))"],
  ['element-search', 17, `found.append(root.findall(f"item[name='name {key}']")[0].get('kind'))`],
  ['aggregate-in-loop', 14, 'parts.append(amount / sum(amounts))'],
] as const;

test.each(STEPS)('%s, line %d, is possible at most where others have the turn after its step', (rule, line, step) => {
  expect(levelsOf(rule, line, step, step)).not.toContain('possible');
  expect(levelsOf(rule, line, step, `${step}; (yield)`)).toEqual(['possible']);
  expect(levelsOf(rule, line, step, `${step}; yield from ()`)).toEqual(['possible']);
});

const LISTS = [
  ['environ-loop', 5, 'row in rows', "os.environ.get('PREFIX_OF_LABELS', 'row') + str(row)", ''],
  ['dir-again', 27, 'name in names', 'name', ' if not {name}.issubset(os.listdir(folder))'],
] as const;

test.each(LISTS)('%s, line %d, is possible at most where each item is handed out', (rule, line, walk, item, test) => {
  const list = `return [${item} for ${walk}${test}]`;
  expect(levelsOf(rule, line, list, list)).not.toContain('possible');
  expect(levelsOf(rule, line, list, `for ${walk}: yield ${item}${test === '' ? '' : `${test} else 0`}`)).toEqual([
    'possible',
  ]);
});

test('a list that the generator alone has is summed up as before', () => {
  const grown = 'found += 1';
  expect(levelsOf('aggregate-in-loop', 6, grown, `${grown}; yield price`)).toEqual(['confirmed']);
});
