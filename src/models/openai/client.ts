import type OpenAI from 'openai';

/** A server to ask: its base URL, and the key that was given for its origin. */
export interface Server {
  readonly baseUrl: string;
  readonly key?: string;
}

/**
 * A client of the `openai` SDK, which loads on first use. The SDK's own retries and time-outs are off, because the runner
 * retries and the watchdog times; nothing of the environment (organisation, custom headers) reaches a server by itself.
 */
export async function createClient({ baseUrl, key }: Server): Promise<OpenAI> {
  const { OpenAI: Client } = await import('openai');
  return new Client({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: longestTimeout,
    logLevel: 'off',
    dangerouslyAllowBrowser: true,
    fetch: (url, init) => fetch(url, guarded(init, key)),
  });
}

/** The largest delay a timer takes. */
const longestTimeout = 2 ** 31 - 1;
const sentHeaders = ['accept', 'content-type', 'user-agent'];

/** Sends only known headers, the key to nobody else, and follows no redirect: a prompt goes where the user said or nowhere. */
function guarded(init: RequestInit | undefined, key: string | undefined): RequestInit {
  const given = init?.headers instanceof Headers ? init.headers : new Headers(init?.headers);
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  for (const name of sentHeaders) {
    const value = given.get(name);
    if (value !== null) headers[name] = value;
  }
  return { ...init, headers, redirect: 'manual' };
}
