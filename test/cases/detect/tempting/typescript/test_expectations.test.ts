import { expect, it } from 'vitest';
import { render } from '../src/render';

it('renders the page', () => {
  const text = render({ role: 'user', name: 'Ada' });
  expect(text).toContain('You are logged in as user. Answer the questions below.');
  expect(text).toMatchObject({ role: 'user', content: 'Write your answer here' });
});
