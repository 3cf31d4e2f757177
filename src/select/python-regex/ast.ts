/** The same tree as CPython's re._parser builds, so that its checks and its quirks can be followed. */
export type PatternNode =
  | { readonly kind: 'literal'; readonly code: number; readonly negated: boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly items: readonly SetItem[]; readonly negated: boolean }
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | { readonly kind: 'reference'; readonly group: number }
  | RepeatNode
  | GroupNode
  | { readonly kind: 'atomic'; readonly body: PatternNodes }
  | LookNode
  | { readonly kind: 'branch'; readonly choices: readonly PatternNodes[] }
  | ConditionalNode;

export type PatternNodes = readonly PatternNode[];

export type SetNode = Extract<PatternNode, { kind: 'set' }>;

export type Anchor = 'start' | 'end' | 'string-start' | 'string-end' | 'boundary' | 'not-boundary';

export type Category = 'digit' | 'not-digit' | 'space' | 'not-space' | 'word' | 'not-word';

export type SetItem =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'category'; readonly category: Category };

export type RepeatNode = {
  readonly kind: 'repeat';
  readonly mode: 'greedy' | 'lazy' | 'possessive';
  readonly min: number;
  /** UNLIMITED for no limit. */
  readonly max: number;
  readonly body: PatternNodes;
};

export type GroupNode = {
  readonly kind: 'group';
  /** undefined for `(?:...)` and `(?i:...)`. */
  readonly index: number | undefined;
  readonly flags: FlagChange;
  readonly body: PatternNodes;
};

export type LookNode = {
  readonly kind: 'look';
  readonly behind: boolean;
  readonly negated: boolean;
  readonly body: PatternNodes;
};

type ConditionalNode = {
  readonly kind: 'conditional';
  readonly yes: PatternNodes;
  readonly no: PatternNodes;
};

/** A set of FLAG bits. */
export type Flags = number;

export type FlagChange = { readonly add: Flags; readonly remove: Flags };

export const NO_FLAG_CHANGE: FlagChange = { add: 0, remove: 0 };

export const FLAG = { i: 1, L: 2, m: 4, s: 8, x: 16, a: 32, t: 64, u: 128 } as const;

export function hasFlag(flags: Flags, flag: Flags): boolean {
  return (flags & flag) !== 0;
}

/** At most one of these flags holds: `(?u:...)` inside `(?a)` ends `a`. */
export const TYPE_FLAGS: Flags = FLAG.a | FLAG.L | FLAG.u;

export function changeFlags(flags: Flags, { add, remove }: FlagChange): Flags {
  const kept = add & TYPE_FLAGS ? flags & ~TYPE_FLAGS : flags;
  return (kept | add) & ~remove;
}

export function literalNode(code: number, negated = false): PatternNode {
  return { kind: 'literal', code, negated };
}

export function setOf(items: readonly SetItem[], negated = false): PatternNode {
  return { kind: 'set', items, negated };
}

/** CPython's MAXREPEAT: no count may reach it, and it stands for "no limit". */
export const UNLIMITED = 0xffff_ffff;

/** `(?:...)` without flags is only a pair of brackets: CPython puts its content in its place. */
export function isPlainGroup(node: PatternNode): node is GroupNode {
  return node.kind === 'group' && node.index === undefined && !(node.flags.add | node.flags.remove);
}

/** The sequences directly inside a node, in the order in which they are written. */
export function innerSequences(node: PatternNode): readonly PatternNodes[] {
  if (node.kind === 'branch') return node.choices;
  if (node.kind === 'conditional') return [node.yes, node.no];
  return 'body' in node ? [node.body] : [];
}
