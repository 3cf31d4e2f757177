// What dist/core.js takes for Buffer: Node's own where there is one, which reads a name of 20 characters in half the time,
// and else as much of it as the library needs.

class Bytes extends Uint8Array {
  static from(source, ...place) {
    if (typeof source === 'string') return new TextEncoder().encode(source);
    return place.length === 0 ? new Bytes(source) : new Bytes(source, ...place);
  }

  static alloc(length) {
    return new Bytes(length);
  }

  static concat(list) {
    const whole = new Bytes(list.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const bytes of list) {
      whole.set(bytes, at);
      at += bytes.length;
    }
    return whole;
  }

  /** Latin-1 alone is asked for, and TextDecoder takes that for windows-1252. */
  toString(_encoding, from = 0, to = this.length) {
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(this[at]);
    return text;
  }
}

export const Buffer = globalThis.Buffer ?? Bytes;
