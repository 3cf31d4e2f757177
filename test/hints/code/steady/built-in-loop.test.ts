import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

type Parts = {
  readonly given?: string;
  readonly first?: string;
  readonly ask?: string;
  readonly init?: string;
  readonly write?: string;
};

/** A message that is encoded for each member of a room; the parts make it another program. */
function room({ given = '', first = 'pass', ask = 'encode("say", message)', init = '', write = 'pass' }: Parts) {
  return `import json
import struct
HEADER = struct.Struct("!HB")
KINDS = {"say": 1, "leave": 2}
def encode(kind, message):
    data = json.dumps(message).encode()
    return HEADER.pack(len(data), KINDS[kind]) + data
class Formatter:
    def __init__(self, width):
        self.width = width
    def render(self, record):
        return "".join(key.ljust(self.width) for key in sorted(record))
class Member:
    def __init__(self, room):
        self.room = room
        self.size = 0
    def write(self, data):
        self.size += len(data)
        ${write}
class Room:
    def __init__(self):
        self.formatter = Formatter(12)
        self.members = [Member(self) for _ in range(9)]
        self.last = {}
        ${init}
    def mark(self, name):
        self.last["to"] = name
    def tell(self, text, number):
        message = {"text": text, "number": number}
        ${given}
        for member in self.members:
            ${first}
            member.write(${ask})
def main():
    room = Room()
    for number in range(300):
        room.tell("hello", number)
main()
`;
}

function found(rule: string, parts: Parts): readonly string[] {
  return sitesIn(rule, room(parts)).flatMap(({ subject, why }) =>
    why === 'loop' || rule === 'json-hoist' ? [subject] : [],
  );
}

describe('what is made of a message for each who gets it', () => {
  test('is the same, by a function that packs it', () => {
    expect(found('call-again', {})).toEqual(['encode("say", message)']);
  });

  test('is the same where the message is put together anew in each pass', () => {
    const first = 'body = {"text": text, "number": number}';
    expect(found('call-again', { first, ask: 'encode("say", body)' })).toEqual(['encode("say", body)']);
    expect(found('json-hoist', { first, ask: 'json.dumps(body)' })).toContain('json.dumps(body)');
  });

  test('is another where the message is changed by another of its names', () => {
    expect(found('call-again', { given: 'self.last = message', first: 'self.mark("all")' })).toEqual([]);
    expect(found('call-again', { given: 'self.last = message = {"text": text}', first: 'self.mark("all")' })).toEqual(
      [],
    );
    const ask = 'self.formatter.render(message)';
    expect(found('call-again', { given: 'self.last = message', write: 'self.room.mark(data)', ask })).toEqual([]);
  });

  test('is another where the width of the formatter is set by who gets it', () => {
    const write = 'self.room.formatter.width = len(data)';
    expect(found('call-again', { ask: 'self.formatter.render(message)', write })).toEqual([]);
  });

  test('is another where the new message gets a name, here or by a method', () => {
    const made = 'body = {"text": text}';
    const own = `${made}; body["to"] = member.size`;
    const given = `${made}; self.last = body; self.mark(member.size)`;
    for (const first of [own, given, 'body = {"text": text, "to": member.size}']) {
      expect(found('call-again', { first, ask: 'encode("say", body)' })).toEqual([]);
      expect(found('json-hoist', { first, ask: 'json.dumps(body)' })).not.toContain('json.dumps(body)');
    }
  });

  test.each([
    ['a property', '@property\n    def seq(self):\n        self.last["n"] = 1\n        return 1', 'self.seq'],
    ['an item', 'def __getitem__(self, name):\n        self.last["n"] = 1\n        return 1', 'self["all"]'],
    ['a text', 'def __str__(self):\n        self.last["n"] = 1\n        return ""', 'f"{self.formatter}"'],
  ])('is another where %s of the file is not only read', (_, method, asked) => {
    const first = `body = {"text": text, "number": ${asked}}`;
    const hooked = (parts: Parts): string => room(parts).replace('def mark', `${method}\n    def mark`);
    const own = hooked({ first, ask: 'encode("say", body)' });
    expect(sitesIn('call-again', own).filter(({ why }) => why === 'loop')).toEqual([]);
    const dumped = sitesIn('json-hoist', hooked({ first, ask: 'json.dumps(body)' }));
    expect(dumped.map(({ subject }) => subject)).not.toContain('json.dumps(body)');
  });

  test('is not known where another thing packs it', () => {
    const source = room({}).replace('struct.Struct("!HB")', 'open("bin")');
    expect(sitesIn('call-again', source).filter(({ why }) => why === 'loop')).toEqual([]);
  });
});
