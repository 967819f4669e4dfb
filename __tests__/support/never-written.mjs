/** Makes writing and removing a private file in a step's process never settle, although nothing is left to wait for. */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const { promises } = createRequire(import.meta.url)('node:fs');
const never = () => new Promise(() => undefined);
Object.assign(promises, { rm: never, writeFile: never });
Object.assign(createRequire(import.meta.url)('node:fs/promises'), { rm: never, writeFile: never });
syncBuiltinESMExports();
