import type { JsonObject } from './json';
import type { RecordedAlias, RecordedOptions, RecordedResource } from './recording';

/** One resource as it may be shown and written: without secrets. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly kind: RecordedResource['kind'];
  readonly inputs: JsonObject;
  /** Property paths of secret inputs, in Pulumi's notation. */
  readonly secretPaths: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly aliases: readonly RecordedAlias[];
  readonly provider?: string;
  readonly providers: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly options: RecordedOptions;
}

/** A secret that the program uses and whose value is not known here. */
export interface MissingSecret {
  /** Full key path: `observatory:secrets.slack.default`. */
  readonly path: string;
  /** `locked`: in the stack file, encrypted. `unset`: the program needs it and the stack does not have it. */
  readonly state: 'locked' | 'unset';
}

/** What a stack deploys, without secrets. Equal programs and configurations give equal plans. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** Sorted by URN. */
  readonly resources: readonly PlannedResource[];
  readonly outputs: JsonObject;
  readonly missingSecrets: readonly MissingSecret[];
  readonly warnings: readonly string[];
}
