import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MIB = 1_048_576;
/** What the volume may hold: so little that no disk notices. */
const SIZE_BYTES = 64 * MIB;
/** What a healthy volume holds, and what it holds when it is filled: 98 %. */
const USUAL_BYTES = 8 * MIB;
const FULL_BYTES = 63 * MIB;
/** Milliseconds between two measurements. */
const PERIOD_MS = 5_000;

/** Text of node_exporter's own collector: two sources of a metric must agree on it. */
const help = {
  node_filesystem_avail_bytes: 'Filesystem space available to non-root users in bytes.',
  node_filesystem_size_bytes: 'Filesystem size in bytes.',
} as const;

/**
 * A small volume: a folder that may hold 64 MiB and no more, because nobody but root can mount a real one. Real files fill
 * it; what is left is measured and told to node_exporter through the text file collector, beside the disks of this machine.
 */
export class Volume {
  readonly #files: string;
  #timer: NodeJS.Timeout | undefined;

  /** @param folder of the files and, in `metrics`, of what node_exporter reads */
  constructor(private readonly folder: string) {
    this.#files = path.join(folder, 'files');
  }

  /** Folder for `--collector.textfile.directory`. */
  get metricsFolder(): string {
    return path.join(this.folder, 'metrics');
  }

  open(): void {
    for (const folder of [this.#files, this.metricsFolder])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.fill(false);
    this.#timer = setInterval(() => {
      this.#measure();
    }, PERIOD_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes real bytes until it is as good as full, or takes them away again. */
  fill(on: boolean): void {
    writeFileSync(path.join(this.#files, 'data'), Buffer.alloc(USUAL_BYTES, 1));
    const rest = path.join(this.#files, 'logs');
    if (on) writeFileSync(rest, Buffer.alloc(FULL_BYTES - USUAL_BYTES, 1));
    else rmSync(rest, { force: true });
    this.#measure();
  }

  #measure(): void {
    const used = readdirSync(this.#files).reduce(
      (sum, name) => sum + statSync(path.join(this.#files, name)).size,
      0,
    );
    const values = {
      node_filesystem_avail_bytes: Math.max(0, SIZE_BYTES - used),
      node_filesystem_size_bytes: SIZE_BYTES,
    } as const;
    const lines = Object.entries(values).map(
      ([metric, value]) =>
        `# HELP ${metric} ${help[metric as keyof typeof help]}\n# TYPE ${metric} gauge\n${metric}{device="demo-volume",device_error="",fstype="folder",mountpoint="/var/lib/demo"} ${String(value)}\n`,
    );
    const file = path.join(this.metricsFolder, 'volume.prom');
    // Renamed, so that a scrape never sees half of it.
    writeFileSync(`${file}.new`, lines.join(''));
    renameSync(`${file}.new`, file);
  }
}
