import type { Expression, NodeOf } from '../source/syntax.ts';
import { freeName } from './code/free-name.ts';
import type { FrameCode } from './code/module-code.ts';
import { givenText, sourceText } from './code/source-text.ts';
import { importLine } from './code/values/made-at.ts';
import { keptFunction } from './fix-kept.ts';
import type { Fix } from './rule.ts';

/** Of more than one pattern; the number is `re._MAXCACHE` of CPython 3.6 to 3.13. */
export const KEEP_THEM: Fix = {
  text: "Keep the compiled patterns yourself, by pattern: re's own cache holds only the last 512.",
};

/** A pattern that is looked up each time, compiled once; of several, each by its own look-up. */
export function fixOfPattern(call: NodeOf<'Call'>, name: string, isOne: boolean, frame: FrameCode): Fix | undefined {
  const [pattern] = call.args;
  const written = isOne && pattern !== undefined ? fixOfWritten(call, pattern, name, frame) : undefined;
  const text = isOne ? KEPT_ONE : KEEP_THEM.text;
  return written ?? fixByPattern(text, call, name, frame) ?? (isOne ? undefined : KEEP_THEM);
}

const KEPT_ONE = "Ask a cache of your own, which is one look-up in C: re's is several calls in Python.";

/** `compiled(pattern).search(line)`: flags go to the pattern. */
function fixByPattern(text: string, call: NodeOf<'Call'>, name: string, frame: FrameCode): Fix | undefined {
  const [pattern, ...rest] = call.args;
  const compiled = keptFunction(
    { module: 're', name: 'compile' },
    ['compiled', 'pattern_of', 'compiled_pattern'],
    frame,
  );
  const isPlain = call.args.every(({ nodeType }) => nodeType !== 'Starred');
  const flags = call.keywords.map(({ value }) => `, ${givenText(value, frame)}`).join('');
  const isFlagged = call.keywords.every(({ arg }) => arg === 'flags');
  const before = sourceText(call, frame);
  if (compiled === undefined || pattern === undefined || !isPlain || !isFlagged || before.includes('\n'))
    return undefined;
  const [key, ...given] = [pattern, ...rest].map((one) => givenText(one, frame));
  if (name === 'compile') {
    return { text, before, after: `${compiled.made}\n${compiled.name}(${[key, ...given].join(', ')}${flags})` };
  }
  if (rest.length > (SAME_ARGUMENTS.get(name) ?? 0)) return undefined;
  return { text, before, after: `${compiled.made}\n${compiled.name}(${key}${flags}).${name}(${given.join(', ')})` };
}

/** Only a pattern that is written out can move to the top of the module as it stands. */
function fixOfWritten(call: NodeOf<'Call'>, pattern: Expression, name: string, frame: FrameCode): Fix | undefined {
  const before = sourceText(call, frame);
  if (pattern.nodeType !== 'Constant' || call.keywords.length > 0 || before.includes('\n')) return undefined;
  const text = 'Compile it once, at the top of the module.';
  const rest = call.args.slice(1);
  const given = rest.map((value) => sourceText(value, frame)).join(', ');
  const isSteady = rest.every((value) => value.nodeType !== 'Starred');
  const kept = freeName(['PATTERN', 'REGEX', 'COMPILED'], frame);
  if (kept === undefined) return undefined;
  if (name === 'compile') {
    const isFlags = rest.every((value) => /^re\.\w+( \| re\.\w+)*$/.test(sourceText(value, frame)));
    return isFlags ? { text, before, after: `${kept} = ${before}  # once\n${kept}` } : undefined;
  }
  if (!isSteady || rest.length > (SAME_ARGUMENTS.get(name) ?? 0)) return undefined;
  const made = `${importLine('re', frame)}${kept} = re.compile(${sourceText(pattern, frame)})  # once`;
  const after = `${made}\n${kept}.${name}(${given})`;
  return { text, before, after };
}

/** How many arguments behind the pattern mean the same to a compiled one: flags do not, they would be a position. */
const SAME_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['match', 1],
  ['fullmatch', 1],
  ['search', 1],
  ['findall', 1],
  ['finditer', 1],
  ['split', 2],
  ['sub', 3],
  ['subn', 3],
]);
