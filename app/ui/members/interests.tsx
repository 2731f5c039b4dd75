/** Words on a wire. */
export function Interests({ words }: { words: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that an unstyled list is one
    <ul className="words-on-wire" role="list">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}
