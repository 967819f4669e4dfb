/** Builds the web app and serves it. Your own app has its own command for this. */
import { context } from 'esbuild';

const { env } = process;
const variables = ['USER_POOL_ID', 'CLIENT_ID', 'COGNITO_ENDPOINT'];
const app = await context({
  entryPoints: ['app/app.js'],
  outdir: 'app',
  write: false,
  bundle: true,
  format: 'esm',
  define: Object.fromEntries(
    variables.map((name) => [`process.env.${name}`, JSON.stringify(env[name]) ?? 'undefined']),
  ),
});
const { port } = await app.serve({ servedir: 'app', port: Number(env['PORT'] ?? 3000) });
console.log(`http://localhost:${port}`);
