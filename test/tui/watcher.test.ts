import { expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { createStore } from '../../src/tui/store.ts';
import { createWatcher } from '../../src/tui/watcher.ts';
import { FakeHost } from './fake-terminal.ts';
import { largeTable } from './made-tables.ts';
import { openViewer } from './press.ts';

test('a version of the watched file that another one overtakes is worked on no more', async () => {
  let isOvertaken = false;
  let looks = 0;
  const counted = (table: ProfileTable): ProfileTable => ({
    ...table,
    get functions() {
      if (isOvertaken) looks++;
      return table.functions;
    },
  });
  const host = new FakeHost();
  const store = createStore(openViewer(largeTable(40_000, '/srv/app')));
  const watcher = createWatcher(host, store);
  watcher.start(store.state());
  const newest = largeTable(41_000, '/srv/app');
  host.watched?.onLoaded(counted(largeTable(42_000, '/srv/app')));
  isOvertaken = true;
  host.watched?.onLoaded(newest);
  await expect.poll(() => store.state().table).toBe(newest);
  watcher.stop();
  expect(looks).toBe(0);
});
