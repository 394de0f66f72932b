// Reads the times of an MP4 or MOV file's frames from the tables in its header: a browser reports a clip's time, but not the number of its frame.

const HEADER_BYTES = 16;
const MOST_TABLE_BYTES = 64 << 20;
const MOST_FRAMES = 5_000_000;

/** @typedef {{ view: DataView, start: number, end: number }} Box Where a box's content is. */

/**
 * @param {Blob} file
 * @returns {Promise<number[] | undefined>} Seconds, ascending, as a video element counts them: one for each frame that a decoder gives. Undefined for
 * another kind of file, or one whose tables are in fragments.
 */
export async function readFrameTimes(file) {
  try {
    const movie = await findMovie(file);
    const track = movie && all(movie, 'trak').find(isVideo);
    return track && !find(movie, 'mvex') ? timesOf(movie, track) : undefined;
  } catch (error) {
    // A table is shorter than its number of entries says.
    if (error instanceof RangeError) {
      return undefined;
    }

    throw error;
  }
}

/**
 * @param {Blob} file
 * @returns {Promise<Box | undefined>}
 */
async function findMovie(file) {
  for (let start = 0; start + 8 <= file.size;) {
    const view = new DataView(await file.slice(start, start + HEADER_BYTES).arrayBuffer());
    const { type, header, size } = readHeader(view, 0, file.size - start);
    if (size < header || !/^[\w ]{4}$/.test(type)) {
      return undefined;
    }

    if (type === 'moov') {
      return size > MOST_TABLE_BYTES ? undefined : { view: new DataView(await file.slice(start + header, start + size).arrayBuffer()), start: 0, end: size - header };
    }

    start += size;
  }

  return undefined;
}

/**
 * @param {DataView} view
 * @param {number} at
 * @param {number} rest Bytes from there to the end, which a size of 0 stands for.
 */
function readHeader(view, at, rest) {
  const short = view.getUint32(at);
  const type = String.fromCharCode(...[4, 5, 6, 7].map(i => view.getUint8(at + i)));
  return short === 1 ? { type, header: 16, size: Number(view.getBigUint64(at + 8)) } : { type, header: 8, size: short || rest };
}

/**
 * @param {Box} box
 * @param {string} type
 * @returns {Box[]}
 */
function all({ view, start, end }, type) {
  const found = [];
  for (let at = start; at + 8 <= end;) {
    const { type: name, header, size } = readHeader(view, at, end - at);
    if (size < header) {
      break;
    }

    if (name === type) {
      found.push({ view, start: at + header, end: Math.min(end, at + size) });
    }

    at += size;
  }

  return found;
}

/**
 * @param {Box} box
 * @param {string[]} path
 * @returns {Box | undefined}
 */
const find = (box, ...path) => path.reduce((/** @type {Box | undefined} */ inside, type) => inside && all(inside, type)[0], box);

/** @param {Box} track */
function isVideo(track) {
  const handler = find(track, 'mdia', 'hdlr');
  return handler?.view.getUint32(handler.start + 8) === 0x76696465;
}

/** @param {Box | undefined} box Of a movie or a medium. */
const timescaleOf = box => (box ? box.view.getUint32(box.start + (box.view.getUint8(box.start) === 1 ? 20 : 12)) : 0);

/**
 * @param {Box} movie
 * @param {Box} track
 */
function timesOf(movie, track) {
  const timescale = timescaleOf(find(track, 'mdia', 'mdhd'));
  const edit = readEdit(find(track, 'edts', 'elst'), timescale / timescaleOf(find(movie, 'mvhd')));
  const tables = find(track, 'mdia', 'minf', 'stbl');
  const times = tables && timescale > 0 ? expand(tables) : undefined;
  if (!edit || !times) {
    return undefined;
  }

  const shown = times.filter(time => time >= edit.from && time < edit.to).sort((a, b) => a - b);
  return shown.length > 0 ? shown.map(time => (time - edit.from + edit.pause) / timescale) : undefined;
}

/**
 * @param {Box} tables
 * @returns {number[] | undefined} In ticks, in the order of decoding.
 */
function expand(tables) {
  const steps = runsOf(find(tables, 'stts'));
  const delays = runsOf(find(tables, 'ctts'));
  if (steps.reduce((sum, { count }) => sum + count, 0) > MOST_FRAMES) {
    return undefined;
  }

  const times = [];
  let time = 0;
  for (const { count, value } of steps) {
    for (let i = 0; i < count; i++, time += value) {
      times.push(time);
    }
  }

  let frame = 0;
  for (const { count, value } of delays) {
    for (let i = 0; i < count && frame < times.length; i++, frame++) {
      times[frame] += value;
    }
  }

  return times;
}

/** @param {Box | undefined} box A table of counts and values. */
function runsOf(box) {
  return box ? Array.from({ length: box.view.getUint32(box.start + 4) }, (_, i) => ({
    count: box.view.getUint32(box.start + 8 + i * 8),
    value: box.view.getInt32(box.start + 12 + i * 8),
  })) : [];
}

/**
 * @param {Box | undefined} box
 * @param {number} scale Ticks of the medium in one of the movie.
 * @returns {{ from: number, to: number, pause: number } | undefined} The part that is shown and the time before it, in ticks of the medium; none if the parts are several.
 */
function readEdit(box, scale) {
  let pause = 0;
  let part;
  const isLong = box?.view.getUint8(box.start) === 1;
  for (let i = 0; box && i < box.view.getUint32(box.start + 4); i++) {
    const at = box.start + 8 + i * (isLong ? 20 : 12);
    const length = Math.round((isLong ? Number(box.view.getBigUint64(at)) : box.view.getUint32(at)) * scale);
    const from = isLong ? Number(box.view.getBigInt64(at + 8)) : box.view.getInt32(at + 4);
    if (part) {
      return undefined;
    }

    if (from < 0) {
      pause += length;
    } else {
      part = { from, to: length > 0 ? from + length : Infinity };
    }
  }

  return { from: part?.from ?? 0, to: part?.to ?? Infinity, pause };
}
