// How long somebody who found a backup would have to guess its passphrase. A rough word for a person who chooses
// one, no proof. Not here: what the backend insists on (a length, for scripts too).

export type Strength = "short" | "weak" | "fair" | "strong";

/** Fewer characters are refused by the backend. */
export const shortest = 8;

const common = ["password", "passw0rd", "qwerty", "aichaku", "abc123", "letmein", "あいことば", "パスワード"];

function choices(letter: string): number {
  if (/[0-9]/.test(letter)) return 10;
  if (/[a-zA-Z]/.test(letter)) return 26;
  if (/[ -~]/.test(letter)) return 33;
  if (/[\u3040-\u30ff]/.test(letter)) return 80;
  return 250;
}

/**
 * Bits of a passphrase, roughly: each character by how many of its kind there are. Letters of a language follow
 * each other by rule, so none counts for more than 5 bits; one that repeats or counts on counts for 1.
 */
export function bits(text: string): number {
  const letters = [...text];
  let sum = 0;
  letters.forEach((letter, at) => {
    const before = letters[at - 1];
    const step = before === undefined ? null : letter.codePointAt(0)! - before.codePointAt(0)!;
    sum += step !== null && Math.abs(step) <= 1 ? 1 : Math.min(5, Math.log2(choices(letter)));
  });
  for (const word of common) {
    if (text.toLowerCase().includes(word)) sum -= Math.min(sum, word.length * 4);
  }
  return sum;
}

/** The word for it. SQLCipher makes each guess cost about 18 bits more. */
export function strength(text: string): Strength {
  if ([...text].length < shortest) return "short";
  const sum = bits(text);
  if (sum < 36) return "weak";
  return sum < 52 ? "fair" : "strong";
}
