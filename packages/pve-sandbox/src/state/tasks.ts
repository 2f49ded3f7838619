import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readText, writeText } from './files.ts';
import { hostPath, nodeName } from './paths.ts';

const tasks = '/var/log/pve/tasks';

/** A job of Proxmox's task list. */
export interface Task {
  upid: string;
  pid: number;
  pstart: number;
  starttime: number;
  type: string;
  id: string;
}

/** Clock ticks after boot at which a process started; undefined when it is gone. */
function processStart(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}

/** Enters a job of this process in the list of active ones. */
export function beginTask(type: string, id: string): Task {
  const starttime = Math.floor(Date.now() / 1000);
  const pid = process.pid;
  const pstart = processStart(pid) ?? 0;
  const upid = `UPID:${nodeName}:${hex8(pid)}:${hex8(pstart)}:${hex8(starttime)}:${type}:${id}:root@pam:`;
  changeActive((lines) => [...lines, `${upid} 0`]);
  logTask({ upid }, '');
  return { upid, pid, pstart, starttime, type, id };
}

/** Adds to a job's log. */
export function logTask({ upid }: Pick<Task, 'upid'>, text: string): void {
  const path = hostPath(logPath(upid));
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, text);
}

/** Takes an ended job off the active list and into the index. */
export function endTask(task: Task, status: string): void {
  const isGood = status === 'OK' || status.startsWith('WARNINGS');
  logTask(task, isGood ? `TASK ${status}\n` : `TASK ERROR: ${status}\n`);
  changeActive((lines) => lines.filter((line) => !line.startsWith(`${task.upid} `)));
  enterIndex(task.upid, status);
}

/** Jobs whose process lives. */
export function activeTasks(): Task[] {
  return (readText(`${tasks}/active`) ?? '')
    .split('\n')
    .map((line) => decode(line.split(' ')[0] ?? ''))
    .filter((task) => task !== undefined)
    .filter(({ pid, pstart }) => processStart(pid) === pstart);
}

function decode(upid: string): Task | undefined {
  const pattern = /^UPID:[^:]+:([0-9A-F]{8}):([0-9A-F]{8,9}):([0-9A-F]{8}):([^:]+):([^:]*):[^:]+:$/;
  const [, pid = '', pstart = '', starttime = '', type = '', id = ''] = pattern.exec(upid) ?? [];
  if (pid === '') return undefined;
  const number = (hex: string) => Number.parseInt(hex, 16);
  return { upid, pid: number(pid), pstart: number(pstart), starttime: number(starttime), type, id };
}

function logPath(upid: string): string {
  const starttime = upid.split(':')[4] ?? '0';
  return `${tasks}/${starttime.slice(-1)}/${upid}`;
}

/**
 * Several jobs begin and end at once: the list is changed under its lock. Jobs whose process died
 * go to the index on that occasion.
 */
function changeActive(change: (lines: string[]) => string[]): void {
  const lock = hostPath(`${tasks}/.active.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  const fd = openSync(lock, 'a');
  try {
    spawnSync('flock', ['-w', '10', '0'], { stdio: [fd, 'ignore', 'ignore'] });
    const lines = (readText(`${tasks}/active`) ?? '').split('\n').filter((line) => line !== '');
    const living = lines.filter((line) => {
      const task = decode(line.split(' ')[0] ?? '');
      return task !== undefined && processStart(task.pid) === task.pstart;
    });
    for (const line of lines.filter((each) => !living.includes(each))) {
      enterIndex(line.split(' ')[0] ?? '', 'unexpected status');
    }
    const kept = change(living).map((line) => `${line}\n`);
    writeText(`${tasks}/active`, kept.join(''));
  } finally {
    closeSync(fd);
  }
}

function enterIndex(upid: string, status: string): void {
  const endtime = hex8(Math.floor(Date.now() / 1000));
  appendFileSync(hostPath(`${tasks}/index`), `${upid} ${endtime} ${status.split('\n')[0]}\n`);
}

const hex8 = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
