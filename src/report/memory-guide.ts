/** One section of the guide to live memory: plain ASCII, a paragraph a string. */
export type GuideSection = {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly code?: readonly string[];
};

/**
 * What live memory is and what a snapshot can tell about it. The viewer shows it; docs/memory.md is generated from it.
 * Sizes: `sys._debugmallocstats()` of CPython 3.8 to 3.13 on 64 bits, and Include/internal/pycore_obmalloc.h.
 */
export const MEMORY_GUIDE: readonly GuideSection[] = [
  {
    heading: 'Where objects live',
    paragraphs: [
      'All objects of a Python program lie in a private heap that the interpreter manages by itself. A program asks for objects, never for addresses; names are references to them, and an object goes when the last reference goes or the garbage collector finds that nobody can reach it.',
    ],
  },
  {
    heading: 'Blocks, pools, arenas',
    paragraphs: [
      'A request of at most 512 bytes is rounded up to a multiple of 16, its size class, and gets a block of that size: 56 bytes take a block of 64. Blocks of one class lie side by side in a pool, behind a header of 48 bytes; a pool of 16 KiB has room for 255 blocks of 64 bytes. 64 pools are cut from an arena, the piece that the interpreter takes from the system.',
      'Python 3.8 and 3.9 have arenas of 256 KiB and pools of 4 KiB; since Python 3.10 they are 1 MiB and 16 KiB (on 64 bits). A request of more than 512 bytes goes straight to malloc. Free-threaded builds (python3.13t) use another allocator, mimalloc, for everything.',
      'Pools and arenas are shown only if the Python version of the snapshot is known, from the paths of its library or from --python-version. They are the least that the blocks of a row need if they fill their pools; in a running program pools are shared with other lines and rarely full.',
    ],
  },
  {
    heading: 'What the numbers are',
    paragraphs: [
      'Size is the sum of the bytes that were asked for (with the header of the garbage collector, without the rounding), blocks is how many requests are still alive, average is size divided by blocks. A block belongs to the line that allocated it, which need not be the line that keeps it alive. For the attributes of an object without __slots__ that is, since Python 3.11, mostly the line that calls the class.',
      'A line is counted for the function of the profile around it. Where the source is at hand its syntax tells which; otherwise it is the last function of the file that begins above the line, marked ~. So is a function that shares the line with a lambda or a generator expression. What is in no function of the profile is listed by file, so that all rows together are the whole snapshot.',
    ],
  },
  {
    heading: 'What a snapshot shows, and what it cannot',
    paragraphs: [
      'A snapshot shows what was alive at one moment. What came and went before is not in it: a loop that builds and drops a string 5000 times may leave one block, or none. So a snapshot proves what is kept, never that a program makes few objects. The peak is in tracemalloc.get_traced_memory(), not in the file.',
      'Take it while memory is high, for example before the function returns that holds the data. At the end of a program there is little left but the imported modules. Only memory that came through the allocators of Python is traced; an extension that calls malloc by itself is not seen.',
    ],
    code: [
      'import tracemalloc',
      'tracemalloc.start(10)      # keep 10 frames of each traceback',
      'data = load()',
      "tracemalloc.take_snapshot().dump('app.tracemalloc')",
    ],
  },
  {
    heading: 'Two snapshots',
    paragraphs: [
      'Given two of them, --memory before --memory after, rows show the growth from the first to the second, as compare_to() of tracemalloc does. To look for a leak take the first after the program has warmed up and the second after the same work once more: what has grown by then is kept by somebody.',
    ],
  },
  {
    heading: 'Why a process does not shrink',
    paragraphs: [
      'A block that is freed goes back to its pool, and the next object of that size class takes it. A pool can serve another class only when all its blocks are free; an arena goes back to the system only when all its pools are. One small object that stays alive can hold a whole arena. Some types keep freed objects in lists of their own besides. So freed memory is there for Python, and the system may still count it for the process: the sizes here do not tell its resident set.',
    ],
  },
  {
    heading: 'What to do about it',
    paragraphs: [
      'Many small blocks at one line are objects of one kind: __slots__, tuples, an array for plain numbers, or not keeping them at all (a generator instead of a list). A few large blocks are whole files, long strings or the tables of lists and dicts: read in pieces, join once, iterate instead of collecting.',
    ],
  },
];

/** The guide as Markdown: docs/memory.md. */
export function renderMemoryGuide(): string {
  const sections = MEMORY_GUIDE.map(({ heading, paragraphs, code }) =>
    [`## ${heading}`, ...paragraphs, ...(code === undefined ? [] : [['```python', ...code, '```'].join('\n')])].join(
      '\n\n',
    ),
  );
  return `${['# Live memory', 'Made by `npm run generate` from `src/report/memory-guide.ts`; the viewer shows the same (key `i` on the memory screen).', ...sections].join('\n\n')}\n`;
}
