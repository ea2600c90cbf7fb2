import { css } from '@emotion/css';

export const promptBox = css`
  display: grid;
  &::before { content: 'You are an assistant'; }
  .system & { color: var(--system-color); }
`;
export const assistantMessage = css({ content: '"assistant"', background: 'white' });
