/** Where progress lines go, and whether that is a terminal. */
export interface ProgressSink {
  write(text: string): unknown
  isTTY?: boolean | undefined
}

/** Reports how far a step is. */
export interface Progress {
  /** `done` from 0 to 1. */
  update(done: number): void
  /** Ends the line with the time that the step took. */
  end(): void
}

/** Where the progress line goes, and the clock. */
export interface ProgressOptions {
  sink: ProgressSink
  /** Milliseconds since any fixed moment. */
  now: () => number
}

/** On a terminal one line is redrawn, at most 10 times a second; elsewhere a line is written at most every 10 s. */
const REDRAW_MS = 100
const LINE_MS = 10_000

/** A progress line with the estimated time left. */
export function createProgress(label: string, { sink, now }: ProgressOptions): Progress {
  const terminal = sink.isTTY === true
  const started = now()
  let last = started
  const bar = (done: number) => (terminal ? `${drawn(done)} ` : '')
  const write = (text: string) => sink.write(terminal ? `\r\u001b[2K${text}` : `${text}\n`)
  return {
    update(done) {
      const time = now()
      if (time - last < (terminal ? REDRAW_MS : LINE_MS)) return
      last = time
      write(`${label}: ${bar(done)}${Math.floor(done * 100)} %, ${timeLeft(time - started, done)}`)
    },
    end() {
      write(`${label}: done in ${seconds(now() - started)}`)
      if (terminal) sink.write('\n')
    },
  }
}

/** A bar of 20 characters. */
function drawn(done: number): string {
  const full = Math.max(0, Math.min(20, Math.round(20 * done)))
  return '█'.repeat(full) + '░'.repeat(20 - full)
}

function timeLeft(elapsed: number, done: number): string {
  return done <= 0 ? 'time left unknown' : `${seconds((elapsed / done) * (1 - done))} left`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
