// Generated from bench/hints/measured.json by `npm run generate`. Do not edit.

/** How many times faster the other form was, and the peaks of tracemalloc before and after. */
export type Figure = { readonly minor: number; readonly ratio: number; readonly peakKiB: readonly [number, number] };

/** A pair of forms: of so many items, on the Pythons that measured it, the oldest first. */
export type PracticeFigures = { readonly items: number; readonly byPython: readonly Figure[] };

export const MEASURED_PRACTICES: ReadonlyMap<string, PracticeFigures> = new Map([
  [
    'gen-retain/function',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.2, peakKiB: [2756, 0] },
        { minor: 11, ratio: 1.2, peakKiB: [2833, 0] },
        { minor: 12, ratio: 1.3, peakKiB: [2677, 0] },
        { minor: 13, ratio: 1.3, peakKiB: [2676, 0] },
      ],
    },
  ],
  [
    'gen-retain/sum',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 0.88, peakKiB: [716, 0] },
        { minor: 11, ratio: 0.81, peakKiB: [794, 0] },
        { minor: 12, ratio: 0.81, peakKiB: [793, 0] },
        { minor: 13, ratio: 0.81, peakKiB: [793, 0] },
      ],
    },
  ],
  [
    'practice-append-loop/comprehension',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.4, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.1, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 1.2, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 1.1, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-append-loop/extend',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.2, peakKiB: [1292, 1296] },
        { minor: 11, ratio: 0.88, peakKiB: [1292, 1296] },
        { minor: 12, ratio: 0.96, peakKiB: [1136, 1140] },
        { minor: 13, ratio: 0.91, peakKiB: [1136, 1140] },
      ],
    },
  ],
  [
    'practice-append-loop/extend-whole',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 5.2, peakKiB: [170, 173] },
        { minor: 11, ratio: 2.3, peakKiB: [170, 173] },
        { minor: 12, ratio: 2.8, peakKiB: [170, 173] },
        { minor: 13, ratio: 2.6, peakKiB: [170, 173] },
      ],
    },
  ],
  [
    'practice-append-loop/map',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 2.2, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.1, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 1, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 0.94, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-append-loop/map-lambda',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.7, peakKiB: [1291, 1291] },
        { minor: 11, ratio: 1.8, peakKiB: [1291, 1291] },
        { minor: 12, ratio: 2.1, peakKiB: [1135, 1135] },
        { minor: 13, ratio: 1.9, peakKiB: [1135, 1135] },
      ],
    },
  ],
  [
    'practice-bind-local/append',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.2, peakKiB: [1794, 1794] },
        { minor: 11, ratio: 0.84, peakKiB: [1988, 1988] },
        { minor: 12, ratio: 0.96, peakKiB: [1988, 1988] },
        { minor: 13, ratio: 0.9, peakKiB: [1988, 1988] },
      ],
    },
  ],
  [
    'practice-bind-local/method',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.99, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.99, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-bind-local/module-function',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/largest',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.71, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.92, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/number',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.2, peakKiB: [0, 0] },
        { minor: 11, ratio: 0.94, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.95, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.91, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/sum',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 4.9, peakKiB: [0, 0] },
        { minor: 11, ratio: 4.2, peakKiB: [0, 0] },
        { minor: 12, ratio: 6.1, peakKiB: [0, 0] },
        { minor: 13, ratio: 5.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-built-ins/tally',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 2, peakKiB: [4, 6] },
        { minor: 11, ratio: 1.4, peakKiB: [3, 5] },
        { minor: 12, ratio: 1.4, peakKiB: [3, 5] },
        { minor: 13, ratio: 1.3, peakKiB: [3, 5] },
      ],
    },
  ],
  [
    'practice-evaluations',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 3.1, peakKiB: [0, 0] },
        { minor: 11, ratio: 2.6, peakKiB: [0, 0] },
        { minor: 12, ratio: 3.5, peakKiB: [0, 0] },
        { minor: 13, ratio: 3, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/format',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 11, ratio: 2.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.9, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/percent',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.5, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.1, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.1, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/plus',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 1.8, peakKiB: [0, 0] },
        { minor: 11, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 12, ratio: 1.4, peakKiB: [0, 0] },
        { minor: 13, ratio: 1.4, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-format/two',
    {
      items: 50000,
      byPython: [
        { minor: 10, ratio: 0.96, peakKiB: [0, 0] },
        { minor: 11, ratio: 1, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.97, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.91, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-join/few',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 0.83, peakKiB: [0, 0] },
        { minor: 11, ratio: 0.83, peakKiB: [0, 0] },
        { minor: 12, ratio: 0.7, peakKiB: [0, 0] },
        { minor: 13, ratio: 0.7, peakKiB: [0, 0] },
      ],
    },
  ],
  [
    'practice-join',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 1.9, peakKiB: [235, 403] },
        { minor: 11, ratio: 2.2, peakKiB: [235, 403] },
        { minor: 12, ratio: 2, peakKiB: [235, 403] },
        { minor: 13, ratio: 1.8, peakKiB: [235, 403] },
      ],
    },
  ],
  [
    'practice-product/chain',
    {
      items: 300,
      byPython: [
        { minor: 10, ratio: 0.96, peakKiB: [1, 1] },
        { minor: 11, ratio: 0.96, peakKiB: [1, 1] },
        { minor: 12, ratio: 0.98, peakKiB: [1, 1] },
        { minor: 13, ratio: 0.82, peakKiB: [1, 1] },
      ],
    },
  ],
  [
    'practice-product',
    {
      items: 300,
      byPython: [
        { minor: 10, ratio: 0.94, peakKiB: [0, 7] },
        { minor: 11, ratio: 0.92, peakKiB: [0, 8] },
        { minor: 12, ratio: 0.97, peakKiB: [0, 8] },
        { minor: 13, ratio: 0.95, peakKiB: [0, 8] },
      ],
    },
  ],
  [
    're-compile/cache-overflow',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 160, peakKiB: [109, 1] },
        { minor: 11, ratio: 140, peakKiB: [146, 2] },
        { minor: 12, ratio: 110, peakKiB: [164, 2] },
        { minor: 13, ratio: 100, peakKiB: [128, 2] },
      ],
    },
  ],
  [
    're-compile/compile',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 2.3, peakKiB: [1, 1] },
        { minor: 11, ratio: 2.2, peakKiB: [2, 2] },
        { minor: 12, ratio: 2, peakKiB: [2, 2] },
        { minor: 13, ratio: 2.1, peakKiB: [2, 2] },
      ],
    },
  ],
  [
    're-compile/module',
    {
      items: 20000,
      byPython: [
        { minor: 10, ratio: 2.3, peakKiB: [1, 1] },
        { minor: 11, ratio: 2.1, peakKiB: [2, 2] },
        { minor: 12, ratio: 2, peakKiB: [2, 2] },
        { minor: 13, ratio: 2.1, peakKiB: [2, 2] },
      ],
    },
  ],
]);
