import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeNode, FrameCode, ModuleCode } from '../../src/hints/code/module-code.ts';
import { PRACTICES } from '../../src/hints/practices.ts';
import type { Fix } from '../../src/hints/rule.ts';
import { RULES } from '../../src/hints/rules.ts';
import { lineOf } from '../../src/source/syntax.ts';
import { FIXTURES } from './hint-fixtures.ts';
import { moduleIn } from './program-code.ts';

const FOLDER = join(FIXTURES, 'hint-rewrites');

/** What of hints and practices is applied to each file of fixtures/hint-rewrites. */
const APPLIED: Readonly<Record<string, readonly string[]>> = {
  'append_loop.py': ['append-loop'],
  'built_ins.py': ['built-ins'],
  'bind_local.py': ['bind-local'],
  'calls.py': ['random-choice', 'dict-rebuild', 'quick-sibling', 'by-hand', 'sequence-matcher', 'slice-rest'],
  'evaluation.py': ['evaluation'],
  'generators.py': ['gen-any', 'gen-retain'],
  'join.py': ['join'],
  'nested_loops.py': ['nested-loops', 'list-plus'],
};

/** Of these rules nothing is said of a program for which their advice is none. */
const WALKED: readonly string[] =
  `gen-any gen-retain hoist-call made-again lru-cache dict-rebuild random-choice in-list slice-rest quick-sibling by-hand
  exc-flow recomputed char-loop sequence-matcher sort-in-loop`.split(/\s+/);

/** Of these only what is said of calls: the others are texts that grow by a sum, and functions of which the profile has to tell. */
const WALKED_FOR_CALLS: readonly string[] = ['call-again', 'str-concat-quad'];

const LEFT_TO_PROFILE = /^Keep (its|the) results/;

const LEFT_ALONE = 'left_alone.py';

type Advice = { readonly code: CodeNode; readonly fix?: Fix };

function adviceIn(module: ModuleCode, ids: readonly string[]): readonly Advice[] {
  const asked = [...PRACTICES, ...RULES].filter(({ id }) => ids.includes(id));
  return asked.flatMap(({ match }) => module.frames.flatMap((frame): readonly Advice[] => match(frame)));
}

/** The lines of a function of the file, and of what is defined in it. */
function outermost(frame: FrameCode): FrameCode {
  return frame.parent === null || frame.parent.node.nodeType === 'Module' ? frame : outermost(frame.parent);
}

/** The file with what is printed after in the place of what is printed before, the last lines first. */
function applyAll(lines: readonly string[], all: readonly Advice[]): readonly string[] {
  const inserted: { readonly at: number; readonly text: string }[] = [];
  const replaced = all.reduce((now: readonly string[], { code, fix }) => {
    const { before, after } = fix ?? {};
    if (before === undefined || after === undefined) return now;
    if (after.split('\n').every((line) => PLACED.test(line))) return replacePlaced(now, after);
    const [first = '', ...others] = after.split('\n');
    const loop = code.loops.at(-1);
    if (loop === undefined || !first.endsWith(BEFORE_LOOP)) return replace(now, code, before, after);
    inserted.push({ at: lineOf(loop) - 1, text: first.replace(BEFORE_LOOP, '') });
    const steps = before.includes('\n') ? [] : others.slice(0, -1);
    const at = lineOf(code.node) - 1;
    return steps.reduceRight(
      (lines: readonly string[], step) => lines.toSpliced(at, 0, indentOf(lines[at]) + step),
      replace(now, code, before, others.slice(steps.length).join('\n')),
    );
  }, lines);
  return inserted
    .sort((a, b) => b.at - a.at)
    .reduce((now: readonly string[], { at, text }) => now.toSpliced(at, 0, indentOf(now[at]) + text), replaced);
}

/** Each line of it says which line of the file it replaces, or stands behind. */
const PLACED = /^(.*) {2}# (after )?line (\d+)$/;

function replacePlaced(lines: readonly string[], after: string): readonly string[] {
  const placed = after.split('\n').map((line) => PLACED.exec(line));
  const first = indentOf(lines[Number(placed[0]?.[3]) - 1]);
  return placed.reduceRight((now: readonly string[], match) => {
    const [, text = '', behind, number] = match ?? [];
    const at = Number(number) - 1;
    if (behind !== undefined) return now.toSpliced(at + 1, 0, first + text);
    return now.with(at, indentOf(now[at]) + text);
  }, lines);
}

const BEFORE_LOOP = '  # before the loop';

function indentOf(line: string | undefined): string {
  return /^ */.exec(line ?? '')?.[0] ?? '';
}

function replace(lines: readonly string[], code: CodeNode, before: string, after: string): readonly string[] {
  const at = lineOf(code.node) - 1;
  const indent = indentOf(lines[at]);
  const moved = (text: string): string => text.replaceAll('\n', `\n${indent}`);
  const [head = '', rest] = before.split(REST);
  const [newHead = '', newRest] = after.split(REST);
  const size = head.split('\n').length;
  const block = lines.slice(at, at + size).join('\n');
  expect(block).toContain(moved(head));
  const replaced = block.replace(moved(head), () => moved(newHead)).split('\n');
  const kept = lines.slice(at + size);
  if (rest === undefined || newRest === undefined) return [...lines.slice(0, at), ...replaced, ...kept];
  const end = kept.findIndex((line) => !line.startsWith(`${indent} `));
  const out = indentOf(before.split('\n').at(-1)).length - indentOf(after.split('\n').at(-1)).length;
  return [...lines.slice(0, at), ...replaced, ...kept.slice(0, end).map((line) => line.slice(out)), ...kept.slice(end)];
}

/** Places of which the same is said with lines are one. */
function placeOf({ code, fix }: Advice): string {
  const isPlaced = PLACED.test(fix?.after?.split('\n').at(-1) ?? '');
  return `${isPlaced ? '' : lineOf(code.node)} ${fix?.after}`;
}

/** What stands for the body of a loop. */
const REST = /\n *\.\.\.$/;

/** The functions of a file by their names: their lines without the first. */
function bodiesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const parts = lines.join('\n').split(/^(?=def |class )/m);
  return new Map(
    parts.map((part) => [/^\w+ (\w+)/.exec(part)?.[1] ?? '', part.slice(part.indexOf('\n')).trim()] as const),
  );
}

describe.each(Object.entries(APPLIED))('%s', (file, ids) => {
  const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  const module = moduleIn(lines.join('\n'));
  const advice = adviceIn(module, ids);
  const bodies = bodiesOf(lines);
  const names = [...bodies.keys()].filter((name) => name !== '' && !name.endsWith('_after'));

  test.each(names)('%s', (name) => {
    const own = advice.filter(({ code }) => outermost(code.frame).scope.name === name);
    const once = new Map(own.map((one) => [placeOf(one), one] as const));
    const applied = [...once.values()].sort((a, b) => lineOf(b.code.node) - lineOf(a.code.node));
    expect(bodiesOf(applyAll(lines, applied)).get(name)).toBe(bodies.get(`${name}_after`) ?? bodies.get(name));
  });

  test('of each function that has another form the other is shown', () => {
    expect([...bodies.keys()].filter((name) => name.endsWith('_after') && !bodies.has(name.slice(0, -6)))).toEqual([]);
    expect([...bodies.keys()].some((name) => name.endsWith('_after'))).toBe(true);
  });
});

test('nothing is advised where the program would be another', () => {
  const module = moduleIn(readFileSync(join(FOLDER, LEFT_ALONE), 'utf8'));
  const advice = adviceIn(module, WALKED);
  const calls = adviceIn(module, WALKED_FOR_CALLS);
  const all = [...advice, ...calls.filter(({ code }) => code.node.nodeType === 'Call')].filter(
    ({ fix }) => !LEFT_TO_PROFILE.test(fix?.text ?? ''),
  );
  expect(module.frames.length).toBeGreaterThan(60);
  expect(all.map(({ code, fix }) => [code.frame.scope.qualname, fix?.text])).toEqual([]);
});

test('each file of programs is asked', () => {
  const other = ['prove.py', LEFT_ALONE];
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.py') && !other.includes(name));
  expect(Object.keys(APPLIED).sort()).toEqual(files.sort());
});
