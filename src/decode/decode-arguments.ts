import { DecodeError } from '../errors.ts';
import { COUNTS_ENDED, type CountedFunction } from '../profile/argument-counts.ts';
import { CODE, FLAG_REF } from './marshal-codes.ts';
import { ForeignFileError, sniffForeignFormat } from './sniff.ts';

/** The recorder writes at most a thousand functions: this is room for paths of any length. */
export const MOST_ARGUMENTS_BYTES = 16_000_000;

const KIND = 'arguments';
const VERSION = 1;

/**
 * What bin/record_arguments.py wrote: `{"pyprof-view": "arguments", "version": 1, "functions": [{...}]}`.
 *
 * @throws DecodeError
 */
export function decodeArguments(bytes: Uint8Array): readonly CountedFunction[] {
  if (bytes.length === 0) throw new DecodeError('empty-file', 0, 'the file is empty');
  if (bytes.length > MOST_ARGUMENTS_BYTES)
    throw unlike(`it has ${bytes.length} bytes, and ${MOST_ARGUMENTS_BYTES} is the most that is read`);
  const file = fieldsOf(parse(bytes));
  if (file?.['pyprof-view'] !== KIND) throw otherFile(bytes);
  if (file['version'] !== VERSION) throw unlike(`its version is not ${VERSION}: another pyprof-view wrote it`);
  const { functions } = file;
  if (!Array.isArray(functions)) throw unlike('it has no list of functions');
  return functions.map((one: unknown, at) => readFunction(one, at));
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw otherFile(bytes);
  }
}

/** A marshalled dict is most likely a profile. */
function otherFile(bytes: Uint8Array): DecodeError {
  if (((bytes[0] ?? 0) & ~FLAG_REF) === CODE.dict && bytes[1] !== 0x22)
    return new DecodeError('is-profile', 0, 'the file is a profile (a dump of cProfile)');
  const format = sniffForeignFormat(bytes);
  if (format === null || format === 'json') return unlike('it is damaged, or something else');
  return new ForeignFileError('not-arguments', format);
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function readFunction(value: unknown, at: number): CountedFunction {
  const fields = fieldsOf(value);
  if (fields === null) throw unlike(`function ${at + 1} is not an object`);
  const need = <T>(name: string, is: (field: unknown) => field is T): T => {
    const field = fields[name];
    if (!is(field)) throw unlike(`function ${at + 1} has no sound "${name}"`);
    return field;
  };
  const [calls, distinct] = [need('calls', isCount), need('distinct', isCount)];
  if (distinct > calls) throw unlike(`function ${at + 1} has more arguments than calls`);
  return {
    file: need('file', isText),
    line: need('line', isCount),
    name: need('name', isText),
    calls,
    distinct,
    sameObjects: need('sameObjects', isFlag),
    hashable: need('hashable', isFlag),
    changeable: need('changeable', isFlag),
    changed: need('changed', isFlag),
    resultsCompared: need('resultsCompared', isFlag),
    hasResult: need('hasResult', isFlag),
    ended: need('ended', isEnd),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isEnd = (value: unknown): value is CountedFunction['ended'] => COUNTS_ENDED.some((word) => word === value);

function unlike(what: string): DecodeError {
  return new DecodeError('not-arguments', 0, `the file is not what run --arguments writes: ${what}`);
}
