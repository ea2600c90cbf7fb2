type Props = { role: 'user' | 'assistant'; content: string };

export const Bubble = ({ role, content }: Props) => <div className={role}>{content}</div>;

export const Preview = () => (
  <>
    <Bubble role="user" content="Can you tell me when the next ferry leaves?" />
    <Bubble role="assistant" content="The next ferry leaves at 10:40 from pier 3. Shall I book a place for you?" />
  </>
);
