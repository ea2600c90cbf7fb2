export const reviewGuidelines = `Reviewers read each text twice. Be polite and specific. Do not comment on the person.
Always give a reason for a low rating. You must not review texts of people you work with.
If a text is based on someone else's work, say so in the report.`;
