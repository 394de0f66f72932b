// Prints the times of a clip's frames as the page reads them. Usage: node frames.mjs MP4.JS CLIP; the page's scripts have no extension that Node takes for a module's.
import { openAsBlob, readFileSync } from 'node:fs';

const [script, clip] = process.argv.slice(2);
const { readFrameTimes } = await import(`data:text/javascript,${encodeURIComponent(readFileSync(script, 'utf8'))}`);
console.log(JSON.stringify(await readFrameTimes(await openAsBlob(clip)) ?? null));
