/** Finds a pattern in a text. */
export type Matcher = (text: string) => boolean;

/**
 * A regular expression as RE2 reads it, or what is wrong with it. RE2 needs time in proportion to the text, whatever the
 * pattern: JavaScript's own engine can be held up for hours by a pattern from a file.
 */
export async function compilePattern(pattern: string): Promise<Matcher | { readonly detail: string }> {
  const { RE2JS } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { detail: message.replace(/^error parsing regexp: /, '') };
  }
}
