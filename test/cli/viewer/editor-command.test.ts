import { expect, test } from 'vitest';
import { editorCommand } from '../../../src/cli/viewer/editor-command.ts';

const FILE = '/srv/my app/a.py';

// As the manuals of the editors have it.
test.each([
  ['vi', ['vi', '+12', FILE]],
  ['/usr/bin/vim.basic', ['/usr/bin/vim.basic', '+12', FILE]],
  ['nvim', ['nvim', '+12', FILE]],
  ['nano', ['nano', '+12', FILE]],
  ['emacs -nw', ['emacs', '-nw', '+12', FILE]],
  ['emacsclient -t -a ""', ['emacsclient', '-t', '-a', '', '+12', FILE]],
  ['hx', ['hx', '+12', FILE]],
  ['kak', ['kak', '+12', FILE]],
  ['code --wait', ['code', '--wait', '-g', `${FILE}:12`]],
  ['code-insiders', ['code-insiders', '-g', `${FILE}:12`]],
  ['cursor', ['cursor', '-g', `${FILE}:12`]],
  ['codium', ['codium', '-g', `${FILE}:12`]],
  ['subl -w', ['subl', '-w', `${FILE}:12`]],
  ['zed --wait', ['zed', '--wait', `${FILE}:12`]],
  ['pycharm', ['pycharm', '--line', '12', FILE]],
  ['my-own-editor', ['my-own-editor', FILE]],
])('%s', (editor, words) => {
  expect(editorCommand(editor, FILE, 12)).toEqual(words);
});

// bash -c 'printf "[%s]" WORDS' splits the same.
test.each([
  [`"/opt/My Editor/vim" -c 'set nu'`, ['/opt/My Editor/vim', '-c', 'set nu']],
  [`/opt/My\\ Editor/vim`, ['/opt/My Editor/vim']],
  [`vim -c "say \\"hi\\" \\n"`, ['vim', '-c', 'say "hi" \\n']],
  [`vim  -c'a b'"c d"`, ['vim', '-ca bc d']],
  ['vim $(reboot) ; reboot', ['vim', '$(reboot)', ';', 'reboot']],
])('the words of %s are those of a shell, and none is obeyed', (editor, words) => {
  expect(editorCommand(editor, FILE, 12)?.slice(0, -2)).toEqual(words);
});

test.each(['', '   ', `vim "`, `vim '`, 'vim \\'])('%j is no command', (editor) => {
  expect(editorCommand(editor, FILE, 12)).toBeNull();
});
