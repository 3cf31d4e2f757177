import { codePointLength } from '../text/code-points.ts';
import { decodeWtf8, encodeWtf8 } from '../text/wtf8.ts';
import { longer } from './growing.ts';

/** Index of a string in a {@link StringPool}. */
export type StringId = number;

/** Where the bytes of each string are, by id: for loops over many strings. Not to be kept or changed. */
export type StringSlices = { readonly bytes: Uint8Array; readonly start: Uint32Array; readonly length: Uint32Array };

const FIRST_CAPACITY = 256;

/** A dump has a string in 150 to 270 bytes. Room that is not written to costs no memory; growing leaves the old columns behind. */
const BYTES_PER_STRING = 150;

/** Of a dump this part is its strings, or less. */
const SHARE_OF_STRINGS = 1 / 4;

/**
 * Every distinct string of a profile once, as a slice of bytes that is decoded only when somebody reads it.
 *
 *     arena   ... / s r v / a p p / s h o p . p y ... m a i n ...     WTF-8
 *     id        start  length
 *     0         210    16      "/srv/app/shop.py"
 *     1         219    7       "shop.py"      <- a stripped path is a slice of the full one: no bytes copied
 *
 * A pool only grows: an id, once given, stays valid and keeps its text. Two ids are equal exactly if the texts are.
 */
export class StringPool {
  count = 0;
  private arena: Buffer;
  private arenaLength: number;
  /** The arena begins with these bytes. */
  private readonly dump: Uint8Array | null;
  private start: Uint32Array;
  private byteLength: Uint32Array;
  private hash: Int32Array;
  private slots = new Int32Array(FIRST_CAPACITY * 2).fill(-1);
  /** Of a small dump in place of the slots: ids by the bytes as Latin-1, which V8 hashes by itself. */
  private readonly ids: Map<string, StringId> | null;
  /** All of a small dump as Latin-1: to cut a text out of it takes a tenth of what a call into Node takes. */
  private readonly dumpText: string;
  private readonly texts: (string | undefined)[] = [];

  /**
   * @param dumpBytes the size of the dump whose strings will come, if there is one: it only saves growing
   * @param dump its bytes, if they stay as they are and are few: strings that are in them are neither copied nor gone
   * through byte by byte, which V8 would compile machine code for
   */
  constructor(dumpBytes: number = 0, dump: Uint8Array | null = null) {
    const expected = Math.max(FIRST_CAPACITY, Math.ceil(dumpBytes / BYTES_PER_STRING));
    this.dump = dump;
    this.ids = dump === null ? null : new Map();
    this.arena =
      dump === null
        ? Buffer.alloc(Math.ceil(dumpBytes * SHARE_OF_STRINGS))
        : Buffer.from(dump.buffer, dump.byteOffset, dump.length);
    this.arenaLength = dump?.length ?? 0;
    this.dumpText = dump === null ? '' : latin1(dump);
    this.start = new Uint32Array(expected);
    this.byteLength = new Uint32Array(expected);
    this.hash = new Int32Array(expected);
  }

  intern(text: string): StringId {
    const bytes = encodeWtf8(text);
    return this.internBytes(bytes, 0, bytes.length);
  }

  /** The id of a string of another pool. */
  internFrom(other: StringPool, id: StringId): StringId {
    return this.internBytes(other.arena, other.start[id]!, other.byteLength[id]!);
  }

  /** The id of the string at these bytes, which must be WTF-8: the caller has checked. A new one is copied. */
  internBytes(bytes: Uint8Array, start: number, length: number): StringId {
    if (this.ids !== null) return this.internSmall(this.ids, bytes, start, length);
    const hash = hashOf(bytes, start, length);
    const slot = this.slotOf(bytes, start, length, hash);
    const found = this.slots[slot]!;
    if (found >= 0) return found;
    const id = this.append(bytes === this.arena ? start : this.copy(bytes, start, length), length, hash);
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return id;
  }

  private internSmall(ids: Map<string, StringId>, bytes: Uint8Array, start: number, length: number): StringId {
    const isHere = bytes === this.arena || bytes === this.dump;
    const end = start + length;
    const isInDump = isHere && end <= this.dumpText.length;
    const key = isInDump ? this.dumpText.slice(start, end) : latin1(bytes.subarray(start, end));
    const known = ids.get(key);
    if (known !== undefined) return known;
    const isAscii = !BEYOND_ASCII.test(key);
    const id = this.append(isHere ? start : this.copy(bytes, start, length), length, isAscii ? 1 : 0);
    ids.set(key, id);
    if (isAscii) this.texts[id] = key;
    return id;
  }

  /** The id of the text after the last '/' (all of it where there is none): `os.path.basename` on POSIX. */
  internBasename(id: StringId): StringId {
    const from = this.start[id]!;
    const end = from + this.byteLength[id]!;
    let at = end;
    while (at > from && this.arena[at - 1] !== 0x2f) at--;
    return at === from ? id : this.internBytes(this.arena, at, end - at);
  }

  /** The id of a text, or -1 where the pool does not have it. */
  find(text: string): StringId {
    const bytes = encodeWtf8(text);
    if (this.ids !== null) return this.ids.get(latin1(bytes)) ?? -1;
    return this.slots[this.slotOf(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length))]!;
  }

  text(id: StringId): string {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const from = this.start[id]!;
    const to = from + this.byteLength[id]!;
    const text = this.isAscii(id) ? this.arena.toString('latin1', from, to) : (decodeWtf8(this.bytesOf(id)) ?? '');
    this.texts[id] = text;
    return text;
  }

  slices(): StringSlices {
    return { bytes: this.arena, start: this.start, length: this.byteLength };
  }

  /** A view of the string's bytes in WTF-8; not to be kept or changed. */
  bytesOf(id: StringId): Uint8Array {
    const from = this.start[id]!;
    return this.arena.subarray(from, from + this.byteLength[id]!);
  }

  /** How many bytes the string has in the arena. */
  bytesIn(id: StringId): number {
    return this.byteLength[id]!;
  }

  /** Copies the string's bytes from byte `from` on. Names are short: a loop beats a view and a `set`. */
  copyBytes(id: StringId, from: number, length: number, target: Uint8Array, at: number): void {
    const { arena } = this;
    const start = this.start[id]! + from;
    for (let i = 0; i < length; i++) target[at + i] = arena[start + i]!;
  }

  isAscii(id: StringId): boolean {
    return (this.hash[id]! & 1) === 1;
  }

  /** `len(str)` in Python. */
  codePoints(id: StringId): number {
    return this.isAscii(id) ? this.byteLength[id]! : codePointLength(this.text(id));
  }

  /** Python's order of two strings, by code point: that of their bytes, so that nothing is decoded. */
  compare(a: StringId, b: StringId): number {
    const { arena } = this;
    const left = this.start[a]!;
    const right = this.start[b]!;
    const shorter = Math.min(this.byteLength[a]!, this.byteLength[b]!);
    for (let at = 0; at < shorter; at++) {
      const difference = arena[left + at]! - arena[right + at]!;
      if (difference !== 0) return difference;
    }
    return this.byteLength[a]! - this.byteLength[b]!;
  }

  /** The slot of the string that is in `bytes` at `start`, or the free slot where it belongs. */
  private slotOf(bytes: Uint8Array, start: number, length: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = (hash >>> 1) & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) return slot;
      const isLikely = this.hash[id] === hash && this.byteLength[id] === length;
      if (isLikely && sameBytes(this.arena, this.start[id]!, bytes, start, length)) return slot;
    }
  }

  private append(start: number, length: number, hash: number): StringId {
    const id = this.count++;
    if (id === this.start.length) this.growColumns();
    this.start[id] = start;
    this.byteLength[id] = length;
    this.hash[id] = hash;
    return id;
  }

  /** Where the copy begins. */
  private copy(bytes: Uint8Array, start: number, length: number): number {
    const from = this.arenaLength;
    this.arenaLength += length;
    if (this.arenaLength > this.arena.length) this.growArena();
    const { arena } = this;
    for (let at = 0; at < length; at++) arena[from + at] = bytes[start + at]!;
    return from;
  }

  private growArena(): void {
    const arena = Buffer.alloc(Math.max(1024, 2 * this.arenaLength));
    arena.set(this.arena);
    this.arena = arena;
  }

  private growColumns(): void {
    this.start = longer(this.start);
    this.byteLength = longer(this.byteLength);
    this.hash = longer(this.hash);
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = (this.hash[id]! >>> 1) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

const BEYOND_ASCII = /[\x80-\xff]/;

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** Differs in each process, so that nobody can write a file whose strings all land in one slot. */
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;

/** A hash whose lowest bit says whether all bytes are ASCII: one look at the bytes answers both. */
function hashOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = SEED ^ length;
  let bits = 0;
  for (let i = start, end = start + length; i < end; i++) {
    const byte = bytes[i]!;
    bits |= byte;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) & ~1) | (bits < 0x80 ? 1 : 0);
}

function sameBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = length - 1; i >= 0; i--) if (a[aStart + i] !== b[bStart + i]) return false;
  return true;
}
