/** The characters of a text; a surrogate without its partner stands alone. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}

/** True for C0 and C1 control characters, DEL, and the two Unicode line separators. */
export function isControl(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
}

export function isLoneSurrogate(char: string): boolean {
  const code = char.charCodeAt(0);
  return char.length === 1 && code >= 0xd800 && code <= 0xdfff;
}
