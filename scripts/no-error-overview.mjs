// Stands in for Ink's screen of an error in the bundle: what goes wrong is told in one sentence, after the terminal has
// been given back.
export default function NoErrorOverview() {
  return null;
}
