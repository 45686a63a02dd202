// How far is something that takes long? On a terminal one line that is drawn again and again; elsewhere a line for each step.

/** As `process.stderr`. */
export interface ProgressOutlet {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const WIDTH = 24;
const REDRAW_AFTER_MS = 100;
/** Before that nothing can be told of what is left. */
const FORETELL_AFTER_MS = 2_000;
const TO_LINE_START = '\r\u001b[K';

export class ProgressBar {
  readonly #startedAt: number;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #done = 0;
  #step: { readonly name: string; done: number } | null = null;

  constructor(
    private readonly outlet: ProgressOutlet,
    /** Of all steps together. */
    private readonly total: number,
    /** Milliseconds of a clock that never goes back. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#startedAt = now();
  }

  /** Ends the step before. */
  step(name: string): void {
    this.#endStep();
    this.#step = { name, done: 0 };
    this.#draw();
  }

  advance(by: number): void {
    this.#done += by;
    if (this.#step !== null) this.#step.done += by;
    if (this.now() - this.#drawnAt >= REDRAW_AFTER_MS) this.#draw();
  }

  /** Leaves a terminal's line empty for what is told next. */
  end(): void {
    this.#endStep();
    if (this.outlet.isTTY) this.outlet.write(TO_LINE_START);
  }

  /** Nothing is told twice. */
  #endStep(): void {
    const step = this.#step;
    this.#step = null;
    if (step !== null && !this.outlet.isTTY) this.outlet.write(`${step.name}: ${inGroups(step.done)}\n`);
  }

  #draw(): void {
    if (!this.outlet.isTTY) return;
    this.#drawnAt = this.now();
    // One character less than the line has: some terminals begin a new one after the last.
    this.outlet.write(TO_LINE_START + this.#line().slice(0, (this.outlet.columns || 80) - 1));
  }

  #line(): string {
    const share = this.total === 0 ? 1 : Math.min(this.#done / this.total, 1);
    const filled = Math.round(share * WIDTH);
    const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
    const percent = String(Math.floor(share * 100)).padStart(3);
    return `[${bar}] ${percent} %  ${this.#step?.name ?? ''}${this.#foretold(share)}`;
  }

  #foretold(share: number): string {
    const elapsed = this.now() - this.#startedAt;
    if (share === 0 || elapsed < FORETELL_AFTER_MS) return '';
    return `, ${Math.ceil((elapsed * (1 - share)) / share / 1000)} s left`;
  }
}

/** 1,234,567 */
export const inGroups = (count: number): string => count.toLocaleString('en-US');
