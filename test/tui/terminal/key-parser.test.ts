import { describe, expect, test } from 'vitest';
import { KeyParser } from '../../../src/tui/terminal/key-parser.ts';
import { fc } from '../../properties.ts';

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

describe('the mouse', () => {
  const eventsOf = (...reads: readonly string[]) => {
    const parser = new KeyParser();
    return reads.flatMap((read) => [...parser.push(read)]);
  };

  test('is told by its reports: press, release and wheel, in cells from 0', () => {
    expect(eventsOf('\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M\x1b[<65;300;2M')).toEqual([
      { kind: 'mouse', what: 'press', cell: { x: 9, y: 4 } },
      { kind: 'mouse', what: 'release', cell: { x: 9, y: 4 } },
      { kind: 'mouse', what: 'wheel-up', cell: { x: 0, y: 0 } },
      { kind: 'mouse', what: 'wheel-down', cell: { x: 299, y: 1 } },
    ]);
  });

  test('with other buttons, keys held down or moved says nothing, and reports of old terminals are no keys', () => {
    expect(eventsOf('\x1b[<1;1;1M\x1b[<2;1;1M\x1b[<16;1;1M\x1b[<35;4;4M\x1b[<66;1;1M')).toEqual([]);
    expect(eventsOf('\x1b[<5M\x1b[<0;1M')).toEqual([]);
    expect(keysOf('\x1b[M !!j', '\x1b[M ', 'q5k')).toEqual(['j', 'k']);
  });

  test('in a pasted text is text', () => {
    expect(keysOf('\x1b[200~\x1b[<0;10;5M\x1b[201~')).toEqual(['[\x1b[<0;10;5M]']);
  });

  test.each(['\x1b[<0;10;5M', '\x1b[M !5'])(
    'whose report %j is broken by a line that hangs gives no keys',
    (report) => {
      for (let cut = 1; cut < report.length; cut++) {
        const parser = new KeyParser();
        const before = [...parser.push(report.slice(0, cut)), ...parser.flush()];
        expect(namesOf(parser, [report.slice(cut)]), `cut at ${cut}`).toEqual([]);
        // Esc alone, and with a bracket, were keys by then
        expect(before.length).toBe(cut <= 2 ? cut : 0);
        expect(namesOf(parser, ['j', 'M', '5'])).toEqual(['j', 'M', '5']);
      }
    },
  );

  test('in three parts gives no keys either, and keys after a broken report are heard', () => {
    const parser = new KeyParser();
    expect(namesOf(parser, ['\x1b[<0;'])).toEqual([]);
    expect(parser.flush()).toEqual([]);
    expect(namesOf(parser, ['10'])).toEqual([]);
    expect(namesOf(parser, [';5M', 'q'])).toEqual(['q']);
    expect(namesOf(parser, ['\x1b[<0;'])).toEqual([]);
    parser.flush();
    expect(namesOf(parser, ['q'])).toEqual(['q']);
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
    '\x1b[<0;10;5M',
    '\x1b[<65;3;4M',
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
