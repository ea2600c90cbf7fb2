export const cookieText = 'We use cookies to remember your answers. You are free to refuse them; the following pages work without.';
export const imprint = `Responsible for the content: the harbour office. All texts may be used for teaching.
You must name the source. Do not change the texts without asking us.`;
