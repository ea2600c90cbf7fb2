export function PromptForm({ onSend }: { onSend(text: string): void }) {
  return (
    <form onSubmit={() => onSend('')}>
      <label htmlFor="prompt">Prompt</label>
      <textarea id="prompt" placeholder="You are a helpful assistant. Summarize the following text …" />
      <p>Describe what the assistant should do. You can use variables in double braces.</p>
      <button type="submit" title="Send the prompt to the model and show its answer">Run</button>
    </form>
  );
}
