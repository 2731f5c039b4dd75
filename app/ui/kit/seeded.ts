// Every drawing here comes from a word (a handle, a hashtag): same word, same drawing, on any machine.

/** 32 bits that depend on every character of the word, whatever its case (FNV-1a, then a murmur finish). */
export function hashOf(word: string): number {
  let hash = 2166136261;
  for (const char of word.normalize('NFC').toLowerCase()) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export type Dice = () => number;

/** An endless, repeatable series of numbers in [0, 1) (mulberry32). */
export function diceFor(word: string): Dice {
  let state = hashOf(word);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<Item>(dice: Dice, items: readonly Item[]): Item {
  return items[Math.floor(dice() * items.length)]!;
}
