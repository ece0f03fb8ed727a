/**
 * Deadlines that are all as long as each other, so that the first set is the first to come: one timer serves them all, where one for
 * each request cost a fiftieth of a look-up.
 */
export class Deadlines {
  readonly #milliseconds: number;
  readonly #open = new Set<{ readonly at: number; readonly late: () => void }>();
  #waking = false;
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }
  /** Calls `late` when the time is over, unless what it gives is called before. */
  set(late: () => void): () => void {
    const deadline = { at: performance.now() + this.#milliseconds, late };
    this.#open.add(deadline);
    if (!this.#waking) this.#wake(this.#milliseconds);
    return () => void this.#open.delete(deadline);
  }
  #wake(milliseconds: number): void {
    this.#waking = true;
    setTimeout(() => this.#look(), Math.max(1, Math.ceil(milliseconds))).unref();
  }
  #look(): void {
    const now = performance.now();
    this.#waking = false;
    for (const deadline of this.#open) {
      if (deadline.at > now) {
        this.#wake(deadline.at - now);
        return;
      }
      this.#open.delete(deadline);
      deadline.late();
    }
  }
}
