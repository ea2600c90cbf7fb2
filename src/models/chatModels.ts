/** What servers list along with models that chat: embeddings by their families, speech, pictures, moderation, bare completion. */
const others =
  /embed|rerank|whisper|tts|dall-e|moderation|transcribe|image|realtime|audio|sora|davinci|babbage|\b(?:bge|e5|gte|all-minilm|paraphrase-multilingual)\b/i;

/** False for models that are known by their name not to chat. */
export function canChat(model: string): boolean {
  return !others.test(model);
}
