/**
 * What stands in a page for all that is asked of hidden functions, and of chains that are sorted by their own time: a page hides
 * nothing, and sorts no trees. The views ask for it only where something is hidden.
 */
function refuse(): never {
  throw new Error('a page hides no functions');
}

export {
  refuse as countSpliced,
  refuse as endOfChain,
  refuse as shownCalls,
  refuse as splicedCallsOf,
  refuse as splicedChildren,
  refuse as splicedStart,
  refuse as timeInLine,
};
