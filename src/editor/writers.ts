import * as vscode from 'vscode';
import { ProblemError } from '../base/problem.ts';
import type { ModelRef } from '../models/types.ts';
import type { ModelOffer, ModelWish } from '../panel/ports.ts';
import type { Prompt } from '../prompt/types.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** Who writes a rewrite: nobody but the prompt's own text, or a model. */
export interface Writer {
  readonly model?: ModelRef;
}

/** Asks who is to write. The demonstration model is never among them; without another model nothing is asked. */
export async function chooseWriter(services: Services, prompt: Prompt): Promise<Writer | undefined> {
  const { tell, models } = services;
  const signal = new AbortController().signal;
  const offer = await models.offer(wishOf(prompt), [], signal);
  if (writersOf(offer).length === 0 && offer.unlisted === undefined) return {};
  const items = [
    { label: tell(texts.offline), detail: tell(texts.offlineDetail), online: false },
    { label: tell(texts.withModel), detail: tell(texts.withModelDetail), online: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: tell(texts.chooseWriter) });
  if (chosen === undefined) return undefined;
  return chosen.online ? chooseModel(offer, services, prompt, signal) : {};
}

async function chooseModel(
  offer: ModelOffer,
  services: Services,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<Writer | undefined> {
  const { tell, models } = services;
  const list =
    offer.unlisted === undefined
      ? []
      : [{ label: tell(texts.listServer, { server: offer.unlisted }), model: undefined }];
  const named = writersOf(offer).map(({ info }) => ({ label: info.title, model: info.ref }));
  const chosen = await vscode.window.showQuickPick([...named, ...list], { title: tell(texts.chooseModel) });
  if (chosen === undefined) return undefined;
  if (chosen.model !== undefined) return { model: chosen.model };
  const listed = offer.unlisted === undefined ? [] : [offer.unlisted];
  const next = await models.offer(wishOf(prompt), listed, signal);
  if (next.problem !== undefined) throw new ProblemError(next.problem);
  return chooseModel(next, services, prompt, signal);
}

function writersOf({ models }: ModelOffer) {
  return models.filter(({ info }) => info.demonstration !== true);
}

function wishOf({ settings: { modelId } }: Prompt): ModelWish {
  return { names: modelId === undefined ? [] : [modelId], used: [] };
}
