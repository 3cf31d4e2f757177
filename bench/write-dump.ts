import { closeSync, openSync, writeSync } from 'node:fs';
import type { SyntheticProfile } from './synthetic-profile.ts';

const FLAG_REF = 0x80;
const CHUNK_BYTES = 1 << 20;
const LARGEST_ITEM = 4096;

/**
 * `counts`: callers with a count alone, as `profile` writes them. `plain`: as usual, but the first function was called 2**60
 * times, so that the decoder must read all of it the plain way.
 */
export type Shape = 'usual' | 'counts' | 'plain';

/**
 * Writes a profile as CPython 3.11's `marshal.dump` writes what cProfile gives it: strings, small ints and the keys of
 * functions that call more than once are flagged when first met and referred to afterwards; a row's own key never is.
 */
export function writeDump(profile: SyntheticProfile, path: string, shape: Shape = 'usual'): void {
  const file = openSync(path, 'w');
  new DumpWriter(profile, shape, (bytes) => writeSync(file, bytes)).write();
  closeSync(file);
}

class DumpWriter {
  private readonly profile: SyntheticProfile;
  private readonly shape: Shape;
  private readonly flush: (bytes: Uint8Array) => void;
  private readonly buffer = Buffer.alloc(CHUNK_BYTES + LARGEST_ITEM);
  private length = 0;
  private refCount = 0;
  /** The reference index of each file, name, small int and key, or -1. */
  private readonly fileRef: Int32Array;
  private readonly nameRef: Int32Array;
  private readonly builtinRef: Int32Array;
  private readonly intRef = new Int32Array(257).fill(-1);
  private readonly keyRef: Int32Array;
  private readonly callsAsCaller: Int32Array;
  private tildeRef = -1;

  constructor(profile: SyntheticProfile, shape: Shape, flush: (bytes: Uint8Array) => void) {
    this.profile = profile;
    this.shape = shape;
    this.flush = flush;
    this.fileRef = new Int32Array(profile.files.length).fill(-1);
    this.nameRef = new Int32Array(profile.names.length).fill(-1);
    this.builtinRef = new Int32Array(profile.names.length).fill(-1);
    this.keyRef = new Int32Array(profile.length).fill(-1);
    this.callsAsCaller = new Int32Array(profile.length);
    for (const caller of profile.caller) this.callsAsCaller[caller]! += 1;
  }

  write(): void {
    this.code('{', true);
    for (const at of this.profile.order) this.row(at);
    this.code('0', false);
    this.flush(this.buffer.subarray(0, this.length));
  }

  private row(at: number): void {
    const { profile } = this;
    this.tuple(3, false);
    this.keyItems(at);
    this.tuple(5, false);
    const isHuge = this.shape === 'plain' && at === profile.order[0];
    for (const calls of [profile.primitiveCalls[at]!, profile.ncalls[at]!]) {
      if (isHuge) this.hugeInt();
      else this.int(calls);
    }
    this.float(profile.tottime[at]!);
    this.float(profile.cumtime[at]!);
    this.code('{', false);
    for (let edge = profile.start[at]!; edge < profile.start[at + 1]!; edge++) this.edge(at, edge);
    this.code('0', false);
    if (this.length < CHUNK_BYTES) return;
    this.flush(this.buffer.subarray(0, this.length));
    this.length = 0;
  }

  private edge(at: number, edge: number): void {
    const { profile } = this;
    const caller = profile.caller[edge]!;
    const calls = profile.edgeCalls[edge]!;
    const share = calls / profile.ncalls[at]!;
    this.callerKey(caller);
    if (this.shape !== 'counts') this.tuple(4, false);
    this.int(calls);
    if (this.shape !== 'counts') {
      this.int(caller === at ? 1 : calls);
      this.float(profile.tottime[at]! * share);
      this.float(profile.cumtime[at]! * share);
    }
    if (this.length > CHUNK_BYTES) this.drain();
  }

  private drain(): void {
    this.flush(this.buffer.subarray(0, this.length));
    this.length = 0;
  }

  private callerKey(caller: number): void {
    const known = this.keyRef[caller]!;
    if (known >= 0) {
      this.reference(known);
      return;
    }
    const isShared = this.callsAsCaller[caller]! > 1;
    if (isShared) this.keyRef[caller] = this.refCount;
    this.tuple(3, isShared);
    this.keyItems(caller);
  }

  private keyItems(at: number): void {
    const { files, names, file, line, name } = this.profile;
    const isBuiltin = file[at] === -1;
    if (isBuiltin) this.tildeRef = this.text('~', this.tildeRef);
    else this.fileRef[file[at]!] = this.text(files[file[at]!]!, this.fileRef[file[at]!]!);
    this.int(line[at]!);
    const refs = isBuiltin ? this.builtinRef : this.nameRef;
    const plain = names[name[at]!]!;
    refs[name[at]!] = this.text(isBuiltin ? `<built-in method ${plain}>` : plain, refs[name[at]!]!);
  }

  /** Writes a string, or a reference where it was written before; returns its reference index. */
  private text(text: string, known: number): number {
    if (known >= 0) {
      this.reference(known);
      return known;
    }
    const index = this.refCount;
    const isShort = text.length < 256;
    this.code(isShort ? 'Z' : 'a', true);
    if (isShort) this.buffer[this.length++] = text.length;
    else this.length = this.buffer.writeInt32LE(text.length, this.length);
    this.length += this.buffer.write(text, this.length, 'latin1');
    return index;
  }

  private int(value: number): void {
    const isShared = value >= 0 && value <= 256;
    if (isShared && this.intRef[value]! >= 0) {
      this.reference(this.intRef[value]!);
      return;
    }
    if (isShared) this.intRef[value] = this.refCount;
    this.code('i', isShared);
    this.length = this.buffer.writeInt32LE(value, this.length);
  }

  /** 2**60, in digits of 15 bits. */
  private hugeInt(): void {
    this.code('l', false);
    this.length = this.buffer.writeInt32LE(5, this.length);
    for (const digit of [0, 0, 0, 0, 1]) this.length = this.buffer.writeUInt16LE(digit, this.length);
  }

  private float(value: number): void {
    this.code('g', false);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  private tuple(size: number, flagged: boolean): void {
    this.code(')', flagged);
    this.buffer[this.length++] = size;
  }

  private reference(index: number): void {
    this.code('r', false);
    this.length = this.buffer.writeInt32LE(index, this.length);
  }

  private code(code: string, flagged: boolean): void {
    this.buffer[this.length++] = code.charCodeAt(0) | (flagged ? FLAG_REF : 0);
    if (flagged) this.refCount++;
  }
}
