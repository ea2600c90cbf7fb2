export const helpPage = `# How to write a good prompt

Begin with the role: *You are an experienced translator.* Then say what the task is, and give one or two examples.
Tell the model what to do rather than what not to do. Ask it to think step by step where the task is hard.

## Variables

Write \`{{name}}\` where a value is to be filled in.
`;
