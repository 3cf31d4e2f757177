import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyParser } from '../../../src/tui/terminal/key-parser.ts';

/** The names of the keys in some reads; a pasted text in brackets. */
function keysOf(...reads: readonly string[]): readonly string[] {
  return namesOf(new KeyParser(), reads);
}

function namesOf(parser: KeyParser, reads: readonly string[]): readonly string[] {
  return reads
    .flatMap((read) => parser.push(read))
    .map((event) => (event.kind === 'key' ? event.name : event.kind === 'paste' ? `[${event.text}]` : event.kind));
}

test('letters that are read at once are as many keys', () => {
  expect(keysOf('jjj')).toEqual(['j', 'j', 'j']);
  expect(keysOf('j\r\x04')).toEqual(['j', 'enter', 'ctrl-d']);
  expect(keysOf('é世👍')).toEqual(['é', '世', '👍']);
});

// What the terminals send: `infocmp -1 xterm-256color linux rxvt-unicode putty screen`.
test.each([
  ['\x1b[A', 'up'],
  ['\x1bOA', 'up'],
  ['\x1b[B', 'down'],
  ['\x1b[C', 'right'],
  ['\x1b[D', 'left'],
  ['\x1b[H', 'home'],
  ['\x1bOH', 'home'],
  ['\x1b[1~', 'home'],
  ['\x1b[7~', 'home'],
  ['\x1b[F', 'end'],
  ['\x1b[4~', 'end'],
  ['\x1b[8~', 'end'],
  ['\x1b[5~', 'pageup'],
  ['\x1b[6~', 'pagedown'],
  ['\x1b[3~', 'delete'],
  ['\x1b[Z', 'shift-tab'],
  ['\x1bOM', 'enter'],
  ['\x1b[1;5C', 'right'],
  ['\x1b[1;3C', 'alt-right'],
  ['\x1b[1;3D', 'alt-left'],
  ['\x1b[1;3B', 'down'],
  ['\x1b[6;5~', 'pagedown'],
  ['\x1b[7$', 'home'],
  ['\x1b[5^', 'pageup'],
])('%j is %s', (sequence, name) => {
  expect(keysOf(sequence)).toEqual([name]);
});

test.each([
  ['\t', 'tab'],
  [' ', 'space'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
  ['\x03', 'ctrl-c'],
  ['\x0c', 'ctrl-l'],
  ['\x1a', 'ctrl-z'],
])('the control character %j is %s', (character, name) => {
  expect(keysOf(character)).toEqual([name]);
});

test("the terminal's answers and keys without a meaning are no keys", () => {
  expect(keysOf('\x1b[I\x1b[O\x1b[24;80R\x1b[?62;c\x1b[2~\x1b[[Bj')).toEqual(['j']);
});

describe('Esc', () => {
  test('with a key right behind it is Esc and that key', () => {
    expect(keysOf('\x1bj')).toEqual(['escape', 'j']);
    expect(keysOf('\x1b\x1b[B')).toEqual(['escape', 'down']);
    expect(keysOf('\x1b\x1bOAj')).toEqual(['escape', 'up', 'j']);
    expect(keysOf('\x1b\x1b\x1b[6~')).toEqual(['escape', 'escape', 'pagedown']);
  });

  test('alone waits for what may come, and is then a key', () => {
    const parser = new KeyParser();
    expect(namesOf(parser, ['\x1b'])).toEqual([]);
    expect(parser.holds()).toBe('escape');
    expect(parser.flush()).toEqual([{ kind: 'key', name: 'escape' }]);
    expect(parser.holds()).toBe('nothing');
  });

  test('and a bracket, with nothing behind, are two keys in the end', () => {
    const parser = new KeyParser();
    expect(namesOf(parser, ['\x1b['])).toEqual([]);
    expect(parser.holds()).toBe('sequence');
    expect(parser.flush().length).toBe(2);
    expect(keysOf('\x1b[\x03')).toEqual(['escape', '[', 'ctrl-c']);
  });
});

describe('a pasted text', () => {
  test('comes whole and is no keys', () => {
    expect(keysOf('j\x1b[200~q\n\x1b[Bq\x1b[201~k')).toEqual(['j', '[q\n\x1b[Bq]', 'k']);
  });

  test('without an end swallows no Ctrl-C, and no key after it', () => {
    expect(keysOf('\x1b[200~lost', ' text', '\x03', 'j')).toEqual(['ctrl-c', 'j']);
  });

  test('whose end does not come is taken as far as it came, and keys are keys again', () => {
    const parser = new KeyParser();
    namesOf(parser, ['\x1b[200~lost\x1b[20']);
    expect(parser.flush()).toEqual([{ kind: 'paste', text: 'lost\x1b[20' }]);
    expect(parser.holds()).toBe('nothing');
    expect(namesOf(parser, ['j', '\x1b[201~', 'k'])).toEqual(['j', 'k']);
  });

  test('that is longer than anybody means is refused whole, and the keys after its end are heard', () => {
    const reads = Array.from({ length: 3 }, () => 'q'.repeat(40_000));
    expect(keysOf('\x1b[200~', ...reads, '\x1b[201~j')).toEqual(['long-paste', 'j']);
  });

  test('is waited for while it comes', () => {
    const parser = new KeyParser();
    namesOf(parser, ['\x1b[200~long']);
    expect(parser.holds()).toBe('paste');
    expect(namesOf(parser, [' text\x1b[20', '1~'])).toEqual(['[long text]']);
  });
});

test('however the input is cut into reads, it is the same keys', () => {
  const pieces = fc.constantFrom(
    'j',
    'é',
    '\r',
    '\x1b[A',
    '\x1b[6~',
    '\x1bOB',
    '\x1b[1;5C',
    '\x1b[200~a q\x1b[201~',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 6 }), (parts, cuts) => {
      const input = parts.join('');
      const places = [0, ...cuts.filter((cut) => cut < input.length).sort((a, b) => a - b), input.length];
      const reads = places.slice(1).map((end, at) => input.slice(places[at], end));
      expect(keysOf(...reads)).toEqual(keysOf(...parts));
    }),
  );
});
