/** Escapes untrusted text for a Markdown string, so that it reads as it is written and makes no link, image or HTML. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~$:@/]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A command as a link target with its arguments. */
export function commandLink(command: string, args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
