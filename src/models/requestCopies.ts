import { openAiBaseUrl } from './keys.ts';
import { requestBody } from './openai/dialect.ts';
import type { ModelRequest } from './types.ts';

/** How a request can be taken elsewhere. */
export const requestCopies = ['text', 'json', 'curl'] as const;

export type RequestCopy = (typeof requestCopies)[number];

/** The copies a request has: a command needs an address that answers outside of this program. */
export function copiesOf({ model }: Pick<ModelRequest, 'model'>): readonly RequestCopy[] {
  return requestCopies.filter((copy) => copy !== 'curl' || model.provider === 'openai');
}

/** A rendered request as text, as the body of a chat completion, or as a command for a shell. A key is never part of it. */
export function copyOf(request: ModelRequest, copy: RequestCopy): string {
  switch (copy) {
    case 'text':
      return textOf(request);
    case 'json':
      return bodyOf(request);
    case 'curl':
      return curlOf(request);
  }
}

/** A single message is its text; several are told apart by their roles. */
function textOf({ messages }: ModelRequest): string {
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) return only.content;
  return messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}

function bodyOf(request: ModelRequest): string {
  return JSON.stringify(
    requestBody(request, 1, { many: false, stream: false, streamUsage: false }),
    undefined,
    2,
  );
}

function curlOf(request: ModelRequest): string {
  const { baseUrl, origin } = request.model;
  const address = baseUrl ?? (origin === undefined ? openAiBaseUrl : `${origin}/v1`);
  return [
    `curl ${quoted(`${address}/chat/completions`)}`,
    `-H 'Content-Type: application/json'`,
    `-H "Authorization: Bearer $OPENAI_API_KEY"`,
    `-d ${quoted(bodyOf(request))}`,
  ].join(' \\\n  ');
}

/** A word of a POSIX shell that stands for exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
