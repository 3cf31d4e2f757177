import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

const BELT = `class Belt:
    def __init__(self):
        self.parcels = []
    def heading_for(self, chute):
        return [one for one in self.parcels if one.chute == chute]
def send(parcel, chute):
    parcel.chute = chute
def run(belt, parcels, chutes):
    for parcel in parcels:
        belt.parcels.append(parcel)
        for chute in chutes:
            belt.heading_for(chute)
        send(parcel, chute)
`;

/** The levels of 3000 searches that took so long, where the part was set so often. */
function levelsOf(seconds: number, sets: number): readonly string[] {
  const builder = new ProfileBuilder();
  const rows = [
    [4, 'heading_for', numbers(3000, seconds)],
    [6, 'send', numbers(sets, 0.0001)],
  ] as const;
  for (const [line, name, row] of rows) {
    builder.setRow('made.py', line, name, row);
    builder.setEdge('made.py', 8, 'run', row, false);
    builder.endEdges();
  }
  builder.setRow('made.py', 8, 'run', numbers(1, 0.001, seconds + 0.002));
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(BELT));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

describe('a search for what is set meanwhile', () => {
  test('is told of where it is asked five times as often', () => {
    expect(levelsOf(0.018, 600)).toEqual(['likely']);
  });

  test('is told of from two searches for each set on where those are long', () => {
    expect(levelsOf(0.3, 1500)).toEqual(['likely']);
    expect(levelsOf(0.018, 1500)).toEqual([]);
  });

  test('is none where it is set as often as it is asked for', () => {
    expect(levelsOf(0.3, 1600)).toEqual([]);
  });
});
