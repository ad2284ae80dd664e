/** `12:03:09`, in the time zone of this machine. */
export const clock = (milliseconds: number): string => new Date(milliseconds).toLocaleTimeString('en-GB');

/** `1:16`, or `1:02:03` from an hour on. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`;
}
