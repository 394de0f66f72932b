// Makes one call with npm's remove.bg, which lies below the working folder, and prints what it was answered as JSON.
// Usage: node removebg.mjs FUNCTION OPTIONS [PICTURE], where the picture, a path, is given as base64.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const vendor = createRequire(`${process.cwd()}/`)('remove.bg');
const [call, json, picture] = process.argv.slice(2);
const options = JSON.parse(json);
if (picture) {
  options.base64img = await readFile(picture, 'base64');
}

try {
  console.log(JSON.stringify({ result: await vendor[call](options) }));
} catch (errors) {
  console.log(JSON.stringify({ errors }));
}
