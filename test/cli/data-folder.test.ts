import { homedir } from 'node:os'
import { expect, it } from 'vitest'
import { dataFolder } from '../../src/cli/data-folder.ts'

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', {}, `${homedir()}/.local/share/parley`],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/parley'],
  ['linux', { XDG_DATA_HOME: 'data' }, `${homedir()}/.local/share/parley`],
  ['linux', { XDG_DATA_HOME: '' }, `${homedir()}/.local/share/parley`],
  ['darwin', {}, `${homedir()}/Library/Application Support/parley`],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/data/parley'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/parley'],
  ['win32', {}, `${homedir()}/AppData/Local/parley`],
])('what Parley keeps lies where the system has it: %s, %j', (platform, env, folder) => {
  expect(dataFolder(env, platform)).toBe(folder)
})
