import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

/** Names that somebody obeys: a terminal, Markdown, HTML, a spreadsheet, a shell, a format, `printf`, a reader's eye. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  'a title': '\x1b]0;owned\x07',
  'the clipboard': '\x1b]52;c;cm0gLXJm\x07',
  'a link of a terminal': '\x1b]8;;https://x.example\x1b\\click\x1b]8;;\x1b\\',
  'a colour and a clear': '\x1b[38;5;199m\x1b[2J',
  'a title by C1': '\x9d0;owned\x9c\x9b31m\x85',
  'delete, bell and tabs': '\x7f\x07\t\v\f\b\b\b',
  'a NUL': 'a\0b',
  'two lines': 'two\nlines',
  'lines that begin over': 'shown\r\nhidden\rover',
  'lines of Unicode': 'a\u2028b\u2029c',
  'text that is turned': '\u202etxet\u2066\u061c\u200f',
  'nothing to see': 'a\u200b\u200d\ufeff\u2060\u00adb',
  tags: 'a\u{e0041}\u{e007f}\ufe0f\u034fb',
  'no characters': 'a\ufffe\uffff\ufdd0\u{1fffe}b',
  'private characters': 'a\ue0b0\uf8ff\u{f0000}\u{10fffd}b',
  'a byte that is no UTF-8': 'caf\udce9',
  'a lone surrogate': 'half\ud83d',
  accents: `zalgo${'\u0301'.repeat(300)}`,
  'pipes of a table': 'a|b\\|c||',
  backticks: '`a`` ```b',
  'a code block': '\n```\n# heading\n- item',
  'a script': '<script>alert(1)</script>',
  'the end of a fold': '</code></summary></details><img src=x onerror=alert(1)>',
  'the end of text and data': ']]></text></svg><!-- --> &lt;&#64;&quot;',
  'a link of Markdown': '[x](javascript:alert(1))![i](https://x.example/i.png)',
  'a link as such': 'https://x.example www.x.example a@b.example',
  'a mention': '@octocat #1 GH-1',
  emphasis: '**a** __b__ ~~c~~ *d*',
  'a formula': "=cmd|'/c calc'!A0",
  'formulas of a spreadsheet': '+1;-1;@SUM(A1);=1',
  'a record of CSV': 'a","b\r\n"c',
  quotes: `"a" 'b'`,
  backslashes: '\\\\x1b\\',
  'an escape that is only text': '\\x1b[2J \\u202e',
  'a format': '%s%n%d {0} $HOME $(id)',
  'frames of a path': 'a;b 42',
  'a callgrind function': 'f\nfn=(1) g\ncalls=1 1\n1 999',
  'a node of a graph': '"]; evil [label="x"]; "a" -> "b',
  'an escape of dot': '\\N\\G\\l {a|b} <b>',
  'a Mermaid graph': 'end"]\nclick A "https://x.example"\n%%{init: {}}%%',
  'a number in parentheses': '(5)',
  blanks: '  a  b  ',
  'an option': '--output=/tmp/x',
  'many characters': 'x'.repeat(5000),
  nothing: '',
};

/** A function of each name, in a file of the same name; each calls the next. */
export function tableOfHostileNames(): ProfileTable {
  const names = Object.values(HOSTILE_NAMES);
  const builder = new ProfileBuilder();
  const keyOf = (at: number): [string, number, string] => [`/srv/${names[at]}.py`, at + 1, names[at] ?? ''];
  const timesOf = (at: number) => ({ ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: (names.length - at) / 2 });
  for (const at of names.keys()) builder.setRow(...keyOf(at), timesOf(at));
  for (const at of names.keys()) {
    if (at > 0) builder.setEdge(...keyOf(at - 1), timesOf(at), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}
