// Files that are made from the results in the browser; masks, cut-outs and archives come from the server.

/** @import { Medium } from './medium.js' */
/** @import { Picture } from './picture.js' */
/** @import { Segment } from './types.js' */

const COORDINATE_DIGITS = 2;

/** @param {number} value */
const round = value => Number(value.toFixed(COORDINATE_DIGITS));

/**
 * @param {Segment} segment
 * @param {Picture} picture
 * @returns {Promise<number[][]>} x, y, x, y … of each outline, in pixels.
 */
const pixelsOf = async (segment, picture) =>
  (await segment.outline).outlines.map(outline => outline.vertices.flatMap(({ x, y }) => [round(x * picture.width), round(y * picture.height)]));

/** @param {string} text */
const escape = text => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);

/**
 * @param {Picture} picture
 * @param {Segment[]} segments
 * @returns {string} A COCO document of one picture.
 */
export function toCoco(picture, segments) {
  const names = [...new Set(segments.map(segment => segment.name))];
  return JSON.stringify(
    {
      images: [{ id: 1, file_name: picture.name, width: picture.width, height: picture.height }],
      categories: names.map((name, i) => ({ id: i + 1, name })),
      annotations: segments.map((segment, i) => ({
        id: i + 1,
        image_id: 1,
        category_id: names.indexOf(segment.name) + 1,
        iscrowd: 0,
        bbox: segment.box,
        area: segment.area,
        segmentation: segment.rle,
        score: segment.score,
      })),
    },
    null,
    2);
}

/**
 * @param {Picture} picture
 * @param {Segment[]} segments
 * @returns {Promise<string>} An SVG document with a path for each, in the picture's pixels.
 */
export async function toSvg(picture, segments) {
  const paths = await Promise.all(segments.map(async segment => {
    const outlines = (await pixelsOf(segment, picture)).map(numbers => `M${numbers.join(' ')}Z`).join('');
    return `  <path fill="${segment.color}" fill-opacity="0.45" stroke="${segment.color}" fill-rule="evenodd" d="${outlines}"><title>${escape(segment.name)}</title></path>\n`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${picture.width} ${picture.height}">\n${paths.join('')}</svg>\n`;
}

/**
 * @param {Picture} picture
 * @param {Segment} segment
 * @returns {Promise<string>} Outlines in pixels, as JSON.
 */
export async function toPolygons(picture, segment) {
  return JSON.stringify({ name: segment.name, width: picture.width, height: picture.height, polygons: await pixelsOf(segment, picture) });
}

/**
 * @param {Medium} medium
 * @param {string} suffix With the file's extension.
 */
export const fileName = (medium, suffix) => `${medium.name.replace(/\.[^.]*$/, '')}-${suffix}`.replace(/[^\p{L}\p{N}._-]+/gu, '_');

/**
 * @param {string} text
 * @param {string} type Media type.
 * @param {string} name Of the file.
 */
export const save = (text, type, name) => saveFile(new Blob([text], { type }), name);

/**
 * @param {Blob} file
 * @param {string} name
 */
export function saveFile(file, name) {
  const address = URL.createObjectURL(file);
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {string} address On this server.
 * @param {string} name Of the file.
 */
export function follow(address, name) {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
