// Documents every call of this server, with Scalar's reader of OpenAPI documents. Nothing is sent elsewhere: no requests by way of
// Scalar's proxy, no fonts, telemetry, questions to its agent or links to its dashboard.

import { findKey } from './session.js';

const KEY_HEADER = 'x-api-key';
const NOWHERE = location.origin;

/** What most people come for, first. */
const FIRST = ['SegmentationApi', 'Own'];

/** Its quiet text and the colors of its methods are too faint for WCAG 2.2 AA, 4.5 to 1. */
const CONTRAST = `
  body.light-mode {
    --scalar-color-2: #5c5c5c; --scalar-color-3: #626262; --scalar-color-green: #00703f; --scalar-color-blue: #005e9c; --scalar-color-orange: #a84000;
    --scalar-color-red: #c00005; --scalar-color-yellow: #7a5c00;
  }
  body.dark-mode { --scalar-color-3: #a0a0a0; --scalar-color-red: #ff7a78; }`;

/** @type {{ Scalar: { createApiReference: (place: string, options: object) => unknown } }} */
const { Scalar } = /** @type {any} */ (globalThis);

/** @param {string} name Of an API. */
const rank = name => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

const key = await findKey();
Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  // The document names the public address, which may differ from the one at which this page was opened.
  servers: [{ url: location.origin }],
  proxyUrl: '',
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: false,
  customCss: CONTRAST,
  tagsSorter: (/** @type {{ name: string }} */ a, /** @type {{ name: string }} */ b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name),
  externalUrls: { dashboardUrl: NOWHERE, registryUrl: NOWHERE, proxyUrl: NOWHERE, apiBaseUrl: NOWHERE },
  authentication: { preferredSecurityScheme: KEY_HEADER, ...(key && { securitySchemes: { [KEY_HEADER]: { value: key } } }) },
});
