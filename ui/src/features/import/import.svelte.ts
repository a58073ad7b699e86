// One file on its way in: what was chosen, what the preview says, what became of it. Not here: words.
import {
  asBackendError,
  call,
  commands,
  newJob,
  onJobProgress,
  type BackendError,
  type ColumnChoice,
  type ImportMode,
  type ImportOptions,
  type ImportPreview,
  type ImportReport,
  type PlanChoice,
} from "$lib/backend";

export type Step = "file" | "columns" | "check" | "done";

/** How care is planned for what comes in. */
export type CareChoice = "from" | "recent_only" | "nothing";

const nothingChosen = (): ImportOptions => ({
  kind: null,
  system: null,
  encoding: null,
  separator: null,
  sheet: null,
  header_line: null,
  mapping: null,
  consent_wording: null,
  mode: null,
});

/** Make it while a component is set up: it hears progress as long as that lives. */
export class Import {
  step = $state<Step>("file");
  path = $state<string | null>(null);
  options = $state.raw<ImportOptions>(nothingChosen());
  preview = $state.raw<ImportPreview | null>(null);
  report = $state.raw<ImportReport | null>(null);
  error = $state.raw<BackendError | null>(null);
  /** What is under way: reading the file, or bringing it in. */
  busy = $state<"preview" | "commit" | null>(null);
  done = $state(0);
  total = $state(0);
  care = $state<CareChoice>("from");
  /** What a person chose where the file and a correction differ: whether the file's value is taken. */
  answers = $state<Record<string, boolean>>({});
  /** Blanks of addresses are filled with what the table of postal codes proposes. */
  fillsAddresses = $state(false);
  /** New customers without a reading get the one that customers of the shop with the same name have. */
  fillsReadings = $state(false);
  #job = "";
  #today: () => string;

  constructor(today: () => string) {
    this.#today = today;
    $effect(() =>
      onJobProgress((progress) => {
        if (progress.job !== this.#job) return;
        this.done = progress.done;
        this.total = progress.total;
      }),
    );
  }

  /** Name of the chosen file, without its folder. */
  get file(): string {
    return this.preview?.file ?? this.path?.split(/[\\/]/).pop() ?? "";
  }

  /** Takes a file and looks at it. */
  async open(path: string): Promise<void> {
    this.path = path;
    // Another file begins anew, wherever the one before was left.
    this.step = "file";
    this.options = nothingChosen();
    this.preview = null;
    this.report = null;
    this.care = "from";
    this.answers = {};
    this.fillsAddresses = false;
    this.fillsReadings = false;
    await this.look();
  }

  /** Looks again with something chosen by a person. */
  async choose(options: Partial<ImportOptions>): Promise<void> {
    // Columns were proposed for the old reading of the file; another reading has other columns.
    const keeps = "mapping" in options || "consent_wording" in options || "mode" in options;
    const otherSheet = "sheet" in options ? { header_line: null } : {};
    this.options = { ...this.options, ...(keeps ? {} : { mapping: null }), ...otherSheet, ...options };
    await this.look();
  }

  /** What the file may do. */
  get mode(): ImportMode {
    return this.options.mode ?? "both";
  }

  /** Answers a conflict, or all of the same field. */
  answer(key: string, take: boolean, field?: string): void {
    const alike = this.preview?.conflicts.filter((one) => one.field === field) ?? [];
    for (const one of alike) this.answers[one.key] = take;
    this.answers[key] = take;
  }

  /** Another meaning for a column. */
  async mapColumn(column: number, field: string): Promise<void> {
    if (!this.preview) return;
    const mapping: ColumnChoice[] = this.preview.columns.map((one) => ({
      column: one.index,
      field: one.index === column ? field : one.field,
    }));
    await this.choose({ mapping });
  }

  /** The rows can be checked: no column is missing. */
  get canCheck(): boolean {
    return this.preview !== null && this.preview.missing.length === 0;
  }

  /** Reads the file and says what a commit would do. */
  async look(): Promise<void> {
    const path = this.path;
    if (path === null) return;
    await this.#run("preview", async (job) => {
      this.preview = await call(commands.importPreview(path, this.options, job));
      if (this.preview.missing.length > 0) this.step = "columns";
      else if (this.step === "file" || this.step === "done") this.step = "check";
    });
  }

  /** Brings in what the preview showed. */
  async commit(): Promise<void> {
    const preview = this.preview;
    if (!preview || preview.missing.length > 0) return;
    const plan: PlanChoice =
      this.care === "from"
        ? { code: "from", day: this.#today() }
        : this.care === "recent_only"
          ? { code: "recent_only", day: this.#today() }
          : { code: "nothing" };
    await this.#run("commit", async (job) => {
      const answers = preview.conflicts
        .filter((one) => one.key in this.answers)
        .map((one) => ({ key: one.key, take_file: this.answers[one.key]! }));
      if (answers.length > 0) await call(commands.importAnswer(preview.ticket, answers));
      if (preview.addresses.proposed > 0)
        await call(commands.importFillAddresses(preview.ticket, this.fillsAddresses));
      if (preview.readings.proposed > 0)
        await call(commands.importFillReadings(preview.ticket, this.fillsReadings));
      this.report = await call(commands.importCommit(preview.ticket, plan, job));
      this.step = "done";
    });
  }

  /** Asks the job that is under way to stop. */
  async cancel(): Promise<void> {
    await call(commands.cancelJob(this.#job)).catch(() => undefined);
  }

  /** Back to the choice of a file. */
  reset(): void {
    this.step = "file";
    this.path = null;
    this.preview = null;
    this.report = null;
    this.error = null;
    this.options = nothingChosen();
  }

  async #run(what: "preview" | "commit", work: (job: string) => Promise<void>): Promise<void> {
    const job = newJob();
    this.#job = job;
    this.busy = what;
    this.done = 0;
    this.total = 0;
    this.error = null;
    try {
      await work(job);
    } catch (thrown) {
      if (this.#job === job) this.error = asBackendError(thrown);
    } finally {
      if (this.#job === job) this.busy = null;
    }
  }
}
