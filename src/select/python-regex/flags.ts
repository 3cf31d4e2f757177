import { lazyRegExp } from '../../text/lazily.ts';
import { FLAG, type FlagChange, type Flags, TYPE_FLAGS } from './ast.ts';
import type { PatternSource } from './source.ts';

const letter = lazyRegExp('^\\p{L}$', 'u');

/**
 * Reads the flags of `(?i)`, `(?i:` or `(?i-s:`, the first letter already taken. `global` means that
 * the bracket is closed: the flags hold for the whole pattern.
 */
export function readFlags(
  source: PatternSource,
  first: string,
): { readonly global: boolean; readonly change: FlagChange } {
  let add = 0;
  let token = first;
  while (token !== '-' && token !== ')' && token !== ':') {
    add = addFlag(source, add, token);
    token = nextFlag(source, ')-:', 'missing -, : or )');
  }
  if (token === ')') return { global: true, change: { add, remove: 0 } };
  if (add & FLAG.t) throw source.error('bad inline flags: cannot turn on global flag', 1);
  const remove = token === '-' ? readRemovedFlags(source) : 0;
  if (remove & FLAG.t) throw source.error('bad inline flags: cannot turn off global flag', 1);
  if (add & remove) throw source.error('bad inline flags: flag turned on and off', 1);
  return { global: false, change: { add, remove } };
}

export function isFlag(token: string): token is keyof typeof FLAG {
  return Object.hasOwn(FLAG, token);
}

function addFlag(source: PatternSource, flags: Flags, token: string): Flags {
  const flag = flagOf(token);
  if (flag === FLAG.L) throw source.error("bad inline flags: cannot use 'L' flag with a str pattern");
  const added = flags | flag;
  if (flag & TYPE_FLAGS && (added & TYPE_FLAGS) !== flag) {
    throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
  }
  return added;
}

function readRemovedFlags(source: PatternSource): Flags {
  let remove = 0;
  let token = nextFlag(source, '', 'missing flag');
  while (token !== ':') {
    const flag = flagOf(token);
    if (flag & TYPE_FLAGS) throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    remove |= flag;
    token = nextFlag(source, ':', 'missing :');
  }
  return remove;
}

/** The next token, which must be a flag or one of `ends`. */
function nextFlag(source: PatternSource, ends: string, missing: string): string {
  const token = source.takeOr(missing);
  if (ends.includes(token) || isFlag(token)) return token;
  throw source.error(letter().test(token) ? 'unknown flag' : missing, token.startsWith('\\') ? 2 : 1);
}

function flagOf(token: string): Flags {
  return isFlag(token) ? FLAG[token] : 0;
}
