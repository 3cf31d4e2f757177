// Stands in for how Ink wraps and cuts texts in the bundle: the one that it lays out is blanks, each on a line of its own
// (src/tui/terminal/paint.tsx).
export default (text) => text;
