import { basename } from 'node:path';
import { splitWords } from './split-words.ts';

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
