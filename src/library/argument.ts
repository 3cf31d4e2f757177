import { UsageError } from '../errors.ts';

/** What an argument has to be: as a message says it, and whether a value is that. */
export type ArgumentKind = { readonly words: string; readonly is: (value: unknown) => boolean };

/** The kind of each option, or of each field. */
export type ArgumentKinds<Fields> = { readonly [Name in keyof Required<Fields>]: ArgumentKind };

/** Of whatever realm it comes from: a frame's or a vm's is no instance of this one's. */
export const BYTES: ArgumentKind = {
  words: 'a Uint8Array',
  is: (value) => ArrayBuffer.isView(value) && tagOf(value) === '[object Uint8Array]',
};

export const TEXT: ArgumentKind = { words: 'a string', is: (value) => typeof value === 'string' };

export const A_FLAG: ArgumentKind = { words: 'true or false', is: (value) => typeof value === 'boolean' };

export const A_FUNCTION: ArgumentKind = { words: 'a function', is: (value) => typeof value === 'function' };

export const COUNT: ArgumentKind = {
  words: 'a whole number from 0 on, or Infinity',
  is: (value) => isNumber(value) && value >= 0 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY),
};

export const OBJECT: ArgumentKind = { words: 'an object', is: isObject };

export const LIST: ArgumentKind = { words: 'a list', is: (value) => Array.isArray(value) };

export const TEXTS: ArgumentKind = { words: 'a list of strings', is: (value) => isListOf(TEXT, value) };

export const A_PROFILE: ArgumentKind = {
  words: 'what decodeProfile returned',
  is: (value) => hasFields(value, { strings: OBJECT, edges: A_FUNCTION }),
};

export const SOME_PROFILES: ArgumentKind = {
  words: 'a list of what decodeProfile returned',
  is: (value) => isListOf(A_PROFILE, value),
};

/** A closed set of words. */
export function oneWordOf(words: readonly string[]): ArgumentKind {
  return { words: `one of ${words.join(', ')}`, is: (value) => words.some((word) => word === value) };
}

export function isListOf({ is }: ArgumentKind, value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => is(item));
}

/** Whether it is an object with fields of these kinds, whatever else is in it. */
export function hasFields(value: unknown, kinds: Readonly<Record<string, ArgumentKind>>): boolean {
  return isObject(value) && Object.entries(kinds).every(([name, { is }]) => is(Reflect.get(value, name)));
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** @throws UsageError 'usage' */
export function check(name: string, value: unknown, { words, is }: ArgumentKind): void {
  if (!is(value)) throw new UsageError('usage', `${name} must be ${words}; it is ${shown(value)}`);
}

/**
 * All options that are given; undefined counts as not given. One that nobody knows would do nothing.
 *
 * @throws UsageError 'usage'
 */
export function checkOptions<Options extends object>(given: Options, kinds: ArgumentKinds<Options>): void {
  check('options', given, OBJECT);
  const known = new Map<string, ArgumentKind>(Object.entries(kinds));
  for (const [name, value] of Object.entries(given)) {
    const kind = known.get(name);
    if (kind === undefined)
      throw new UsageError('usage', `there is no option ${name} (options: ${[...known.keys()].join(', ')})`);
    if (value !== undefined) check(name, value, kind);
  }
}

/** As a message says what was given, whatever it was. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return isObject(value) || typeof value === 'function' ? tagOf(value) : String(value);
}

/** `[object ArrayBuffer]`, also of what has no `toString` of its own. */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
