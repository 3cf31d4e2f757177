import { Text } from 'ink';
import type { ReactElement } from 'react';

/**
 * One line of the screen. A text node a line is the form that Ink 8 lays out fastest: a node a cell takes half as long
 * again, one node for all lines three times as long.
 */
export function Line({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
}

/** Lines in a part of the screen that keeps its height, however few they are. */
export function Lines({ lines, height }: { readonly lines: readonly string[]; readonly height: number }): ReactElement {
  const filled = Array.from({ length: height }, (_, at) => lines[at] ?? '');
  return (
    <>
      {filled.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the window; functions scroll through it
        <Line key={at} text={text} />
      ))}
    </>
  );
}
