import type { NodeOf } from '../source/syntax.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';

/** A function of the standard library that does more than is needed, and what does only that. */
export type Slow = {
  /** How the source may call it, and the one name that a profile has for it. */
  readonly names: readonly string[];
  readonly callee: string;
  /** What else is called with it from the same place. */
  readonly also?: readonly string[];
  /** What all of them are called, where there are more. */
  readonly called?: string;
  /** So few calls are no habit. */
  readonly leastCalls: number;
  /** A call that takes less does not do what the sibling leaves out. */
  readonly leastPerCall?: number;
  /** Where each of several places has its part of the calls. */
  readonly leastShare?: number;
  readonly gain: string | null;
  readonly instead: string;
  /** A function of the same module that takes the same arguments. */
  readonly renamed?: string;
  readonly fits?: (code: CodeNode<NodeOf<'Call'>>, frame: FrameCode) => boolean;
  /** What goes where no ratio was measured, and how much of the calls at the least. */
  readonly whatRemains?: string;
  readonly leastGone?: number;
  /** Whether the sibling does, the data or the reader decides. */
  readonly most?: 'likely' | 'possible';
  /** Python 3 has it from this version on. */
  readonly since?: number;
  readonly after?: (call: NodeOf<'Call'>, frame: FrameCode) => string | undefined;
  readonly isAbout?: 'numbers' | 'threads';
};
