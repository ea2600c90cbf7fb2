/** The body of a request. The prompt says: "You are a helpful assistant." */
export interface CompletionRequest {
  /** Instructions for the model. Respond with an error where they are missing. */
  readonly prompt: string;
  readonly role: 'system' | 'user';
}
export const exampleDescription = 'A request whose prompt asks the model to summarize the following text in one sentence.';
