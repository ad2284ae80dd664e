/** A rate over 5 minutes needs four samples to survive a lost scrape. */
export const longestScrapeSeconds = 75;

/** What is wrong with that many seconds between two scrapes. */
export const scrapeFaults = (seconds: number): string[] =>
  seconds <= longestScrapeSeconds
    ? []
    : [
        `${String(seconds)} s are too long for the rates over 5 minutes that rules read; write at most ${String(longestScrapeSeconds)}`,
      ];
