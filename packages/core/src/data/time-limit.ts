/** Thrown into a run that took longer than it may. */
export class TimeLimitExceeded extends Error {
  constructor(id: string, seconds: number) {
    super(`${id} was cut after ${seconds} s: what it waits for never came. It is tried again; raise timeLimitSeconds if it needs longer`);
    this.name = 'TimeLimitExceeded';
  }
}

/**
 * Runs work that may hang. At its limit, or when `stopped` says so, it is given up: its signal is aborted and this promise rejects,
 * whether the work listens or not. What it still does then is up to it, so whatever acts for it must look at the signal.
 */
export async function withinLimit(
  { id, seconds, stopped }: { readonly id: string; readonly seconds: number; readonly stopped?: AbortSignal },
  work: (signal: AbortSignal) => Promise<void> | void,
): Promise<void> {
  const cut = new AbortController();
  const onStop = (): void => cut.abort(new Error(`${id} was cut because its instance stops; it is tried again`));
  stopped?.addEventListener('abort', onStop);
  const timer = setTimeout(() => cut.abort(new TimeLimitExceeded(id, seconds)), seconds * 1_000);
  timer.unref();
  try {
    await new Promise<void>((resolve, reject) => {
      cut.signal.addEventListener('abort', () => reject(cut.signal.reason as Error));
      if (stopped?.aborted === true) onStop();
      else
        Promise.resolve()
          .then(() => work(cut.signal))
          .then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    stopped?.removeEventListener('abort', onStop);
  }
}
