/** A word of a shell: plain characters, `\x`, '...' and "..." in any mixture. */
const WORD = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/y;

/** The words of a command line, as a shell splits simple ones: quotes and backslashes, and nothing else. */
export function splitWords(text: string): readonly string[] | null {
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
