import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileError } from '../../errors.ts';
import { errnoText } from '../input/errno.ts';

/** @throws FileError where the system's place for such folders takes none */
export function makeTemporaryFolder(purpose: 'profile' | 'facts' | 'children' | 'against' | 'page'): string {
  const place = tmpdir();
  try {
    return mkdtempSync(join(place, purpose === 'profile' ? 'pyprof-view-' : `pyprof-view-${purpose}-`));
  } catch (error) {
    const reason = `no temporary folder can be made there (${errnoText(error)}): name another place in TMPDIR`;
    throw new FileError('not-writable', place, reason, { cause: error });
  }
}
