// What py-ast 1.16.0 refuses and Python allows, mended in its text: the build and the tests read the parser through here.
// An update of py-ast that has mended one of them itself stops both, and names the row, which may then go.
import { QUICKER } from './parser-quicker.mjs';

/** Old text, new text, and how often the old one stands there. */
const EDITS = [
  {
    what: 'match a, b:',
    times: 1,
    from: `      subject = this.parseTest();
      if (!this.check(TokenType.COLON)) {`,
    to: `      subject = this.parseTestListWithStar();
      if (!this.check(TokenType.COLON)) {`,
  },
  {
    what: 'match a,:',
    times: 1,
    from: `!this.check(TokenType.RBRACE) && !this.check(TokenType.EQUAL)) {
        elts.push(this.parseTestOrStarred());`,
    to: `!this.check(TokenType.RBRACE) && !this.check(TokenType.EQUAL) && !this.check(TokenType.COLON)) {
        elts.push(this.parseTestOrStarred());`,
  },
  {
    what: 'case a, *rest:',
    times: 1,
    from: `        const pattern = this.parsePattern();
        let guard;`,
    to: `        const first = this.peek();
        let pattern = this.parsePattern();
        if (pattern.nodeType === "MatchStar" || this.check(TokenType.COMMA)) {
          const patterns = [pattern];
          while (this.match(TokenType.COMMA) && !this.check(TokenType.COLON) && !this.check(TokenType.IF)) {
            patterns.push(this.parsePattern());
          }
          const { end_lineno, end_col_offset } = this.previous();
          const { lineno, col_offset } = first;
          pattern = { nodeType: "MatchSequence", patterns, lineno, col_offset, end_lineno, end_col_offset };
        }
        let guard;`,
  },
  {
    what: 'case "a" "b":',
    times: 1,
    from: `      const value = this.parseString(token.value);
      return {
        nodeType: "MatchValue",`,
    to: `      let value = this.parseString(token.value);
      while (this.match(TokenType.STRING)) value += this.parseString(this.previous().value);
      return {
        nodeType: "MatchValue",`,
  },
  {
    what: 'case {**rest,}:',
    times: 1,
    from: `              "Expected name after '**'"
            ).value;
            break;`,
    to: `              "Expected name after '**'"
            ).value;
            this.match(TokenType.COMMA);
            break;`,
  },
  {
    what: '{x async for x in y} and {k: v async for k, v in y}',
    times: 2,
    from: `      if (this.match(TokenType.FOR)) {
        const generators = this.parseComprehensionsAfterFor();`,
    to: `      if (this.check(TokenType.FOR) || this.check(TokenType.ASYNC)) {
        const generators = this.parseComprehensions();`,
  },
  {
    what: 'f(x async for x in y)',
    times: 1,
    from: `    if (this.check(TokenType.FOR)) {
      this.advance();
      const generators = this.parseComprehensionsAfterFor();`,
    to: `    if (this.check(TokenType.FOR) || this.check(TokenType.ASYNC)) {
      const generators = this.parseComprehensions();`,
  },
  {
    // Python 3.14 (PEP 758), also of `except*`
    what: 'except A, B:',
    times: 2,
    from: `          type = this.parseTest();
          if (this.match(TokenType.AS)) {`,
    to: `          type = this.parseTestListWithStar();
          if (this.match(TokenType.AS)) {`,
  },
  {
    what: 'del a,',
    times: 1,
    from: `      while (this.match(TokenType.COMMA)) {
        targets.push(this.parseExpr());
      }
      for (const target of targets) {`,
    to: `      while (this.match(TokenType.COMMA)) {
        if (this.check(TokenType.NEWLINE) || this.check(TokenType.SEMI) || this.isAtEnd()) break;
        targets.push(this.parseExpr());
      }
      for (const target of targets) {`,
  },
];

/** The file of py-ast that is loaded. */
export const PARSER_FILE = /py-ast[/\\]dist[/\\]index\.esm\.js$/;

/** The text of that file with all edits; throws where one does not fit. */
export function editParser(text) {
  return applyEdits(mendParser(text), QUICKER, 'parser-quicker.mjs');
}

/** The same as slow as it was. */
export function mendParser(text) {
  return applyEdits(text, EDITS, 'parser-edits.mjs');
}

function applyEdits(text, edits, file) {
  return edits.reduce((code, { what, times, from, to }) => {
    const parts = code.split(from);
    if (parts.length - 1 === times) return parts.join(to);
    const found = `found ${parts.length - 1} times and not ${times}`;
    throw new Error(`py-ast has changed: the edit for \`${what}\` in scripts/${file} was ${found}`);
  }, text);
}
