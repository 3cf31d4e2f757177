import { DecodeError } from '../errors.ts';
import { type ProfileNote, plural } from '../profile/notes.ts';
import { type CallNumbers, ProfileBuilder } from '../profile/profile-builder.ts';
import type { ProfileKind, ProfileTable } from '../profile/profile-table.ts';
import { keyText, readCount, readTime } from './entry-values.ts';
import { SAMPLED_MARKER } from './marshal-codes.ts';
import { type DictEntry, type MarshalValue, PyDict, PySequence, typeName } from './marshal-values.ts';

type Key = { readonly file: string; readonly line: number; readonly name: string; readonly isText: boolean };

/**
 * A profile from the value that `marshal.load` gives: `{(file, line, name): (cc, nc, tt, ct, callers)}`, in all its
 * dialects. What stops `pstats.Stats` stops this with a DecodeError; what only stops a later view is left out with a
 * note. `byteLength`: the size of the file; a sound profile has fewer edges than bytes.
 */
export function profileFromValue(value: MarshalValue, byteLength: number): ProfileTable {
  if (!(value instanceof PyDict))
    throw new DecodeError('not-a-profile', 0, `the file holds one ${describe(value)}, not a profile`);
  return new ProfileReader(byteLength).read(value);
}

class ProfileReader {
  private readonly builder = new ProfileBuilder();
  private readonly callersOfRow: MarshalValue[] = [];
  private readonly counts = { unreadCallers: 0, renamed: 0 };
  private kind: ProfileKind = 'traced';
  private readonly mostEdges: number;
  private edges = 0;

  constructor(byteLength: number) {
    this.mostEdges = byteLength;
  }

  read(dict: PyDict): ProfileTable {
    for (const entry of dict.entries) this.readRow(entry);
    if (this.callersOfRow.length === 0)
      throw new DecodeError('no-functions', 0, 'the profile is empty: it holds 0 functions');
    for (const callers of this.callersOfRow) this.readCallers(callers);
    return this.builder.finish(this.kind, this.notes());
  }

  private readRow(entry: DictEntry): void {
    if (isSampledMarker(entry.key)) {
      this.kind = 'sampled';
      return;
    }
    const key = readKey(entry.key);
    if (key === null) throw badEntry(entry, 'a key that is not (file, line, name)');
    const { value } = entry;
    if (!(value instanceof PySequence) || value.items.length !== 5)
      throw badEntry(entry, 'a value that is not (cc, nc, tt, ct, callers)');
    const [cc, nc, tt, ct, callers] = value.items;
    const numbers = readNumbers(nc, cc, tt, ct);
    if (numbers === null) throw badEntry(entry, 'call counts or times that are not numbers');
    if (!isContainer(callers)) throw badEntry(entry, 'callers that are not a dict');
    if (!key.isText) this.counts.renamed++;
    this.callersOfRow[this.builder.setRow(key.file, key.line, key.name, numbers)] = callers;
  }

  private readCallers(callers: MarshalValue): void {
    const entries = callers instanceof PyDict ? callers.entries : [];
    this.edges += entries.length;
    // One dict of callers may stand, by reference, in every row: a small file could claim any number of edges.
    if (this.edges > this.mostEdges) throw new DecodeError('bad-entry', 0, 'more callers than the file has bytes');
    const isEmpty = callers instanceof PySequence && callers.items.length === 0;
    let isWhole = callers instanceof PyDict || isEmpty;
    for (const entry of entries) isWhole = this.readEdge(entry) && isWhole;
    if (!isWhole) this.counts.unreadCallers++;
    this.builder.endEdges();
  }

  /** False for what CPython would load and then fail to print. */
  private readEdge(entry: DictEntry): boolean {
    const caller = readKey(entry.key);
    const edge = readEdgeNumbers(entry.value);
    if (caller === null || edge === null) return false;
    this.builder.setEdge(caller.file, caller.line, caller.name, edge.numbers, edge.countsOnly);
    return true;
  }

  private notes(): readonly ProfileNote[] {
    const { counts } = this;
    const notes: ProfileNote[] = [];
    const unread = `the callers of ${plural(counts.unreadCallers, 'function')} could not be read and are left out`;
    if (counts.unreadCallers > 0) notes.push({ code: 'callers-not-read', text: unread });
    if (counts.renamed > 0) notes.push(renamedNote(counts.renamed));
    return notes;
  }
}

/** @param functions how many have a name, or a file, that is no text */
export function renamedNote(functions: number): ProfileNote {
  const have = functions === 1 ? 'has a name or file' : 'have names or files';
  const text = `${plural(functions, 'function')} ${have} that the profile holds as an object and not as text; Python's repr of it is shown`;
  return { code: 'renamed-key', text };
}

function isSampledMarker(key: MarshalValue): boolean {
  return key instanceof PySequence && key.items.length === 1 && key.items[0] === SAMPLED_MARKER;
}

function readKey(value: MarshalValue): Key | null {
  if (!(value instanceof PySequence) || value.kind !== 'tuple' || value.items.length !== 3) return null;
  const [fileValue = null, lineValue = null, nameValue = null] = value.items;
  const file = keyText(fileValue);
  const line = typeof lineValue === 'bigint' ? null : readTime(lineValue); // beyond 2**53 different lines would become equal
  const name = keyText(nameValue);
  if (file === null || name === null || line === null || !Number.isFinite(line)) return null;
  return { file, line, name, isText: typeof fileValue === 'string' && typeof nameValue === 'string' };
}

function readNumbers(
  nc: MarshalValue | undefined,
  cc: MarshalValue | undefined,
  tt: MarshalValue | undefined,
  ct: MarshalValue | undefined,
): CallNumbers | null {
  const ncalls = readCount(nc);
  const primitiveCalls = readCount(cc);
  const tottime = readTime(tt);
  const cumtime = readTime(ct);
  if (ncalls === null || primitiveCalls === null || tottime === null || cumtime === null) return null;
  return {
    ncalls: ncalls.value,
    ncallsText: ncalls.text,
    primitiveCalls: primitiveCalls.value,
    primitiveCallsText: primitiveCalls.text,
    tottime,
    cumtime,
  };
}

/** An edge's tuple is (nc, cc, tt, ct): the counts are the other way round than in a function's tuple. */
function readEdgeNumbers(value: MarshalValue): { readonly numbers: CallNumbers; readonly countsOnly: boolean } | null {
  if (value instanceof PySequence) {
    if (value.kind !== 'tuple' || value.items.length !== 4) return null;
    const [nc, cc, tt, ct] = value.items;
    const numbers = readNumbers(nc, cc, tt, ct);
    return numbers === null ? null : { numbers, countsOnly: false };
  }
  const count = value === null ? { value: 0, text: 'None' } : readCount(value);
  if (count === null) return null;
  const calls = {
    ncalls: count.value,
    ncallsText: count.text,
    primitiveCalls: count.value,
    primitiveCallsText: count.text,
  };
  return { numbers: { ...calls, tottime: 0, cumtime: 0 }, countsOnly: true };
}

/** What Python's `in` works on: `("jprofile", 0, "profiler") in callers` is all that loading asks of it. */
function isContainer(value: MarshalValue | undefined): value is MarshalValue {
  return value instanceof PyDict || value instanceof PySequence;
}

function badEntry(entry: DictEntry, what: string): DecodeError {
  return new DecodeError('bad-entry', entry.offset, `an entry with ${what}`);
}

function describe(value: MarshalValue): string {
  return value === null ? 'None' : `marshalled ${typeName(value)}`;
}
