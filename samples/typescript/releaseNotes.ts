import OpenAI from 'openai';

const client = new OpenAI();

const instructions = [
  'You write release notes for people who use the program, not for its developers.',
  'Group the changes as New, Better and Mended.',
  'Always name the number of the issue. Leave out changes that users cannot notice.',
].join('\n');

/** Release notes in Markdown, from the lines of a change log. */
export async function releaseNotes(version: string, commits: readonly string[]): Promise<string> {
  const response = await client.responses.create({
    model: 'gpt-4.1-mini',
    instructions,
    input: `Write the notes of version ${version} from these commits:

<commits>
${commits.join('\n')}
</commits>`,
  });
  return response.output_text;
}
