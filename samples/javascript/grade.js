import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';

/** Grades a pupil's answer to a quiz question. */
export async function grade(question, answer) {
  const { text } = await generateText({
    model: openai('gpt-4.1-mini'),
    system: 'You grade quiz answers. Accept other words for the same thing.',
    prompt: `Question: <question>${question}</question>
Answer of the pupil: <answer>${answer}</answer>

Grade it from 1 to 5. Reply as JSON: {"grade": 1, "reasoning": "why"}`,
  });
  return JSON.parse(text);
}
