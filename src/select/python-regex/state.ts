import type { Flags, PatternNode, PatternNodes } from './ast.ts';
import { PatternSource } from './source.ts';
import { type Width, widthOf } from './width.ts';

/** Where the parser is; `nodes` and `verbose` change as it goes on. */
export type Sequence = {
  readonly nodes: PatternNode[];
  /** Blanks and `#` comments are skipped. */
  verbose: boolean;
  readonly depth: number;
  /** The first choice of the whole pattern: only here may `(?i)` stand. */
  readonly isFirst: boolean;
};

/** Groups hold choices and choices hold groups; so the group reader gets the rest of the parser here. */
type PartReaders = {
  /** `a|b|c`, up to the closing bracket or the end. */
  readonly choices: (state: ParserState, verbose: boolean, depth: number) => PatternNodes;
  /** One choice. */
  readonly sequence: (state: ParserState, sequence: Sequence) => PatternNodes;
};

/** What has been learnt so far about the pattern under the parser: CPython's re._parser.State. */
export class ParserState {
  readonly source: PatternSource;
  readonly read: PartReaders;
  /** The global flags, `(?i)` at the start. */
  flags: Flags = 0;
  /** Index 0 is the whole match, which no pattern can refer to. */
  readonly groupWidths: (Width | undefined)[] = [undefined];
  readonly groupNames: Map<string, number> = new Map();
  /** Inside a look-behind: how many groups there were where the outermost one began. */
  lookbehindGroups: number | undefined;
  /** Group numbers used by `(?(1)...)`, which may come before their group, and where. */
  readonly conditionalPositions: Map<number, number> = new Map();
  /** A construct we cannot say in JavaScript; reported only when CPython finds no error in the rest. */
  unsupportedConstruct: string | undefined;

  constructor(pattern: string, read: PartReaders) {
    this.read = read;
    this.source = new PatternSource(pattern);
  }

  openGroup(name: string | undefined): number {
    const index = this.groupWidths.push(undefined) - 1;
    if (name === undefined) return index;
    const first = this.groupNames.get(name);
    if (first !== undefined) {
      const message = `redefinition of group name '${name}' as group ${index}; was group ${first}`;
      throw this.source.error(message, Array.from(name).length + 1);
    }
    this.groupNames.set(name, index);
    return index;
  }

  closeGroup(index: number, body: PatternNodes): void {
    this.groupWidths[index] = widthOf(body, this.groupWidths);
  }

  isClosed(group: number): boolean {
    return this.groupWidths[group] !== undefined;
  }

  checkLookbehindGroup(group: number): void {
    if (this.lookbehindGroups === undefined) return;
    if (!this.isClosed(group)) throw this.source.error('cannot refer to an open group');
    if (group < this.lookbehindGroups) return;
    throw this.source.error('cannot refer to group defined in the same lookbehind subpattern');
  }
}
