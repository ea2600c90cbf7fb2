import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultMaxTokens, parseChatRequest, RequestError } from '../../../src/local/serve/request.ts';

const smallest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const parse = (more: object) => parseChatRequest(JSON.stringify({ ...smallest, ...more }));

describe('chat request', () => {
  it('fills in the defaults of the protocol', () => {
    assert.deepEqual(parse({}), {
      model: 'm',
      messages: [{ role: 'user', text: 'Hello' }],
      n: 1,
      temperature: 1,
      topP: 1,
      topK: 40,
      seed: undefined,
      maxTokens: defaultMaxTokens,
      stop: [],
      stream: false,
      includeUsage: false,
    });
  });

  it('takes both names of the token limit, the newer one first', () => {
    assert.equal(parse({ max_tokens: 7 }).maxTokens, 7);
    assert.equal(parse({ max_tokens: 7, max_completion_tokens: 5 }).maxTokens, 5);
  });

  it('takes one stop string or several', () => {
    assert.deepEqual(parse({ stop: '\n' }).stop, ['\n']);
    assert.deepEqual(parse({ stop: ['a', 'b'] }).stop, ['a', 'b']);
  });

  it('joins text parts and reads a developer message as a system message', () => {
    const parts = [
      { type: 'text', text: 'one ' },
      { type: 'text', text: 'two' },
    ];
    assert.deepEqual(parse({ messages: [{ role: 'developer', content: parts }] }).messages, [
      { role: 'system', text: 'one two' },
    ]);
  });

  it('ignores unsupported fields that ask for nothing', () => {
    assert.equal(parse({ tools: [], logprobs: false, response_format: { type: 'text' }, user: 'x' }).n, 1);
  });

  const faults: readonly (readonly [string, object])[] = [
    ['model', { model: '' }],
    ['messages', { messages: [] }],
    ['messages', { messages: 'Hello' }],
    ['messages[0].role', { messages: [{ role: 'robot', content: 'x' }] }],
    ['messages[1].content', { messages: [smallest.messages[0], { role: 'user', content: 7 }] }],
    [
      'messages[0].content',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
    ],
    ['messages[0].role', { messages: [null] }],
    ['n', { n: 0 }],
    ['n', { n: 1.5 }],
    ['n', { n: 129 }],
    ['temperature', { temperature: -0.1 }],
    ['temperature', { temperature: '0.8' }],
    ['top_p', { top_p: 1.1 }],
    ['top_k', { top_k: -1 }],
    ['seed', { seed: 0.5 }],
    ['max_tokens', { max_tokens: 0 }],
    ['max_completion_tokens', { max_completion_tokens: 'many' }],
    ['stop', { stop: [''] }],
    ['stop', { stop: [1] }],
    ['stream', { stream: 'yes' }],
    ['tools', { tools: [{}] }],
    ['logprobs', { logprobs: true }],
    ['response_format', { response_format: { type: 'json_object' } }],
  ];
  for (const [param, more] of faults)
    it(`names ${param} in ${JSON.stringify(more)}`, () => {
      assert.throws(
        () => parse(more),
        (error) =>
          error instanceof RequestError &&
          error.status === 400 &&
          error.param === param &&
          error.message.includes(param),
      );
    });

  it('refuses what is no JSON object', () => {
    for (const body of ['', '{', '[]', 'null', '7'])
      assert.throws(() => parseChatRequest(body), RequestError);
  });

  it('never fails in another way', () => {
    const field = fc.oneof(fc.jsonValue(), fc.integer(), fc.constant(undefined));
    const body = fc.record({
      model: fc.oneof(fc.constant('m'), field),
      messages: fc.oneof(fc.constant(smallest.messages), fc.array(field), field),
      n: field,
      temperature: field,
      seed: field,
      stop: field,
      stream_options: field,
      response_format: field,
    });
    fc.assert(
      fc.property(body, (value) => {
        try {
          assert.ok(parseChatRequest(JSON.stringify(value)).messages.length > 0);
        } catch (error) {
          assert.ok(error instanceof RequestError);
        }
      }),
    );
  });
});
