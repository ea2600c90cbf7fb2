export const Hero = () => (
  <section>
    <h1>You are one prompt away</h1>
    <p>Act as the editor of your own texts: our assistant rewrites, translates and summarizes what you give it.</p>
    <Feature title="Answers in JSON" text="Your task is to ask. The assistant returns valid JSON that your program can read." />
  </section>
);
