import { basename } from 'node:path';

/** How editors are told the line. */
type LineArguments = (path: string, line: number) => readonly string[];

const PLUS: LineArguments = (path, line) => [`+${line}`, path];
const COLON: LineArguments = (path, line) => [`${path}:${line}`];

type EditorFamily = { readonly names: readonly string[]; readonly args: LineArguments };

/** One that is not in here is given the file alone: `+12` could be a file to it. */
const FAMILIES: readonly EditorFamily[] = [
  {
    names: ['vi', 'vim', 'gvim', 'nvim', 'view', 'nano', 'pico', 'emacs', 'emacsclient', 'mg', 'jed', 'joe', 'ne'],
    args: PLUS,
  },
  { names: ['helix', 'hx', 'kak', 'micro', 'gedit'], args: PLUS },
  { names: ['code', 'codium', 'vscodium', 'cursor', 'windsurf'], args: (path, line) => ['-g', `${path}:${line}`] },
  { names: ['subl', 'zed', 'zeditor'], args: COLON },
  { names: ['pycharm', 'charm', 'idea'], args: (path, line) => ['--line', String(line), path] },
];

/**
 * The command that opens a file at a line, as words for a program without a shell between. `editor` is what `$VISUAL`
 * or `$EDITOR` holds, with arguments if it has some; null where its quotes do not close or it is empty.
 */
export function editorCommand(editor: string, path: string, line: number): readonly [string, ...string[]] | null {
  const [program, ...args] = splitWords(editor) ?? [];
  if (program === undefined) return null;
  // vim.basic, emacs-nox, code-insiders, subl.exe
  const name = basename(program).toLowerCase().split(/[.-]/)[0] ?? '';
  const family = FAMILIES.find(({ names }) => names.includes(name));
  return [program, ...args, ...(family?.args(path, line) ?? [path])];
}

/** A word of a shell: plain characters, `\x`, '...' and "..." in any mixture. */
const WORD = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/y;

/** The words of a command line, as a shell splits simple ones: quotes and backslashes, and nothing else. */
function splitWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at === text.length) return words;
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word === undefined) return null;
    words.push(unquoted(word));
    at += word.length;
  }
}

function unquoted(word: string): string {
  return word.replace(/\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs, (_all, escaped, single, double) => {
    if (escaped !== undefined) return String(escaped);
    return single !== undefined ? String(single) : String(double).replace(/\\(["\\$`])/g, '$1');
  });
}
