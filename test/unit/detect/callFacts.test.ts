import assert from 'node:assert/strict';
import { slice } from '../../../src/base/span.ts';
import { detect } from './support.ts';

const python = (after: string, model = '"gpt-5-mini"') => ({
  path: 'service.py',
  text: `MODEL = "gpt-5-nano"
def rate(client, essay):
    reply = client.chat.completions.create(model=${model}, messages=[{"role": "user", "content": "Rate this essay, please."}])
    ${after}
`,
});
const typescript = (bound: string, after: string) => ({
  path: 'service.ts',
  text: `async function rate() {
  const ${bound} = await generateText({ model: openai('gpt-5-mini'), prompt: 'Rate this essay for me, please.' });
  ${after}
}
`,
});

const readers = [
  { ...python('return json.loads(reply.choices[0].message.content)'), parsedBy: 'json.loads' },
  { ...python('text = clean(reply)\n    return json.loads(text.strip())'), parsedBy: 'json.loads' },
  { ...python('return Grade.model_validate_json(reply.output_text)'), parsedBy: 'Grade.model_validate_json' },
  { ...python('return int(reply.choices[0].message.content.strip())'), parsedBy: 'int' },
  { ...python('return reply.choices[0].message.content.split(",")'), parsedBy: 'split' },
  {
    ...python('return re.search(r"\\d+", reply.choices[0].message.content).group()'),
    parsedBy: 're.search',
  },
  {
    ...python('content = reply.text\n    body = content.split("```")[1]\n    return json.loads(content)'),
    parsedBy: 'json.loads',
  },
  { ...python('return json.loads(open("rates.txt").read())'), parsedBy: undefined },
  {
    ...python('return json.loads(reply.choices[0].message.tool_calls[0].function.arguments)'),
    parsedBy: undefined,
  },
  { ...python('return int(essay.year)'), parsedBy: undefined },
  { ...python('return reply'), parsedBy: undefined },
  { ...python('zq = reply.choices[0].message.content\n    return json.loads(zq)'), parsedBy: 'json.loads' },
  { ...python('s: str = tidy(reply)\n    return yaml.safe_load(s)'), parsedBy: 'yaml.safe_load' },
  { ...python('a, b = cut(reply.output_text)\n    return eval(a)'), parsedBy: 'eval' },
  { ...python('for row in reply.content:\n        return float(row.text)'), parsedBy: 'float' },
  { ...python('return reply.output_text.strip().lower() == "yes"'), parsedBy: '==' },
  { ...python('out = reply.output_text\n    return "yes" in out'), parsedBy: 'in' },
  {
    ...python(
      'out = reply.output_text\n    if "```" in out:\n        out = cut(out)\n    return json.loads(out)',
    ),
    parsedBy: 'json.loads',
  },
  {
    ...python('return read(reply)\ndef read(said, strict=False):\n    return json.loads(said.text)'),
    parsedBy: 'json.loads',
  },
  {
    ...python(
      'return read(reply)\ndef read(said, path="a.json"):\n    return json.loads(open("a.json").read())',
    ),
    parsedBy: undefined,
  },
  { ...python('content = open("c.json").read()\n    return json.loads(content)'), parsedBy: undefined },
  { ...python('answer = input("How many? ")\n    return int(answer)'), parsedBy: undefined },
  { ...python('reply = requests.get(essay.url)\n    return json.loads(reply.text)'), parsedBy: undefined },
  { ...python('if reply.choices[0].finish_reason == "length":\n        return None'), parsedBy: undefined },
  {
    ...python('block = reply.content[0]\n    return block.input if block.type == "tool_use" else None'),
    parsedBy: undefined,
  },
  { ...python('return len(reply.output_text.split())'), parsedBy: undefined },
  {
    ...python(
      'text = reply.output_text\n    second = client.responses.create(input=text)\n    return json.loads(second.output_text)',
    ),
    parsedBy: undefined,
  },
  {
    ...typescript('{ text: said }', 'const rows = said.trim();\n  return JSON.parse(rows);'),
    parsedBy: 'JSON.parse',
  },
  { ...typescript('{ text }', "return text.trim() === 'yes';"), parsedBy: '==' },
  { ...typescript('{ text }', "return text.toLowerCase().includes('yes');"), parsedBy: 'includes' },
  { ...typescript('reply', "return reply.finishReason === 'length';"), parsedBy: undefined },
  { ...typescript('{ text }', "return text.split(' ').length;"), parsedBy: undefined },
  {
    ...typescript(
      '{ text }',
      'return read(text);\n}\nfunction read(said: string) {\n  return JSON.parse(said);',
    ),
    parsedBy: 'JSON.parse',
  },
  {
    path: 'inline.ts',
    text: "async function rate() {\n  return JSON.parse((await generateText({ model: openai('gpt-5-mini'), prompt: 'Rate this essay for me, please.' })).text);\n}\n",
    parsedBy: 'JSON.parse',
  },
  { ...typescript('{ text }', 'return JSON.parse(text);'), parsedBy: 'JSON.parse' },
  { ...typescript('reply', "return Number(reply.text ?? '0');"), parsedBy: 'Number' },
  { ...typescript('reply', 'return new Date(Number(essay.year));'), parsedBy: undefined },
];

const models = [
  { ...python('return reply'), written: '"gpt-5-mini"' },
  { ...python('return reply', 'MODEL'), written: '"gpt-5-nano"' },
  { ...typescript('reply', 'return reply;'), written: "'gpt-5-mini'" },
];

const ask = (call: string, head: string) => ({ path: 'ask.py', text: `${head}\n${call}\n` });
const asking = (args: string, head: string) =>
  ask(
    `client.chat.completions.create(${args}, messages=[{"role": "user", "content": "Rate this essay, please."}])`,
    head,
  );
const askingTs = (args: string, head: string) => ({
  path: 'ask.ts',
  text: `${head}\nawait client.chat.completions.create({ ${args}, messages: [{ role: 'user', content: 'Rate this essay, please.' }] });\n`,
});

const settings = [
  { ...asking('model=os.getenv("OPENAI_MODEL")', 'import os'), has: {} },
  { ...asking('model=os.environ["OPENAI_MODEL"]', 'import os'), has: {} },
  { ...asking('model=get_model("fast")', 'import os'), has: {} },
  { ...asking('model=os.environ.get("OPENAI_MODEL", "gpt-4o")', 'import os'), has: { modelId: 'gpt-4o' } },
  {
    ...asking('model=MODEL', 'MODEL = os.getenv("OPENAI_MODEL", default="gpt-4o")'),
    has: { modelId: 'gpt-4o' },
  },
  { ...asking('model="gpt-4o" if quick else "gpt-5"', ''), has: {} },
  { ...askingTs("model: process.env.MODEL ?? 'gpt-4o'", ''), has: { modelId: 'gpt-4o' } },
  { ...askingTs("model: pickModel('fast')", ''), has: {} },
  { ...asking('model="m", temperature=TEMP', 'TEMP = 0.4'), has: { modelId: 'm', temperature: 0.4 } },
  {
    ...askingTs("model: 'm', temperature: TEMPERATURE", 'const TEMPERATURE = 1;'),
    has: { modelId: 'm', temperature: 1 },
  },
  { ...asking('**KW', 'KW = dict(model="m", temperature=1)'), has: { modelId: 'm', temperature: 1 } },
];

const others = [
  { ...asking('model="m"', 'client = OpenAI()'), otherServer: undefined },
  { ...asking('model="m"', 'client = OpenAI(base_url="http://localhost:1234/v1")'), otherServer: true },
  {
    ...asking('model="m"', 'URL = "https://api.openai.com/v1"\nclient = OpenAI(base_url=URL)'),
    otherServer: undefined,
  },
  { ...asking('model="m"', 'client = AsyncAzureOpenAI()'), otherServer: true },
  {
    ...askingTs("model: 'm'", "const client = new OpenAI({ baseURL: 'https://openrouter.ai/api/v1' });"),
    otherServer: true,
  },
  { ...askingTs("model: 'm'", 'const client = new AzureOpenAI({ endpoint });'), otherServer: true },
  { ...ask('llm.invoke("Rate this essay, please.")', 'llm = AzureChatOpenAI(model="m")'), otherServer: true },
  {
    ...ask('generateText({ model: azure("m"), prompt: "Rate this." })', ''),
    path: 'ask.ts',
    otherServer: true,
  },
  {
    ...ask(
      'completion(model="m", api_base="http://gate/v1", messages=[{"role": "user", "content": "Rate this."}])',
      'from litellm import completion',
    ),
    otherServer: true,
  },
];

describe('what the code around a call tells', () => {
  for (const { path, text, parsedBy } of readers) {
    it(`${parsedBy ?? 'nothing'} reads the reply in ${JSON.stringify(text.trimEnd().split('\n').slice(-2).join(''))}`, async () => {
      const { prompts } = await detect(path, text);
      assert.equal(prompts.length, 1);
      assert.equal(prompts[0]?.call?.parsedBy, parsedBy);
    });
  }

  for (const { path, text, has } of settings) {
    it(`${JSON.stringify(has)} is set in ${JSON.stringify(text.slice(0, 110))}`, async () => {
      const { prompts } = await detect(path, text);
      assert.deepEqual(prompts[0]?.settings, has);
    });
  }

  for (const { path, text, otherServer } of others) {
    it(`${otherServer ? 'another server' : 'the maker’s server'} is asked in ${JSON.stringify(text.slice(0, 90))}`, async () => {
      const { prompts } = await detect(path, text);
      assert.equal(prompts[0]?.settings.otherServer, otherServer);
    });
  }

  for (const { path, text, written } of models) {
    it(`the model is named at ${written} of ${path}`, async () => {
      const { prompts } = await detect(path, text);
      const source = prompts[0]?.settingSources?.modelId;
      assert.equal(source && slice(text, source.span), written);
      assert.equal(prompts[0]?.settings.modelId, written.slice(1, -1));
    });
  }
});

const callOf = (before: string, argument: string, client = 'client') => `${before}
${client}.messages.create(model="claude-sonnet-4-6", ${argument} messages=[{"role": "user", "content": "Rate this essay, please."}])
`;
const reasoning: readonly (readonly [argument: string, on: boolean | undefined])[] = [
  ['thinking={"type": "enabled", "budget_tokens": 4000},', true],
  ['thinking={"type": "disabled"},', false],
  ['reasoning_effort="none",', false],
  ['reasoning={"effort": "low"},', true],
  ['thinking_config=types.ThinkingConfig(thinking_budget=0),', false],
  ['extra_body={"enable_thinking": True},', true],
  ['', undefined],
];
const servers: readonly (readonly [before: string, otherServer: true | undefined, client?: string])[] = [
  ['client = Anthropic()', undefined],
  ['client = Anthropic(base_url="http://localhost:4000")', true],
  ['client = Anthropic(base_url=os.environ["BASE_URL"])', true],
  ['client = AnthropicBedrock()', true],
  ['client = OpenAI(base_url="https://api.openai.com/v1")', undefined],
  [
    'class Grader:\n    def __init__(self):\n        self.api = AzureOpenAI()\n    def grade(self):\n        return \\',
    true,
    'self.api',
  ],
];

describe('what a call says of its model', () => {
  for (const [argument, on] of reasoning) {
    it(`reasoning is ${on} by ${argument || 'nothing'}`, async () => {
      const { prompts } = await detect('service.py', callOf('', argument));
      assert.equal(prompts[0]?.settings.reasoning, on);
    });
  }
  for (const [before, otherServer, client] of servers) {
    it(`${otherServer === true ? 'another server' : 'the maker’s server'}: ${before}`, async () => {
      const { prompts } = await detect('service.py', callOf(before, '', client));
      assert.equal(prompts[0]?.settings.otherServer, otherServer);
    });
  }
});
