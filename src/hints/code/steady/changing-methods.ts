/** Methods that make what they are called on longer. */
export const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'add']);

/** Methods of a list that put items into it. */
export const LENGTHENING: ReadonlySet<string> = new Set(['append', 'extend', 'insert']);

export const CHANGING: ReadonlySet<string> = new Set([
  ...GROWING,
  ...`insert pop remove clear sort reverse update setdefault popitem appendleft popleft discard extendleft rotate subtract
  move_to_end intersection_update difference_update symmetric_difference_update __setitem__ __delitem__ __setattr__ __delattr__ __iadd__`.split(
    /\s+/,
  ),
]);
