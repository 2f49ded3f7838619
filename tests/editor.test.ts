// What an editor shows of the configuration, asked from the JSON language service that editors run: it
// finds the schema by the $schema of the file, as it lies in the examples.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { getLanguageService, type JSONDocument, TextDocument } from 'vscode-json-languageservice';

const ETC = join(import.meta.dirname, '../examples/etc');
const HYPERVISOR = 'phoenix_hypervisor_config.json';
const LXC = 'phoenix_lxc_configs.json';
const VM = 'phoenix_vm_configs.json';

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(fileURLToPath(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path, file) => new URL(path, file).href },
});

/** A file of the examples in an editor; `edit` is what a person typed in it. */
function open(file: string, edit: (text: string) => string = (text) => text) {
  const uri = pathToFileURL(join(ETC, file)).href;
  const document = TextDocument.create(uri, 'json', 1, edit(readFileSync(join(ETC, file), 'utf8')));
  return { document, json: service.parseJSONDocument(document) };
}

/** The place in the middle of a text that stands once in the document. */
function at({ document }: { document: TextDocument }, text: string) {
  return document.positionAt(document.getText().indexOf(text) + Math.ceil(text.length / 2));
}

async function complaints({ document, json }: { document: TextDocument; json: JSONDocument }) {
  const found = await service.doValidation(document, json);
  return found.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

test.each([HYPERVISOR, LXC, VM])('%s: an editor has nothing to say', async (file) => {
  expect(await complaints(open(file))).toEqual([]);
});

test.each([
  [HYPERVISOR, '"timezone"', '"time"', 'timezone'],
  [LXC, '"description"', '"desc"', 'network_config'],
  [VM, '"network_bridge"', '"net"', 'memory_mb'],
])('%s: keys are offered with what they mean', async (file, before, typed, key) => {
  const opened = open(file, (text) => text.replace(before, typed).replace(`"${key}":`, '"":'));
  const list = await service.doComplete(opened.document, at(opened, typed), opened.json);
  const offered = new Map(list?.items.map((item) => [item.label, item.documentation]));
  expect([...offered.keys()]).toContain(key);
  expect(JSON.stringify(offered.get(key))).toMatch(/\w+ \w+ \w+/);
});

test('values of a key that has few are offered', async () => {
  const opened = open(HYPERVISOR, (text) => text.replace('"auto"', '"a"'));
  const list = await service.doComplete(opened.document, at(opened, '"a"'), opened.json);
  expect(list?.items.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['"auto"', '"no-subscription"']),
  );
});

test('a wrong value is underlined where it stands', async () => {
  const opened = open(LXC, (text) => text.replace('"memory_mb": 512', '"memory_mb": "512 MB"'));
  expect(await complaints(opened)).toEqual(['7: Incorrect type. Expected "integer".']);
});

test('pointing at a key tells its meaning', async () => {
  const opened = open(LXC);
  const place = opened.document.positionAt(opened.document.getText().indexOf('"memory_mb"') + 3);
  const hover = await service.doHover(opened.document, place, opened.json);
  expect(JSON.stringify(hover?.contents)).toMatch(/mebibytes|MiB/i);
});
