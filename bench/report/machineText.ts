import { arch, cpus, platform } from 'node:os'

/** What the machine is: times mean nothing without it. */
export function machine() {
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
  }
}

/** The same in words. */
export function machineText(): string {
  const { node, platform: system, cores, cpu } = machine()
  return `${cores} x ${cpu}, Node ${node}, ${system}`
}
