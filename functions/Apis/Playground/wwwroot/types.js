// The parts of the API's responses that this page reads, and what it keeps of them.

/**
 * @typedef {{ jobId: string, status: 'queued' | 'processing' | 'success' | 'failed', error: string | null, totalItems: number, createdAt: string, type: string }} Job
 * @typedef {{ taskId: string, status: string, framesProcessed?: number, frames?: number }} Task
 * @typedef {Job & { tasks: Task[] }} OpenJob
 * @typedef {{ jobId: string, status: Job['status'], error?: string, result?: JobResult }} EndedJob A job that was waited for, or is still open.
 * @typedef {{ items: Job[], nextToken: string | null }} JobPage
 * @typedef {{ maskIndex: number, confidence: number, url: string, prompt: string, label: string, box: [number, number, number, number], area: number, cutoutUrl?: string, quality?: number, rle?: Rle }} Mask
 * @typedef {{ taskId: string, masks: Mask[], error?: string, notes?: string[], rleUrl?: string, polygonsUrl?: string, framesUrl?: string }} Item
 * @typedef {{ objectId: number, label: string, firstFrame: number, lastFrame: number, frames: number, meanScore: number }} Followed An object of a clip; frames count from 0.
 * @typedef {{ previewUrl: string, masks: string, framesUrl: string, objects: Followed[], counts: { framesProcessed: number }, notes?: string[] }} VideoItem
 * @typedef {{ manifest: { jobId: string, items: Item[] }, assets: { key: string, url: string }[] }} JobResult
 */

/**
 * COCO's run lengths of a mask: rows and columns, and runs down the columns in its compressed letters.
 * @typedef {{ size: [number, number], counts: string }} Rle
 */

/**
 * One object's outlines, in parts of the picture's width and height. Holes are bridged into the outline around them.
 * @typedef {{ outlines: { vertices: { x: number, y: number }[] }[] }} Outline
 */

/**
 * An object found in a picture.
 * @typedef {{
 *   id: number, name: string, label: string, prompt: string, score: number, quality?: number, box: [number, number, number, number], area: number,
 *   visible: boolean, color: string, object: number | null, jobId: string, rle: Rle, ends: Uint32Array, outline: Promise<Outline>, maskUrl: string, cutoutUrl: string | undefined,
 *   layer: HTMLCanvasElement,
 * }} Segment
 */

/**
 * @typedef {{ x1: number, y1: number, x2: number, y2: number }} Box Left, top, right and bottom, in parts of the picture's width and height.
 */

/**
 * What is on the stage. Marks of one color are for one object.
 * @typedef {{
 *   image: CanvasImageSource, width: number, height: number, segments: Segment[], points: (Point & { color?: string })[], boxes?: (Box & { color: string })[],
 * }} Scene
 */

/**
 * A click, in parts of the picture's width and height; label 1 inside the object, 0 outside.
 * @typedef {{ x: number, y: number, label: 0 | 1 }} Point
 */

export {};
