import type { Token } from './tokens.ts';

/** The lines without comments and the insides of strings; a line that is entirely inside a string is blank. */
export function codeLines(lines: readonly string[], tokens: readonly (readonly Token[])[]): readonly string[] {
  return lines.map((line, at) => {
    let code = line;
    for (const { kind, start, end } of tokens[at] ?? []) {
      if (kind !== 'string' && kind !== 'comment') continue;
      const isBegun = kind === 'string' && !(start === 0 && endsInString(lines[at - 1], tokens[at - 1]));
      code = code.slice(0, start) + (isBegun ? '"' : ' ').repeat(end - start) + code.slice(end);
    }
    return code;
  });
}

function endsInString(line: string | undefined, tokens: readonly Token[] | undefined): boolean {
  const last = tokens?.at(-1);
  return line !== undefined && (line === '' || (last?.kind === 'string' && last.end === line.length));
}

/** How many more brackets a line opens than it closes. */
export function bracketsIn(line: string): number {
  let depth = 0;
  for (const character of line) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return depth;
}

/** As CPython's tokenizer counts: a tab goes to the next multiple of eight, a form feed begins the line anew. */
export function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column++;
    else if (character === '\t') column = (Math.floor(column / 8) + 1) * 8;
    else if (character === '\f') column = 0;
    else break;
  }
  return column;
}
