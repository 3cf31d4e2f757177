import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { fileMatcher } from '../../src/views/file-matcher.ts';

function matchIn(profileFiles: readonly string[], path: string): string | null {
  const builder = new ProfileBuilder();
  for (const file of profileFiles)
    builder.setRow(file, 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
  for (const _ of profileFiles) builder.endEdges();
  const table = builder.finish('traced', []);
  const id = fileMatcher(table)(path);
  return id === null ? null : table.strings.text(id);
}

describe('the file of a snapshot in the profile', () => {
  test.each([
    ['/srv/app/reader.py', ['/srv/app/reader.py', 'reader.py'], '/srv/app/reader.py'],
    ['/srv/app/etl/load.py', ['etl/load.py'], 'etl/load.py'],
    ['etl/load.py', ['/srv/app/etl/load.py'], '/srv/app/etl/load.py'],
    ['./load.py', ['load.py'], 'load.py'],
    ['C:\\app\\load.py', ['load.py'], 'load.py'],
    ['<frozen runpy>', ['<frozen runpy>'], '<frozen runpy>'],
  ])('%s among %j is %s', (path, files, expected) => {
    expect(matchIn(files, path)).toBe(expected);
  });

  test.each([
    ['another directory', '/srv/app/reader.py', ['/opt/app/reader.py']],
    ['a longer name that ends so', '/srv/app/loader.py', ['oader.py']],
    ['two that end so', 'reader.py', ['/a/reader.py', '/b/reader.py']],
    ['a made name', '/x/<string>', ['<string>']],
  ])('is none for %s', (_, path, files) => {
    expect(matchIn(files, path)).toBeNull();
  });
});
