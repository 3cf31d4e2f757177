/**
 * OSC 52: the terminal puts the text into its clipboard, also at the other end of an SSH line. tmux takes it with `set
 * -g set-clipboard on`, or passes it on, wrapped, with `set -g allow-passthrough on`: it gets both, and does one.
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
 */
export function copySequence(text: string, isTmux: boolean): string {
  const sequence = `\x1b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`;
  return isTmux ? `${sequence}\x1bPtmux;\x1b${sequence}\x1b\\` : sequence;
}
