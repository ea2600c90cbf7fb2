import type { ModelRef } from './types.ts';

/** OpenAI's own address. */
export const openAiBaseUrl = 'https://api.openai.com/v1';

/** Scheme, host and port of a URL, or `undefined` where it is none that a model can be asked at. */
export function originOf(url: string): string | undefined {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.origin : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How a `ModelRef` names the server at a base URL: without credentials, query, fragment and trailing slashes; `undefined`
 * where the URL is none that a model can be asked at.
 */
export function serverRefOf(url: string): Required<Pick<ModelRef, 'origin' | 'baseUrl'>> | undefined {
  const origin = originOf(url);
  if (origin === undefined) return undefined;
  return { origin, baseUrl: `${origin}${new URL(url).pathname}`.replace(/\/+$/, '') };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The servers to offer: the user's setting or option, else `OPENAI_BASE_URL`, else OpenAI. Bad addresses are left out. */
export function baseUrlsOf(chosen: string | undefined, environment: Environment): readonly string[] {
  const url = chosen || environment['OPENAI_BASE_URL'] || openAiBaseUrl;
  return originOf(url) === undefined ? [] : [url];
}

/**
 * The key for one origin: the one the user gave for it; else `OPENAI_API_KEY`, which belongs to `OPENAI_BASE_URL` where that
 * is set and to OpenAI's own address otherwise, and goes nowhere else.
 */
export async function keyFor(
  origin: string,
  stored: (origin: string) => Promise<string | undefined>,
  environment: Environment,
): Promise<string | undefined> {
  const own = await stored(origin);
  if (own !== undefined) return own;
  const home = originOf(environment['OPENAI_BASE_URL'] || openAiBaseUrl);
  return origin === home ? environment['OPENAI_API_KEY'] || undefined : undefined;
}
