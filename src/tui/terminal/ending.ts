/** The end of the viewer as a promise, and the ways to bring it about. */
export type Ending = {
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
  /** A listener whose errors end the viewer: outside of it they would end Node, with a stack on the screen. */
  readonly guard: <T extends readonly unknown[]>(listen: (...args: T) => void) => (...args: T) => void;
};

export function makeEnding(): Ending {
  let end: () => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const guard =
    <T extends readonly unknown[]>(listen: (...args: T) => void) =>
    (...args: T): void => {
      try {
        listen(...args);
      } catch (error) {
        fail(error);
      }
    };
  return { ended, end, fail, guard };
}
