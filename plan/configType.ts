import { isArray, isObject, type Json } from './json';

/** A type of Pulumi.yaml's `config:` section. */
export interface ConfigType {
  readonly type: 'array' | 'boolean' | 'integer' | 'object' | 'string';
  /** Of the elements of an array. */
  readonly items?: ConfigType;
}

export const CONFIG_TYPES: readonly string[] = ['array', 'boolean', 'integer', 'object', 'string'];

/**
 * Whether the CLI accepts a value for a type (`ValidateConfigValue` in sdk/go/common/workspace/project.go).
 * A scalar of a stack file arrives as a string, so "30" is an integer and 30 a string.
 */
export function accepts({ type, items }: ConfigType, value: Json): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'string' ? /^[-+]?\d+$/.test(value) : Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'object':
      return isObject(value);
    case 'array':
      return isArray(value) && items !== undefined && value.every((item) => accepts(items, item));
  }
}

/** As the CLI names it: `array<string>`. */
export function typeName({ type, items }: ConfigType): string {
  return items === undefined ? type : `array<${typeName(items)}>`;
}
