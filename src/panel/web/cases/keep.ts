import { html, type TemplateResult } from 'lit';
import { keepTexts as texts } from '../../cases/texts.ts';
import { wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';

/** Under a reply: keeps it as a case, as it is or corrected. `keep` gets the corrected answer, or nothing for the reply's own. */
export function keepForm(
  id: string,
  right: string,
  keep: (answer?: string) => void,
  { tell }: Page,
): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const answer = String(new FormData(event.target).get('answer') ?? '').trim();
    if (answer !== '') keep(answer);
  };
  return html`
    <form class="keep" @submit=${submit}>
      <div class="buttons">
        ${wordyButton({ label: tell(texts.right), icon: 'pass', press: () => keep() })}
      </div>
      <label for="answer-${id}">${tell(texts.correct)}</label>
      <div class="row">
        <textarea id="answer-${id}" name="answer" class="grow" rows="1" .value=${right}></textarea>
        <button class="secondary" type="submit">${tell(texts.keep)}</button>
      </div>
    </form>
  `;
}
