import { DecodeError } from '../errors.ts';
import { CodeFrame } from './marshal-code-object.ts';
import { CODE, FLAG_REF, MAX_DEPTH } from './marshal-codes.ts';
import {
  narrow,
  readFloatText,
  readLatin1,
  readLong,
  readPython2String,
  readSize,
  readUtf8,
} from './marshal-scalars.ts';
import {
  isHashable,
  type MarshalValue,
  PyBytes,
  PyDict,
  PyFloat,
  PyOther,
  PySequence,
  type SequenceKind,
  typeName,
} from './marshal-values.ts';
import { Reader } from './reader.ts';

export type MarshalOptions = {
  /** Python 2 wrote it: 's' and 't' are text in bytes, not bytes and UTF-8. */
  readonly python2?: boolean;
};

/** A container that is still being filled. */
type Frame = SequenceFrame | DictFrame | CodeFrame;

/** A profile's tuples have five items at most; of longer ones only the length is counted. */
const KEPT_ITEMS = 64;

/** A million functions make 30 million objects here. Files with more of them are hostile, or need the quick way. */
const MOST_OBJECTS = 30_000_000;

class SequenceFrame {
  readonly value: PySequence;
  readonly size: number;
  filled = 0;
  /** A frozenset or slice enters the reference table only when complete: its index, or -1. */
  readonly lateRef: number;
  constructor(value: PySequence, size: number, lateRef: number) {
    this.value = value;
    this.size = size;
    this.lateRef = lateRef;
  }
}

class DictFrame {
  readonly value = new PyDict();
  key: MarshalValue | undefined = undefined;
  keyOffset = 0;
}

/** What `readObject` returns for NULL and for a container that was opened: neither is a value yet. */
const NULL = Symbol('NULL');
const OPENED = Symbol('opened');

/**
 * Reads the first object of a marshalled file, as `marshal.load` does: versions 0 to 6, and Python 2's.
 * Trailing bytes are ignored. Keeps its own stack, so that no file can overflow ours.
 *
 * @throws DecodeError with the offset of the item that is wrong
 */
export function decodeMarshal(bytes: Uint8Array, options: MarshalOptions = {}): MarshalValue {
  if (bytes.length === 0) throw new DecodeError('empty-file', 0, 'the file is empty');
  return new MarshalDecoder(bytes, options.python2 === true).decode();
}

/** What was flagged before an object that stands within a file. A kind of which nothing more is known is undefined. */
export type EarlierObjects = { readonly count: number; readonly valueAt: (index: number) => MarshalValue | undefined };

const NOTHING_EARLIER: EarlierObjects = { count: 0, valueAt: () => undefined };

/**
 * Reads the object of Python 3 at `offset`.
 *
 * @returns also where it ends, and what is flagged in it, in order
 * @throws DecodeError
 */
export function decodeWithin(
  bytes: Uint8Array,
  offset: number,
  earlier: EarlierObjects,
): { readonly value: MarshalValue; readonly end: number; readonly flagged: readonly (MarshalValue | undefined)[] } {
  const decoder = new MarshalDecoder(bytes, false, earlier);
  decoder.reader.offset = offset;
  const value = decoder.decode();
  return { value, end: decoder.reader.offset, flagged: decoder.refs };
}

class MarshalDecoder {
  readonly reader: Reader;
  private readonly python2: boolean;
  private readonly earlier: EarlierObjects;
  private readonly stack: Frame[] = [];
  /** Objects that were written with FLAG_REF, by their index less those before; undefined while reserved and not yet usable. */
  readonly refs: (MarshalValue | undefined)[] = [];
  /** Python 2's second table: every 't', in order. Only 'R' reads it. */
  private readonly internedStrings: string[] = [];
  private objects = 0;

  constructor(bytes: Uint8Array, python2: boolean, earlier = NOTHING_EARLIER) {
    this.reader = new Reader(bytes);
    this.python2 = python2;
    this.earlier = earlier;
  }

  decode(): MarshalValue {
    for (;;) {
      const offset = this.reader.offset;
      let value = this.readObject(offset);
      if (value === OPENED) continue;
      for (;;) {
        const frame = this.stack.at(-1);
        if (frame === undefined) return this.notNull(value, offset, 'object');
        const filled = this.deliver(frame, value, offset);
        if (filled === OPENED) break;
        this.stack.pop();
        value = filled;
      }
    }
  }

  /** Puts a value into the innermost container: the container itself once that is full, else OPENED. */
  private deliver(frame: Frame, value: MarshalValue | typeof NULL, offset: number): MarshalValue | typeof OPENED {
    if (frame instanceof DictFrame) return this.deliverToDict(frame, value, offset);
    if (frame instanceof CodeFrame) {
      const isComplete = frame.add(this.notNull(value, offset, 'code object'), this.reader);
      return isComplete ? frame.value : OPENED;
    }
    const item = this.notNull(value, offset, frame.value.kind);
    if (frame.size <= KEPT_ITEMS) frame.value.items.push(item);
    if (++frame.filled < frame.size) return OPENED;
    if (frame.lateRef >= 0) this.refs[frame.lateRef] = frame.value;
    return frame.value;
  }

  /** NULL in place of a key ends a dict; in CPython NULL in place of a value silently ends it too. */
  private deliverToDict(
    frame: DictFrame,
    value: MarshalValue | typeof NULL,
    offset: number,
  ): MarshalValue | typeof OPENED {
    if (value === NULL) return frame.value;
    if (frame.key === undefined) {
      if (!isHashable(value)) throw new DecodeError('unhashable-key', offset, `a dict key of type ${typeName(value)}`);
      frame.key = value;
      frame.keyOffset = offset;
      return OPENED;
    }
    frame.value.entries.push({ key: frame.key, value, offset: frame.keyOffset });
    frame.key = undefined;
    return OPENED;
  }

  private notNull(value: MarshalValue | typeof NULL, offset: number, place: string): MarshalValue {
    if (value !== NULL) return value;
    throw new DecodeError('null-object', offset, `NULL object in marshal data for ${place}`);
  }

  private readObject(offset: number): MarshalValue | typeof NULL | typeof OPENED {
    if (++this.objects > MOST_OBJECTS) throw tooManyObjects(offset);
    if (this.stack.length >= MAX_DEPTH)
      throw new DecodeError('too-deep', offset, `objects nested more than ${MAX_DEPTH} deep`);
    const byte = this.reader.readByte();
    const flagged = (byte & FLAG_REF) !== 0;
    const code = byte & ~FLAG_REF;
    switch (code) {
      case CODE.null:
        return NULL;
      case CODE.none:
        return null;
      case CODE.false:
        return false;
      case CODE.true:
        return true;
      case CODE.stopIteration:
        return new PyOther('StopIteration');
      case CODE.ellipsis:
        return new PyOther('Ellipsis');
      case CODE.ref:
        return this.readReference(offset);
      case CODE.stringRef:
        return this.readStringReference(offset);
      case CODE.tuple:
        return this.openSequence('tuple', readSize(this.reader, 'tuple'), flagged);
      case CODE.smallTuple:
        return this.openSequence('tuple', this.reader.readByte(), flagged);
      case CODE.list:
        return this.openSequence('list', readSize(this.reader, 'list'), flagged);
      case CODE.set:
        return this.openSequence('set', readSize(this.reader, 'set'), flagged);
      case CODE.frozenset:
        return this.openSequence('frozenset', readSize(this.reader, 'set'), flagged);
      case CODE.slice:
        return this.openSequence('slice', 3, flagged);
      case CODE.dict:
        return this.open(new DictFrame(), flagged);
      case CODE.code:
        return this.open(new CodeFrame(this.reader, this.earlier.count + this.refs.length), flagged);
      default:
        return this.remember(this.readScalar(code, offset), flagged);
    }
  }

  private readScalar(code: number, offset: number): MarshalValue {
    const { reader } = this;
    switch (code) {
      case CODE.int32:
        return reader.readInt32();
      case CODE.int64:
        return narrow(reader.readInt64());
      case CODE.long:
        return readLong(reader);
      case CODE.float:
        return new PyFloat(reader.readFloat64());
      case CODE.floatText:
        return new PyFloat(readFloatText(reader));
      case CODE.complex:
        reader.readBytes(16);
        return new PyOther('complex');
      case CODE.complexText:
        readFloatText(reader);
        readFloatText(reader);
        return new PyOther('complex');
      case CODE.bytes:
        return this.python2
          ? readPython2String(reader)
          : new PyBytes(reader.readBytes(readSize(reader, 'bytes object')));
      case CODE.interned:
        return this.readInterned();
      case CODE.unicode:
        return readUtf8(reader);
      case CODE.ascii:
      case CODE.asciiInterned:
        return readLatin1(reader, readSize(reader, 'string'));
      case CODE.shortAscii:
      case CODE.shortAsciiInterned:
        return readLatin1(reader, reader.readByte());
      default:
        throw new DecodeError('unknown-type-code', offset, `unknown type code 0x${code.toString(16).padStart(2, '0')}`);
    }
  }

  private readInterned(): string {
    const text = this.python2 ? readPython2String(this.reader) : readUtf8(this.reader);
    this.internedStrings.push(text);
    return text;
  }

  private remember(value: MarshalValue, flagged: boolean): MarshalValue {
    if (flagged) this.refs.push(value);
    return value;
  }

  private readReference(offset: number): MarshalValue {
    const index = this.reader.readInt32();
    const { count, valueAt } = this.earlier;
    const value = index < count ? valueAt(index) : this.refs[index - count];
    if (value === undefined) throw new DecodeError('bad-reference', offset, `invalid reference to object ${index}`);
    return value;
  }

  private readStringReference(offset: number): string {
    const index = this.reader.readInt32();
    const text = this.internedStrings[index];
    if (text === undefined) throw new DecodeError('bad-reference', offset, `invalid reference to string ${index}`);
    return text;
  }

  /** A tuple, list or set takes its reference index before its items are read; a frozenset or slice has none to use yet. */
  private openSequence(kind: SequenceKind, size: number, flagged: boolean): MarshalValue | typeof OPENED {
    this.refuseBeyondEnd(kind, size);
    const value = new PySequence(kind);
    const isLate = kind === 'frozenset' || kind === 'slice';
    const lateRef = flagged && isLate ? this.refs.push(undefined) - 1 : -1;
    if (flagged && !isLate) this.refs.push(value);
    if (size === 0) {
      if (lateRef >= 0) this.refs[lateRef] = value;
      return value;
    }
    this.stack.push(new SequenceFrame(value, size, lateRef));
    return OPENED;
  }

  /** Every item takes a byte or more: a size above what is left can only be a lie. */
  private refuseBeyondEnd(kind: SequenceKind, size: number): void {
    const { bytesLeft, offset } = this.reader;
    if (size <= bytesLeft) return;
    throw new DecodeError('unexpected-end', offset, `a ${kind} claims ${size} items where ${bytesLeft} bytes are left`);
  }

  private open(frame: DictFrame | CodeFrame, flagged: boolean): typeof OPENED {
    if (flagged) this.refs.push(frame.value);
    this.stack.push(frame);
    return OPENED;
  }
}

function tooManyObjects(offset: number): DecodeError {
  return new DecodeError('size-out-of-range', offset, `more than ${MOST_OBJECTS} objects`);
}
