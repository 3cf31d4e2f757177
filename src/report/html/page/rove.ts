/** By the name that browsers have for a key: to which of the others it leads. */
const STEPS: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, length) => length - 1,
};

/**
 * Of many links or buttons, one is a stop for Tab; from there arrows lead to the others. Without it whoever has no mouse
 * presses Tab a hundred times to get past a table.
 */
export function rove(around: HTMLElement, selector: string): void {
  around.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const items = [...around.querySelectorAll<HTMLElement>(selector)];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[STEPS[key]?.(at, items.length) ?? -1];
    if (at < 0 || next === undefined || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    next.focus();
  });
  around.addEventListener('focusin', ({ target }) => {
    for (const item of around.querySelectorAll<HTMLElement>(selector)) item.tabIndex = item === target ? 0 : -1;
  });
}

/** Makes the first a stop, of those that are new. */
export function stopAtFirst(around: HTMLElement, selector: string): void {
  for (const [at, item] of [...around.querySelectorAll<HTMLElement>(selector)].entries())
    item.tabIndex = at === 0 ? 0 : -1;
}
