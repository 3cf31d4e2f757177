import type { OwnCode } from '../views/own-code.ts';
import { codes, type Phrase, phraseText } from './phrase.ts';
import { cutMiddle } from './short-name.ts';

/** The most parts that are named, and the most characters in them. */
const MOST_PARTS = 4;
const LONGEST_PART = 40;

/** With `--mine` that fits nothing, or when all was taken back in the viewer. */
const NOTHING_SAID = 'own code: nothing in this profile is said to be yours';

/** `own code: black, blib2to3; --mine changes it`, without a full stop. */
export function ownCodePhrase(own: OwnCode): Phrase {
  if (own.parts.length === 0)
    return [own.isSaid ? NOTHING_SAID : 'own code: none was found; --mine says what is yours'];
  return [...ownPartsPhrase(own), own.isSaid ? '' : '; --mine changes it'];
}

/** `own code: black, blib2to3`, to stand beside something else. */
export function ownPartsPhrase({ parts }: OwnCode): Phrase {
  const named = codes(parts.slice(0, MOST_PARTS).map(({ name }) => cutMiddle(name, LONGEST_PART)));
  const more = parts.length > MOST_PARTS ? ` and ${parts.length - MOST_PARTS} more` : '';
  return ['own code: ', ...named, more];
}

export function ownCodeText(own: OwnCode): string {
  return phraseText(ownCodePhrase(own));
}
