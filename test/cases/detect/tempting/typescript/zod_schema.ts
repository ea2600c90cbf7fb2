import { z } from 'zod';

export const assistantSchema = z.object({
  name: z.string().describe('Name of the assistant as shown to its users.'),
  instructions: z.string().min(10, 'Write at least ten characters.').describe('Instructions that the assistant follows.'),
  role: z.enum(['system', 'user', 'assistant']).describe('Who is speaking in the message.'),
  prompt: z.string().max(8000, { message: 'The prompt must have no more than 8000 characters.' }),
});
