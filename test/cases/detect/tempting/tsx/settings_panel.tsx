const help = {
  systemPrompt: 'Sent before every conversation. Use it to tell the assistant who it is and what it must never do.',
  temperature: 'Lower values make the answers more predictable. Do not use values above 1.5.',
};

export function Settings() {
  const [systemPrompt, setSystemPrompt] = useState('');
  return <Field label="System prompt" help={help.systemPrompt} value={systemPrompt} onChange={setSystemPrompt} />;
}
