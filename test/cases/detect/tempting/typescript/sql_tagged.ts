import { sql } from './db';

export const findPrompts = (role: string) => sql`
  select id, role, content from messages
  where role = ${role} and content ilike 'you are%'
  order by created_at desc limit 50`;

export const INSERT_PROMPT = 'INSERT INTO prompts (title, system_prompt, user_prompt) VALUES ($1, $2, $3) RETURNING id';
