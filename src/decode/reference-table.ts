import type { FunctionPool } from '../profile/function-keys.ts';
import { longer } from '../profile/growing.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import type { StringId } from '../profile/string-pool.ts';
import { ByteWindow } from './byte-window.ts';
import type { Dump } from './dump-source.ts';

/** What is in a slot of the reference table. */
export const KIND = { none: 0, int: 1, bigInt: 2, float: 3, string: 4, key: 5, other: 6 } as const;

/** The function of each flagged key, by the key's place among them and by its slot: an edge then needs one look and no search. */
export type KeyFunctions = { readonly byKey: Int32Array; readonly bySlot: Int32Array };

const LEAST_CAPACITY = 1024;

/** A dump flags an object every 34 bytes where many share their numbers, and every 80 to 100 else; a key every 157 to 400. */
const BYTES_PER_OBJECT = 32;
const BYTES_PER_KEY = 144;

/**
 * What a dump has flagged so far, each as a kind and a number, in the order in which it was met:
 *
 *     refKind    int   string  key  string  float      key: index into keyFile, keyLine, keyName
 *     refValue   17    4       0    5
 *     refNumber                             0.25       float, bigInt (above 31 bits)
 *
 * A base class and not a member, because its columns are read for every object of a dump.
 */
export class ReferenceTable extends ByteWindow {
  /** False while a part of the dump is read for the second time: its objects are here already. */
  remembers = true;
  protected refKind: Uint8Array;
  protected refValue: Int32Array;
  protected keyFile: Int32Array;
  protected keyLine: Int32Array;
  protected keyName: Int32Array;
  /** Python 2's second table: every 't', in order. */
  protected readonly internedStrings: StringId[] = [];
  protected refNumber: Float64Array;
  protected refCount = 0;
  private keyCount = 0;

  /** Its columns are sized for the dump: room that is not written to costs no memory; growing leaves the old columns behind. */
  constructor(dump: Dump) {
    super(dump);
    const objects = Math.max(LEAST_CAPACITY, Math.ceil(dump.length / BYTES_PER_OBJECT));
    const keys = Math.max(LEAST_CAPACITY, Math.ceil(dump.length / BYTES_PER_KEY));
    this.refKind = new Uint8Array(objects);
    this.refValue = new Int32Array(objects);
    this.refNumber = new Float64Array(objects);
    this.keyFile = new Int32Array(keys);
    this.keyLine = new Int32Array(keys);
    this.keyName = new Int32Array(keys);
  }

  /** The slot of the object, or -1 where nothing is remembered. */
  protected remember(kind: number, value: number): number {
    if (!this.remembers) return -1;
    const slot = this.refCount++;
    if (slot === this.refKind.length) this.growRefs();
    this.refKind[slot] = kind;
    this.refValue[slot] = value;
    return slot;
  }

  protected rememberNumber(kind: number, value: number): void {
    const slot = this.remember(kind, 0);
    if (slot >= 0) this.refNumber[slot] = value;
  }

  /** How many keys were flagged so far. */
  get flaggedKeys(): number {
    return this.keyCount;
  }

  protected addKey(file: StringId, line: number, name: StringId): number {
    const key = this.keyCount++;
    if (key === this.keyFile.length) this.growKeys();
    this.keyFile[key] = file;
    this.keyLine[key] = line;
    this.keyName[key] = name;
    return key;
  }

  *functionsOfKeys(functions: FunctionPool): Steps<KeyFunctions> {
    const { keyFile: file, keyLine: line, keyName: name, keyCount: length, refKind, refValue } = this;
    const byKey: Int32Array = yield* functions.internAll({ file, line, name, length });
    const bySlot = new Int32Array(this.refCount);
    yield* inSlices(this.refCount, (from, to) => {
      for (let slot = from; slot < to; slot++) if (refKind[slot] === KIND.key) bySlot[slot] = byKey[refValue[slot]!]!;
    });
    return { byKey, bySlot };
  }

  private growRefs(): void {
    this.refKind = longer(this.refKind);
    this.refValue = longer(this.refValue);
    this.refNumber = longer(this.refNumber);
  }

  private growKeys(): void {
    this.keyFile = longer(this.keyFile);
    this.keyLine = longer(this.keyLine);
    this.keyName = longer(this.keyName);
  }
}
