import { isArray, type Json } from '../../plan/json';

/** The strings of an array; none when it is no array. */
export function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
