// Lets the browser code's tests import its texts, which the build emits from the catalogue: `node --import ./tests/js/texts.mjs`.
import { register } from 'node:module';

register('./texts-hooks.mjs', import.meta.url);
