import { ecmascriptString } from './ecmascriptString.ts';
import { operand } from './operand.ts';
import { plainText } from './plainText.ts';
import { pythonString } from './pythonString.ts';
import type { Codec } from './types.ts';
import { yamlScalar } from './yamlScalar.ts';

export const codecs: readonly Codec[] = [ecmascriptString, operand, plainText, pythonString, yamlScalar];
