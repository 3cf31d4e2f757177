import { Parser } from 'pickleparser';
import { DecodeError } from '../../errors.ts';
import { GuardedReader, type PickleLimits } from './guarded-reader.ts';

/** An instance in a pickle: its class as `module.name`, and the dict of its attributes. Nothing was constructed. */
type PickledObject = { readonly className: string; readonly state: ReadonlyMap<unknown, unknown> };

export type Pickle = {
  /** Numbers, strings, booleans, null, arrays (for lists and tuples) and Maps; of unknown shape. */
  readonly root: unknown;
  /** The value as an instance; null where it is not one. */
  readonly asObject: (value: unknown) => PickledObject | null;
};

/**
 * Reads a pickle as data (protocols 2 to 5). Only classes that `isExpected` allows may be named in it.
 *
 * @throws DecodeError 'bad-pickle', 'unexpected-end', 'pickle-too-large'
 */
export function readPickle(
  bytes: Uint8Array,
  isExpected: (className: string) => boolean,
  limits: PickleLimits,
): Pickle {
  const classNames = new Map<unknown, string>(); // its own for each file: nothing that a file does outlives it
  const resolve = (module: unknown, name: unknown): (() => null) => {
    const className = typeof module === 'string' && typeof name === 'string' ? `${module}.${name}` : '?';
    if (!isExpected(className))
      throw new DecodeError('bad-pickle', 0, `the pickle names ${shortened(className)}, which no such file needs`);
    const marker = (): null => null;
    classNames.set(marker, className);
    return marker;
  };
  const reader = new GuardedReader(bytes, limits);
  const root = parse(new Parser({ nameResolver: { resolve }, unpicklingTypeOfDictionary: 'Map' }), reader);
  return { root, asObject: (value) => asObject(value, classNames) };
}

/** A name may have 65,536 bytes; a sentence has room for fewer. */
const LONGEST_NAME = 100;

function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}...`;
}

/** The guard does not keep the parser from taking values off an empty stack; it then throws errors of any kind. */
function parse(parser: Parser, reader: GuardedReader): unknown {
  try {
    return parser.read<unknown>(reader);
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    throw new DecodeError('bad-pickle', reader.position, 'the pickle is damaged', { cause: error });
  }
}

/** `[[class, arguments], state]`: see {@link GuardedReader}. */
function asObject(value: unknown, classNames: ReadonlyMap<unknown, string>): PickledObject | null {
  if (!Array.isArray(value)) return null;
  const [made, state]: readonly unknown[] = value;
  const className = Array.isArray(made) ? classNames.get(made[0]) : undefined;
  return className !== undefined && state instanceof Map ? { className, state } : null;
}
