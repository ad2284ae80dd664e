// Preloaded into a measured process: writes its largest resident set in KiB when it ends.
const file = process.env.OBSERVATORY_BENCH_PEAK_FILE;
if (file !== undefined) {
  process.once('exit', () => require('node:fs').writeFileSync(file, String(process.resourceUsage().maxRSS)));
}
