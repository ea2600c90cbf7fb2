import { parseInstructions } from './_instructions.ts';
import { defineFormat } from './types.ts';

/** Custom agents of VS Code, GitHub and Claude Code: `*.agent.md` and the files in their folders of agents. */
export const agentMd = defineFormat({
  id: 'agent-md',
  files: ['**/*.agent.md', '**/.github/agents/*.md', '**/.claude/agents/*.md'],
  languageIds: ['chatagent', 'markdown'],
  parse: parseInstructions,
});
