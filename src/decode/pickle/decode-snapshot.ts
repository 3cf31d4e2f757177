import type { MemorySnapshot } from '../../profile/memory-snapshot.ts';
import { readAnySnapshot } from './any-snapshot.ts';
import { pickleLimits } from './limits.ts';
import { refuseOtherFiles } from './refuse-other-files.ts';
import { readUsualSnapshot } from './usual-snapshot.ts';

/**
 * What `tracemalloc.Snapshot.dump` wrote (Python 3.4 to 3.14), unpacked. `now`: a clock in milliseconds that never goes
 * back; a file that takes too long is given up.
 *
 * @throws DecodeError that says what the file is where that is recognised, else what is wrong with it
 */
export function decodeSnapshot(bytes: Uint8Array, now: () => number): MemorySnapshot {
  refuseOtherFiles(bytes, 'tracemalloc-snapshot');
  return readUsualSnapshot(bytes) ?? readAnySnapshot(bytes, pickleLimits(now));
}
