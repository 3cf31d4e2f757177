import { describe, expect, test } from 'vitest';
import { characterPuts } from '../../../../src/hints/code/loops/character-put.ts';
import { frameIn } from '../../program-code.ts';

function putsIn(...steps: readonly string[]): number {
  const program = `def mask(text: str, places, seen):
    for at in places:
${steps.map((step) => `        ${step}`).join('\n')}
    return text
`;
  return characterPuts(frameIn(program, 'mask')).length;
}

const PUT = "text = text[:at] + '*' + text[at + 1:]";

describe('a text of which each step changes one character', () => {
  test.each([[PUT], ["text = f'{text[:at]}*{text[at + 1:]}'"], ["if text[at] != ' ':", `    ${PUT}`]])(
    'is found: %s',
    (...steps) => {
      expect(putsIn(...steps)).toBe(1);
    },
  );

  test.each([
    ['it is wanted whole in each step', PUT, 'seen.add(text)'],
    ['it is walked in each step', PUT, 'seen.update(text)'],
    ['it is looked through in each step', PUT, "seen.add('x' in text)"],
    ['each pass begins with another', 'text = str(at)', PUT],
    ['the loop is left then', `if text[at] == ' ':`, `    ${PUT}`, '    break'],
    ['more than one character is put', "text = text[:at] + '--' + text[at + 1:]"],
    ['what is behind moves', "text = text[:at] + '*' + text[at:]"],
    ['another is made of it', "other = text[:at] + '*' + text[at + 1:]"],
  ])('is none where %s', (_, ...steps) => {
    expect(putsIn(...steps)).toBe(0);
  });

  test('is found in an object, with the places that want it whole', () => {
    const program = `class Grid:
    def __init__(self):
        self.cells = '.' * 90000
    def put(self, at, isWall):
        self.cells = self.cells[:at] + ('#' if isWall else '.') + self.cells[at + 1:]
    def shown(self):
        return self.cells.count('#') + len(self.cells)
`;
    const puts = characterPuts(frameIn(program, 'put'));
    expect(puts.map(({ wholeReads }) => wholeReads.map(({ frame }) => frame.scope.name))).toEqual([['shown']]);
  });

  test.each(["f'<{at}>'", "'' if at % 2 else '##'", 'TABLE.get(at, "q")', 'mark', "'ab'"])(
    'is none where %s is put, which may be no character or several: all behind it would move',
    (put) => {
      const program = `def grow(text, mark, TABLE):
    text = '.' * 90000
    for at in range(len(text)):
        text = text[:at] + (${put}) + text[at + 1:]
    return text
`;
      expect(characterPuts(frameIn(program, 'grow'))).toEqual([]);
    },
  );
});
