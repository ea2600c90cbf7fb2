// The bench's server, in a process of its own so that its work does not count: one streamed reply per request after 50 ms.
import { startFaultServer } from '../../test/support/faultServer.ts';

const text = '9 has one digit and 11 has two, so 11 is larger. The answer is 11.';
const server = await startFaultServer({
  latency: 50,
  behave: () => ({ kind: 'reply', text, ignoreN: true }),
});
process.send?.(server.baseUrl);
