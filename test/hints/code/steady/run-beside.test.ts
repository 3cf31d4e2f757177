import { describe, expect, test } from 'vitest';
import { isChangedBeside } from '../../../../src/hints/code/steady/run-beside.ts';
import { moduleIn } from '../../program-code.ts';

const FEED = `import _thread, asyncio, functools, signal, socketserver, threading
import concurrent.futures
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
class Feed:
    def __init__(self):
        self.prices = [1]
    def total(self):
        return sum(self.prices)
    def change(self, by=1):
        self.prices[0] = by
feed = Feed()
`;

function isChanged(more: string): boolean {
  return isChangedBeside(moduleIn(`${FEED}${more}\n`));
}

describe('another thread may change what a loop asks for', () => {
  test.each([
    'threading.Thread(target=feed.change).start()',
    'threading.Timer(3, feed.change).start()',
    '_thread.start_new_thread(feed.change, ())',
    'asyncio.to_thread(feed.change)',
    'signal.signal(2, feed.change)',
    'pool.submit(feed.change)',
    'loop.run_in_executor(None, feed.change)',
    'pool.apply_async(feed.change)',
    'loop.call_soon_threadsafe(feed.change)',
    'nursery.start_soon(feed.change)',
    'ThreadPoolExecutor(1).map(feed.change, [1])',
    'concurrent.futures.ThreadPoolExecutor(1).map(feed.change, [1])',
    'ThreadPool(2).map(feed.change, [1])',
  ])('by %s', (start) => {
    expect(isChanged(start)).toBe(true);
  });

  test.each([
    'threading.Thread(target=functools.partial(feed.change, 1)).start()',
    'job = feed.change\nthreading.Thread(target=job).start()',
    'jobs = [feed.change]\nthreading.Thread(target=jobs[0]).start()',
    'threading.Thread(target=lambda: feed.change(3)).start()',
    'threading.Thread(None, target=feed.total).start()\nfeed.on_idle = feed.change',
    'class Job:\n    def __call__(self):\n        feed.change(3)\nthreading.Thread(target=Job()).start()',
    'class Job(threading.Thread):\n    def run(self):\n        feed.change(3)',
    'class Base(threading.Thread):\n    pass\nclass Job(Base):\n    def run(self):\n        feed.change(3)',
    "class Job(socketserver.BaseRequestHandler):\n    def handle(self):\n        feed.change(3)\nsocketserver.ThreadingTCPServer(('', 0), Job)",
  ])('by whichever way a function comes to it: %s', (start) => {
    expect(isChanged(start)).toBe(true);
  });

  test.each([
    'feed.change(3)',
    'list(map(feed.change, [1]))',
    'threading.Thread(target=feed.total).start()',
    'threading.Thread(target=feed.total).start()\nfeed.change(3)',
    'class Page:\n    @property\n    def size(self):\n        self.asked = 1\n        return 2\nprint(Page().size)\nthreading.Thread(target=feed.total).start()',
    'class Form:\n    def submit(self, job):\n        return 3\nForm().submit(feed.change)',
  ])('but not by %s', (start) => {
    expect(isChanged(start)).toBe(false);
  });
});
