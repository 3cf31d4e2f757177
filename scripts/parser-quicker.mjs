// Where py-ast takes its time, written so that the same tree comes of it in a third: it takes texts character by character, and
// goes down fifteen levels of operators for each operand.

/** Without comments, which we never ask for, no token has to be skipped. */
const TOKENS = [
  {
    what: 'check',
    times: 1,
    from: `    if (this.isAtEnd()) return false;
    const token = this.peek();
    return token.type === type;`,
    to: '    return this.tokens[this.current].type === type;',
  },
  {
    what: 'match',
    times: 1,
    from: `  match(...types) {
    for (const type of types) {
      if (this.check(type)) {
        this.advance();
        return true;
      }
    }
    return false;
  }`,
    to: `  match(a, b, c, d, e) {
    const { type } = this.tokens[this.current];
    if (type !== a && type !== b && type !== c && type !== d && type !== e) return false;
    this.current++;
    return true;
  }`,
  },
  {
    what: 'peek',
    times: 1,
    from: '    let currentIndex = this.current;\n',
    to: '    if (!this.includeComments) return this.tokens[this.current];\n    let currentIndex = this.current;\n',
  },
];

/** An operand with no operator behind it is taken at once; one with an operator is kept for the level that asks for it. */
const OPERANDS = [
  {
    what: 'the operands of or, and, not and comparisons',
    times: 1,
    from: `  parseOrTest() {
`,
    to: `  operandBefore(operators) {
    const at = this.current;
    if (NO_OPERAND.has(this.tokens[at].type)) return null;
    const operand = this.parseAtomWithTrailers();
    if (!operators.has(this.tokens[this.current].type)) return operand;
    this.kept = operand;
    this.keptAt = at;
    this.keptEnd = this.current;
    this.current = at;
    return null;
  }
  parseOrTest() {
    const operand = this.operandBefore(OPERATORS);
    if (operand !== null) return operand;
`,
  },
  {
    what: 'the operands of all other operators',
    times: 1,
    from: '    return this.parseOrExpr();',
    to: '    return this.operandBefore(BINARY) ?? this.parseOrExpr();',
  },
  {
    what: 'an operand that was kept',
    times: 1,
    from: '    const parenStart = this.check(TokenType.LPAR) ? this.peek() : null;\n',
    to: `    if (this.keptAt === this.current) {
      this.keptAt = -1;
      this.current = this.keptEnd;
      return this.kept;
    }
    const parenStart = this.check(TokenType.LPAR) ? this.peek() : null;
`,
  },
  {
    what: 'no operand kept at first',
    times: 1,
    from: '    this.current = 0;\n    this.lastNonCommentTokenLine = 0;\n',
    to: '    this.current = 0;\n    this.kept = null;\n    this.keptAt = this.keptEnd = -1;\n    this.lastNonCommentTokenLine = 0;\n',
  },
  {
    what: 'operators',
    times: 1,
    from: 'class Parser {\n',
    to: `const NO_OPERAND = new Set("LAMBDA NOT AWAIT PLUS MINUS TILDE".split(" "));
const BINARY = new Set("VBAR CIRCUMFLEX AMPER LEFTSHIFT RIGHTSHIFT PLUS MINUS STAR AT SLASH DOUBLESLASH PERCENT DOUBLESTAR".split(" "));
const LOAD = { nodeType: "Load" };
const OPERATORS = new Set([...BINARY, ..."OR AND COLONEQUAL LESS GREATER EQEQUAL GREATEREQUAL LESSEQUAL NOTEQUAL IN IS NOT".split(" ")]);
class Parser {
`,
  },
];

/** What `take` takes is ASCII in one line: as many columns as characters. All else goes the old way. */
const LEXER = [
  {
    what: 'take',
    times: 1,
    from: '  scanToken() {\n    const c = this.peek();\n',
    to: `  take(pattern) {
    const from = this.position.index;
    pattern.lastIndex = from;
    if (!pattern.test(this.source)) return "";
    this.position.index = pattern.lastIndex;
    this.position.column += pattern.lastIndex - from;
    return this.source.slice(from, pattern.lastIndex);
  }
  begin() {
    const { begun, position } = this;
    begun.line = position.line;
    begun.column = position.column;
    return begun;
  }
  scanToken() {
    const { source, position } = this;
    for (let code = source.charCodeAt(position.index); !this.atLineStart && (code === 32 || code === 9); ) {
      position.column++;
      code = source.charCodeAt(++position.index);
    }
    const c = this.peek();
    if (c === "") return;
`,
  },
  {
    what: 'patterns',
    times: 1,
    from: 'class Lexer {\n',
    to: `const SPACES = / +/y;
const WORD = /[A-Za-z0-9_]+/y;
const REST = /[^\\n\\x80-\\uffff]+/y;
const TEXT = /[^"'\\\\\\n{}\\x80-\\uffff]+/y;
class Lexer {
`,
  },
  {
    what: 'indentation',
    times: 1,
    from: '    let indent = 0;\n',
    to: '    let indent = this.take(SPACES).length;\n',
  },
  {
    // where the token began is asked when it ends, and no other begins before: one place for all
    what: 'beginnings',
    times: 9,
    from: '    const start = { ...this.position };\n',
    to: '    const start = this.begin();\n',
  },
  {
    what: 'a place for beginnings',
    times: 1,
    from: '    this.source = source.replace(/\\r\\n?/g, "\\n");\n',
    to: '    this.source = source.replace(/\\r\\n?/g, "\\n");\n    this.begun = { line: 1, column: 0 };\n    this.commentAt = -1;\n',
  },
  {
    what: 'comments',
    times: 1,
    from: '    this.advance();\n    let value = "#";\n',
    to: '    let value = this.take(REST);\n',
  },
  {
    what: 'comments without a token',
    times: 1,
    from: '    this.addTokenAt("COMMENT" /* COMMENT */, value, start);\n',
    to: '    this.commentAt = this.tokens.length;\n',
  },
  {
    what: 'a comment at the end',
    times: 1,
    from: '    if (lastToken && lastToken.type !== "NEWLINE" /* NEWLINE */) {\n',
    to: '    if (this.commentAt === this.tokens.length || (lastToken && lastToken.type !== "NEWLINE")) {\n',
  },
  {
    what: 'no tokens of comments to be left out',
    times: 1,
    from: `    if (!this.includeComments) {
      this.tokens = this.tokens.filter(
        (token) => token.type !== TokenType.COMMENT
      );
    }
`,
    to: '',
  },
  {
    what: 'texts',
    times: 3,
    from: `    while (this.position.index < this.source.length) {
      const c = this.peek();
      if (c === "\\\\") {`,
    to: `    while (this.position.index < this.source.length) {
      value += this.take(TEXT);
      const c = this.peek();
      if (c === "") break;
      if (c === "\\\\") {`,
  },
  {
    what: 'words',
    times: 1,
    from: '    let value = "";\n    while (this.position.index < this.source.length && (this.isAlphaNumeric(this.peek())',
    to: '    let value = this.take(WORD);\n    while (this.position.index < this.source.length && (this.isAlphaNumeric(this.peek())',
  },
  {
    what: 'prefixes',
    times: 1,
    from: `this.isStringPrefix(value) && (this.peek() === '"' || this.peek() === "'")`,
    to: `(this.peek() === '"' || this.peek() === "'") && this.isStringPrefix(value)`,
  },
  {
    what: 'letters',
    times: 1,
    from: '    return /^\\p{ID_Start}$/u.test(c);',
    to: '    return c >= "a" && c <= "z" || c >= "A" && c <= "Z" || c > "\\x7f" && /^\\p{ID_Start}$/u.test(c);',
  },
  {
    what: 'letters and digits',
    times: 1,
    from: '    return /^\\p{ID_Continue}$/u.test(c);',
    to: '    return this.isDigit(c) || this.isAlpha(c) || c > "\\x7f" && /^\\p{ID_Continue}$/u.test(c);',
  },
  {
    what: 'operators of one character',
    times: 1,
    from: '    const threeChar = this.source.slice(',
    to: `    if (!"*/<>=.".includes(this.peekNext())) {
      this.scanSingleCharOperator(c);
      return;
    }
    const threeChar = this.source.slice(`,
  },
];

const VALUES = [
  {
    what: 'what is read',
    times: 1,
    from: '    return { nodeType: "Load" };\n',
    to: '    return LOAD;\n',
  },
  {
    what: 'texts without escapes',
    times: 1,
    from: '  decodeEscapes(content, isBytes) {\n',
    to: '  decodeEscapes(content, isBytes) {\n    if (!content.includes("\\\\")) return content;\n',
  },
  {
    what: 'small numbers',
    times: 1,
    from: '    const big = BigInt(value);\n',
    to: '    if (value.length < 16) return Number(value);\n    const big = BigInt(value);\n',
  },
];

export const QUICKER = [...TOKENS, ...OPERANDS, ...LEXER, ...VALUES];
