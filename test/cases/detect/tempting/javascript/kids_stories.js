export const story = `You are a small fish in a large sea. Every morning your mother says: "Do not swim beyond the red rock."
One day you do. What do you see there? Turn to page 12 if you want to go on, to page 7 if you want to go back.`;
export const lessonTask = 'Read the story. Then answer the questions: Who is in it? Where does it take place?';
