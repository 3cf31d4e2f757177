const VARINT = 0;
const DELIMITED = 2;

/** `message Profile` of github.com/google/pprof/proto/profile.proto: the wire types that each field may have. */
const FIELDS: Readonly<Record<number, readonly number[]>> = {
  1: [DELIMITED], // sample_type
  2: [DELIMITED], // sample
  3: [DELIMITED], // mapping
  4: [DELIMITED], // location
  5: [DELIMITED], // function
  6: [DELIMITED], // string_table
  7: [VARINT], // drop_frames
  8: [VARINT], // keep_frames
  9: [VARINT], // time_nanos
  10: [VARINT], // duration_nanos
  11: [DELIMITED], // period_type
  12: [VARINT], // period
  13: [VARINT, DELIMITED], // comment, packed or not
  14: [VARINT], // default_sample_type
  15: [VARINT], // doc_url
};

const SAMPLE_TYPE = 1;
const STRING_TABLE = 6;

/** A real profile has shown its sample types and strings long before this many fields. */
const MOST_FIELDS = 100_000;

/**
 * Whether an unpacked file is a pprof profile. Protobuf has no magic number: the fields must be those of a Profile to
 * the last byte, with a sample type and strings among them.
 */
export function isPprof(bytes: Uint8Array): boolean {
  const seen = new Set<number>();
  let at = 0;
  for (let fields = 0; at < bytes.length && fields < MOST_FIELDS; fields++) {
    const tag = readVarint(bytes, at);
    if (tag === null) return false;
    const number = tag.value >> 3;
    const wireType = tag.value & 7;
    if (FIELDS[number]?.includes(wireType) !== true) return false;
    const value = readVarint(bytes, tag.end);
    if (value === null) return false;
    at = wireType === DELIMITED ? value.end + value.value : value.end;
    if (at > bytes.length) return false;
    seen.add(number);
  }
  return seen.has(SAMPLE_TYPE) && seen.has(STRING_TABLE);
}

/**
 * A number of up to ten bytes. One that no double holds exactly is only stepped over or, as a length, leads past the
 * end.
 */
function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let at = start; at < Math.min(bytes.length, start + 10); at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return null;
}
