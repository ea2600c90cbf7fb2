/** Words that forbid, up to the end of their clause. A list such as “translate, shorten or explain” is one clause. */
const inEnglish =
  /(?:\b(?:(?<!\bor )not|never|avoid|without|refrain from|refuses? to|instead of|rather than)\b|n['’]t\b)(?! (?:only|just|merely|simply|more than|forget|fail|hesitate)\b)(?:(?!\b(?:but|instead|only)\b)[^,.;:!?，。；：！？\n]|,(?=(?: [\w'’-]+){1,2}(?:,| or\b)|,? or\b))*/gi;
/** “Write no code”. */
const noneInEnglish = /\bno (?!more\b|fewer\b|less\b|longer\b|later\b|matter\b)[\w'’-]+(?: [\w'’-]+)?/gi;
/** Not the questions 能不能 and 要不要, and not 不仅, 不得不 or 不要忘记. */
const inChinese =
  /(?:(?<![能可会是要用])不(?:要|得|能|可|应|准|许|必|用|需要?|会|负责|提供|是)|[请切]勿|禁止|严禁|避免|无[需须]|拒绝|而非|(?<![类分特识性区级鉴辨差个告离])别(?!的|人|名|称)|(?<=^|[，,。；;：:！!？?\n\s你也并且都从绝而])不(?!仅|但|光|同|论|管|超过|少于|多于|低于|高于|限|断|足|良|当|明|确|如))(?!只|仅|光|不|忘)[^，,。；;：:！!？?\n]*/gu;

/** A text in which what it forbids is blanked: it tells nothing of what is asked for. Offsets stay. */
export function withoutForbidden(text: string): string {
  return [inEnglish, noneInEnglish, inChinese].reduce(
    (rest, clause) => rest.replace(clause, (words) => ' '.repeat(words.length)),
    text,
  );
}
