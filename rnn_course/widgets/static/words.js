// Words and numbers made from them: the same as rnn_course/widgets/words.py, bit for bit.

/** The words of a text, split where there are blanks. */
export function splitWords(text) {
  return text.split(/[ \t\n\r\u00a0\u3000]+/).filter((word) => word !== "");
}

/** A 32-bit number made from the letters of a text; A–Z count as a–z. FNV-1a, over code points. */
export function lettersHash(text) {
  let value = 0x811c9dc5;
  for (const letter of text) {
    let code = letter.codePointAt(0);
    if (code >= 65 && code <= 90) code += 32;
    value = Math.imul(value ^ code, 0x01000193) >>> 0;
  }
  return value;
}

/** `count` numbers from -1 to 1, in steps of 1/64, decided by `seed`. MurmurHash3's final mixing step. */
export function numbersFrom(seed, count) {
  return Array.from({ length: count }, (_, i) => {
    let k = (seed + Math.imul(i + 1, 0x9e3779b9)) >>> 0;
    k = Math.imul(k ^ (k >>> 16), 0x85ebca6b);
    k = Math.imul(k ^ (k >>> 13), 0xc2b2ae35);
    k = (k ^ (k >>> 16)) >>> 0;
    return ((k % 129) - 64) / 64;
  });
}

/** The vector of a word, `size` numbers. */
export function wordVector(word, size) {
  return numbersFrom(lettersHash(word), size);
}
