/**
 * What the browser's Back leads back to. An entry has no more than a name for what was shown: what another load of the page
 * put there, of another profile perhaps, is unknown and stays unheeded.
 */
export class StepHistory<Shown> {
  private readonly shown = new Map<unknown, Shown>();

  constructor(show: (shown: Shown) => void) {
    addEventListener('popstate', ({ state }) => {
      const shown = this.shown.get(state);
      if (shown !== undefined) show(shown);
    });
  }

  /** A step that Back takes back. */
  step(from: Shown, to: Shown): void {
    history.replaceState(this.entryOf(from), '');
    history.pushState(this.entryOf(to), '');
  }

  private entryOf(shown: Shown): string {
    const name = `${performance.timeOrigin} ${this.shown.size}`;
    this.shown.set(name, shown);
    return name;
  }
}
