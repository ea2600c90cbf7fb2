export const resetPassword = (name: string, link: string) => `Hi ${name},

You are receiving this message because you asked for a new password. Use the following link within an hour: ${link}
If it was not you, do nothing: your password stays as it is. Do not answer this mail.

Best regards
The team`;

export const invitation = (inviter: string) =>
  `${inviter} wants you to act as an editor of the magazine. Your role will be to read and rate the texts of others.`;
