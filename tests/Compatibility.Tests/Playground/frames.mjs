// Prints the times of a clip's frames as the page reads them. Usage: node frames.mjs SCRIPTS CLIP; Node accepts the scripts as modules only in a wrapper.
import { openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [scripts, clip] = process.argv.slice(2);
const load = name => import(`data:text/javascript,${encodeURIComponent(readFileSync(join(scripts, name), 'utf8'))}`);
const [{ readFrameTimes }, { readBlockTimes }] = [await load('mp4.js'), await load('webm.js')];
const file = await openAsBlob(clip);
console.log(JSON.stringify(await readFrameTimes(file) ?? await readBlockTimes(file) ?? null));
