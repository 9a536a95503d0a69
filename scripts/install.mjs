/** Installs the packages of package-lock.json, unless node_modules holds them; every other script does so by itself. */
import { ensureDependencies } from './lib/dependencies.mjs';

await ensureDependencies();
