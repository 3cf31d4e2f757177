/** Python source as text. `problem` says what could not be read as it should be. */
export type SourceText = {
  /** Lines end in `\n`, whatever ended them in the file; a byte order mark is gone. */
  readonly text: string;
  readonly encoding: string;
  readonly problem: string | null;
};

const BOM = [0xef, 0xbb, 0xbf] as const;

/** PEP 263: in a comment that is all of the first line, or of the second where the first has no code. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

const NO_CODE = /^[ \t\f]*(?:#.*)?$/;

/**
 * Bytes of a Python file -> text, as CPython's tokenizer decodes them: byte order mark, PEP 263 cookie, else UTF-8.
 * Bytes that do not fit the encoding become U+FFFD, and the problem says so: the source is shown all the same.
 */
export function decodeSource(bytes: Uint8Array): SourceText {
  const hasBom = BOM.every((byte, at) => bytes[at] === byte);
  const body = hasBom ? bytes.subarray(BOM.length) : bytes;
  const cookie = hasBom ? null : cookieOf(body);
  const { text, encoding, problem } = decodeBytes(body, cookie ?? 'utf-8');
  return { text: text.replace(/\r\n?/g, '\n'), encoding, problem };
}

function cookieOf(bytes: Uint8Array): string | null {
  const [first = '', second = ''] = latin1(bytes.subarray(0, 1000)).split(/\r\n?|\n/);
  const found = COOKIE.exec(first) ?? (NO_CODE.test(first) ? COOKIE.exec(second) : null);
  return found?.[1] ?? null;
}

function decodeBytes(bytes: Uint8Array, name: string): SourceText {
  const label = labelOf(name);
  if (label === 'iso-8859-1') return { text: latin1(bytes), encoding: label, problem: null };
  if (label === 'windows-1252') return { text: windows1252(bytes), encoding: label, problem: null };
  const decoder = makeDecoder(label);
  if (decoder === null) {
    const problem = `its encoding ${name} is not known here: read as UTF-8`;
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), encoding: 'utf-8', problem };
  }
  try {
    return { text: decoder.decode(bytes), encoding: label, problem: null };
  } catch {
    const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
    return { text, encoding: label, problem: `some bytes are not ${label.toUpperCase()}` };
  }
}

function makeDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return null; // the caller says so
  }
}

/** Python's name of an encoding -> the Encoding Standard's label. There, `latin1` is windows-1252: not what Python means. */
function labelOf(name: string): string {
  const plain = name.toLowerCase().replaceAll('_', '-');
  if (/^(utf-?8|u8)(-|$)/.test(plain)) return 'utf-8';
  if (/^(latin-?1|l1|iso-?8859-1|iso-latin-1|ascii|us-ascii|8bit)(-|$)/.test(plain)) return 'iso-8859-1';
  return plain.replace(/^cp(125\d|874)$/, 'windows-$1').replace(/^iso8859-/, 'iso-8859-');
}

/** Bytes 0x80 to 0x9f of windows-1252; the five that it leaves out stay controls, as in the Encoding Standard. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** From 20.18.3 on Node's TextDecoder decodes windows-1252 as Latin-1 (https://github.com/nodejs/node/issues/56542). */
function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
