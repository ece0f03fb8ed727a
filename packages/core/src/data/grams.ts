/** Capital letters are found by small ones and the other way round; only ASCII's, since that is what both databases fold alike. */
export const folded = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * What a text is found by: its characters and its pairs of neighbouring characters. Chinese has no blanks between words, and most of its
 * words have two characters: pairs find them where trigrams could not.
 */
export function gramsOf(...texts: readonly (string | null)[]): readonly string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    let before = '';
    for (const character of folded(text)) {
      grams.add(character);
      if (before !== '') grams.add(before + character);
      before = character;
    }
  }
  return [...grams];
}
/** What must be there for a text to be found: its pairs, or its only character. */
export const gramsAsked = (text: string): readonly string[] => {
  const all = gramsOf(text);
  return [...text].length === 1 ? all : all.filter((gram) => [...gram].length > 1);
};

/** Grams as one text of ASCII tokens, which no tokenizer can take apart. */
export const gramTokens = (grams: readonly string[]): string =>
  grams.map((gram) => [...gram].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join('x')).join(' ');
