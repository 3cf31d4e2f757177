import { DecodeError } from '../errors.ts';
import { type StringId, StringPool } from '../profile/string-pool.ts';
import { type Dump, isInMemory } from './dump-source.ts';
import { keyText } from './entry-values.ts';
import { decodeWithin } from './marshal.ts';
import { type MarshalValue, PyCode, PyFloat } from './marshal-values.ts';
import { KIND, ReferenceTable } from './reference-table.ts';

/** The dump is not of the usual shape. It carries no message: the plain decoder finds the words. */
export class UnusualShape extends Error {}

/** A pool that takes a text which is not in the dump copies all of it: of a large one that would be too much. */
const SMALL_BYTES = 2 ** 20;

/** A profile has one, merged ones some more. Each may mean a read of {@link LONGEST}. */
const MOST_CODES = 16;

/** In bytes; a longer one is for the plain way. */
const LONGEST = 2 ** 20;

/**
 * Names that are code objects: `python -m profile` names the program itself so. They are read as the plain way reads them,
 * in the midst of a dump that is otherwise of the usual shape.
 */
export class CodeNames extends ReferenceTable {
  readonly strings: StringPool;
  /** By the place in the dump where it begins: the edges are read later, over the same bytes. */
  private readonly codes = new Map<number, { readonly name: StringId; readonly length: number }>();
  /** What is flagged in them, by slot: empty tuples and bytes are shared by all code objects. */
  private readonly objects = new Map<number, MarshalValue>();
  /** What `repr` shows of each. */
  readonly codeNames: Set<StringId> = new Set();

  constructor(dump: Dump) {
    super(dump);
    this.strings = new StringPool(dump.length, isInMemory(dump) && dump.length <= SMALL_BYTES ? dump : null);
  }

  /** The code object at hand, as `repr` shows it. */
  protected readCode(): StringId {
    const { position } = this;
    const { name, length } = this.codes.get(position) ?? this.decodeCode(position);
    this.position = position + length;
    return name;
  }

  private decodeCode(position: number): { readonly name: StringId; readonly length: number } {
    if (!this.remembers || this.codes.size === MOST_CODES) throw new UnusualShape();
    this.reach(LONGEST);
    const { value, end, flagged } = this.decodeHere();
    if (!(value instanceof PyCode)) throw new UnusualShape();
    for (const object of flagged) this.rememberObject(object);
    const code = { name: this.strings.intern(keyText(value) ?? ''), length: end - this.offset };
    this.codes.set(position, code);
    this.codeNames.add(code.name);
    return code;
  }

  private decodeHere(): ReturnType<typeof decodeWithin> {
    try {
      return decodeWithin(this.bytes, this.offset, { count: this.refCount, valueAt: (slot) => this.valueAt(slot) });
    } catch (error) {
      throw error instanceof DecodeError ? new UnusualShape() : error;
    }
  }

  private valueAt(slot: number): MarshalValue | undefined {
    if (this.refKind[slot] === KIND.string) return this.strings.text(this.refValue[slot]!);
    if (this.refKind[slot] === KIND.int) return this.refValue[slot];
    return this.objects.get(slot);
  }

  private rememberObject(object: MarshalValue | undefined): void {
    if (object !== undefined) this.objects.set(this.refCount, object);
    if (typeof object === 'string') this.remember(KIND.string, this.strings.intern(object));
    else if (typeof object === 'number' && object === (object | 0)) this.remember(KIND.int, object);
    else if (object instanceof PyFloat) this.rememberNumber(KIND.float, object.value);
    else this.remember(KIND.other, 0); // a row that refers to it is for the plain way
  }
}
