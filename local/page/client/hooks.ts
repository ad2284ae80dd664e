import { useEffect, useState } from 'preact/hooks';
import type { RunStatus } from '../../run/status';

/** The status of the run as it changes; `lost` once the run has ended. */
export function useStatus(): { readonly status: RunStatus | undefined; readonly lost: boolean } {
  const [status, setStatus] = useState<RunStatus>();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const events = new EventSource('/events');
    events.addEventListener('status', ({ data }: MessageEvent<string>) => {
      setStatus(JSON.parse(data) as RunStatus);
      setLost(false);
    });
    events.addEventListener('error', () => {
      setLost(true);
    });
    return () => {
      events.close();
    };
  }, []);
  return { status, lost };
}

/** The time, milliseconds since 1970, anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

/** What stands after `#/` in the address, part by part. */
export function useRoute(): readonly string[] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = (): void => {
      setHash(location.hash);
    };
    addEventListener('hashchange', changed);
    return () => {
      removeEventListener('hashchange', changed);
    };
  }, []);
  return hash
    .replace(/^#\//, '')
    .split('/')
    .filter((part) => part !== '');
}
