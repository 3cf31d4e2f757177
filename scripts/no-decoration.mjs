// Stands in for Ink's borders and backgrounds in the bundle: the viewer draws its own, in the text of its lines.
export default function noDecoration() {}
