/** The profilers whose dumps are read, in the order in which they are named. */
export const PROFILERS = ['cProfile', 'profile', 'yappi', 'sampler'] as const;

/** What made a dump. */
export type Profiler = (typeof PROFILERS)[number];

/** What sets each profiler apart, and so why their numbers must not be compared. */
export const PROFILER_WORDS: Readonly<Record<Profiler, string>> = {
  cProfile: 'cProfile, which counts and times every call',
  profile: 'the pure-Python profile, which makes every call many times slower',
  yappi: 'yappi, which measures CPU time unless told otherwise, in all threads',
  sampler: 'a sampler, which counts samples and no calls',
};
