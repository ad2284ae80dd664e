import path from 'node:path';

/** Name of a program that Observatory pins. */
export type ProgramName =
  | 'actionlint'
  | 'alertmanager'
  | 'amtool'
  | 'etcd'
  | 'helm'
  | 'kube-apiserver'
  | 'node_exporter'
  | 'operator'
  | 'postgres_exporter'
  | 'prometheus'
  | 'prometheus-operator'
  | 'promtool'
  | 'redis_exporter';

/** Name of a family: one Go module under `tools/`, whose programs are compiled together. */
export type FamilyName =
  | 'actionlint'
  | 'alertmanager'
  | 'etcd'
  | 'helm'
  | 'kubernetes'
  | 'node-exporter'
  | 'operator'
  | 'postgres-exporter'
  | 'prometheus'
  | 'prometheus-operator'
  | 'redis-exporter';

/** One Go module that pins programs of one version. */
export interface Family {
  /** Go module that holds the programs; for `operator` the module that our own program is written on. */
  readonly module: string;
  /** Version of that module, equal to the one in the family's go.mod (a test compares them). */
  readonly moduleVersion: string;
  /** Version as the programs print it, which is the version of the deployed image. */
  readonly version: string;
  /** Go build tags. */
  readonly tags: readonly string[];
  /** Go variables set by the linker, for example the version that the program prints. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * A page for a web interface that the sources embed but the published module lacks: path inside the module.
   * The module is then compiled from a copy in the cache that has this page.
   */
  readonly placeholder?: string;
  /** Seconds of a first build with nothing cached on 2 idle cores, downloads included; shown as an estimate only. */
  readonly firstBuildSeconds: number;
}

/** One pinned program. */
export interface Program {
  readonly family: FamilyName;
  /** Go package of the command. */
  readonly package: string;
  /** How a program on PATH tells its version; absent for our own, which is always compiled. */
  readonly versionArgs?: readonly string[];
  /** What Go calls the compiled file, where that is not the program's name. */
  readonly compiledAs?: string;
}

const COMMON_VERSION = 'github.com/prometheus/common/version.Version';

export const families: Readonly<Record<FamilyName, Family>> = {
  actionlint: {
    module: 'github.com/rhysd/actionlint',
    moduleVersion: 'v1.7.12',
    version: '1.7.12',
    tags: [],
    variables: { 'github.com/rhysd/actionlint.version': '1.7.12' },
    firstBuildSeconds: 20,
  },
  alertmanager: {
    module: 'github.com/prometheus/alertmanager',
    moduleVersion: 'v0.34.2',
    version: '0.34.2',
    tags: [],
    variables: { [COMMON_VERSION]: '0.34.2' },
    placeholder: 'ui/app/dist/index.html.gz',
    firstBuildSeconds: 60,
  },
  operator: {
    module: 'github.com/prometheus-operator/prometheus-operator',
    moduleVersion: 'v0.93.1',
    version: '0.93.1',
    tags: [],
    variables: {},
    firstBuildSeconds: 90,
  },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    moduleVersion: 'v0.93.1',
    version: '0.93.1',
    tags: [],
    variables: { [COMMON_VERSION]: '0.93.1' },
    firstBuildSeconds: 90,
  },
  helm: {
    module: 'helm.sh/helm/v3',
    moduleVersion: 'v3.21.4',
    version: '3.21.4',
    tags: [],
    variables: {
      'helm.sh/helm/v3/internal/version.version': 'v3.21.4',
      // The Kubernetes that charts are rendered for when no cluster is asked, as in Helm's own Makefile: that of its
      // k8s.io/client-go. Unset it is 1.20, which today's charts refuse.
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': '1',
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': '36',
    },
    firstBuildSeconds: 60,
  },
  etcd: {
    module: 'go.etcd.io/etcd/server/v3',
    moduleVersion: 'v3.6.16',
    version: '3.6.16',
    tags: [],
    variables: {},
    firstBuildSeconds: 40,
  },
  kubernetes: {
    module: 'k8s.io/kubernetes',
    moduleVersion: 'v1.36.3',
    version: '1.36.3',
    tags: [],
    // Helm asks the API server for its version before it renders.
    variables: { 'k8s.io/component-base/version.gitVersion': 'v1.36.3' },
    firstBuildSeconds: 210,
  },
  'node-exporter': {
    module: 'github.com/prometheus/node_exporter',
    moduleVersion: 'v1.12.1',
    version: '1.12.1',
    tags: [],
    variables: { [COMMON_VERSION]: '1.12.1' },
    firstBuildSeconds: 40,
  },
  'postgres-exporter': {
    module: 'github.com/prometheus-community/postgres_exporter',
    // The newest that is served as a Go module.
    moduleVersion: 'v0.17.1',
    version: '0.17.1',
    tags: [],
    variables: { [COMMON_VERSION]: '0.17.1' },
    firstBuildSeconds: 30,
  },
  'redis-exporter': {
    module: 'github.com/oliver006/redis_exporter',
    // The newest that is served as a Go module.
    moduleVersion: 'v1.74.0',
    version: '1.74.0',
    tags: [],
    variables: { 'main.BuildVersion': 'v1.74.0' },
    firstBuildSeconds: 20,
  },
  prometheus: {
    module: 'github.com/prometheus/prometheus',
    // Prometheus 3.x is published as Go module v0.3xx.
    moduleVersion: 'v0.314.0',
    version: '3.14.0',
    // Static, file and HTTP discovery are always in; Kubernetes and DNS are what the operator generates.
    // Leaving the cloud providers' discoveries out saves a third of the packages and half of the download.
    tags: ['remove_all_sd', 'enable_kubernetes_sd', 'enable_dns_sd'],
    variables: { [COMMON_VERSION]: '3.14.0' },
    firstBuildSeconds: 120,
  },
};

export const programs: Readonly<Record<ProgramName, Program>> = {
  actionlint: program('actionlint', 'cmd/actionlint', ['-version']),
  alertmanager: program('alertmanager', 'cmd/alertmanager', ['--version']),
  amtool: program('alertmanager', 'cmd/amtool', ['--version']),
  operator: { family: 'operator', package: '.' },
  etcd: {
    family: 'etcd',
    package: families.etcd.module,
    versionArgs: ['--version'],
    compiledAs: 'server',
  },
  'kube-apiserver': program('kubernetes', 'cmd/kube-apiserver', ['--version']),
  helm: program('helm', 'cmd/helm', ['version', '--short']),
  node_exporter: {
    family: 'node-exporter',
    package: families['node-exporter'].module,
    versionArgs: ['--version'],
  },
  postgres_exporter: program('postgres-exporter', 'cmd/postgres_exporter', ['--version']),
  redis_exporter: {
    family: 'redis-exporter',
    package: families['redis-exporter'].module,
    versionArgs: ['--version'],
  },
  prometheus: program('prometheus', 'cmd/prometheus', ['--version']),
  'prometheus-operator': {
    ...program('prometheus-operator', 'cmd/operator', ['--version']),
    compiledAs: 'operator',
  },
  promtool: program('prometheus', 'cmd/promtool', ['--version']),
};

/** Names of all programs, in the order in which they are compiled. */
export const programNames: readonly ProgramName[] = [
  'actionlint',
  'alertmanager',
  'amtool',
  'operator',
  'helm',
  'redis_exporter',
  'postgres_exporter',
  'node_exporter',
  'etcd',
  'prometheus',
  'promtool',
  'prometheus-operator',
  'kube-apiserver',
];

/** True when `name` is a program of the table. */
export function isProgramName(name: string): name is ProgramName {
  return (programNames as readonly string[]).includes(name);
}

/** The family that a program belongs to. */
export function familyOf(name: ProgramName): Family {
  return families[programs[name].family];
}

/** Folder of a family's Go module inside this repository. */
export function familyFolder(family: FamilyName): string {
  return path.join(__dirname, family);
}

/** True when `output`, printed by a program asked for its version, names exactly the pinned version. */
export function printsPinnedVersion(name: ProgramName, output: string): boolean {
  const version = familyOf(name).version.replaceAll('.', '\\.');
  return new RegExp(`(^|[^0-9.])v?${version}(?![0-9A-Za-z.-])`, 'm').test(output);
}

/** What a user without Go or network can do instead: ` or put promtool 3.14.0 on PATH`; nothing for our own program. */
export function pathAlternative(names: readonly ProgramName[]): string {
  const elsewhere = names.every((name) => programs[name].versionArgs !== undefined);
  return elsewhere ? `, or put ${namesAndVersion(names)} on PATH` : '';
}

/** `prometheus, promtool 3.14.0`. All programs are of one family. */
export function namesAndVersion(names: readonly ProgramName[]): string {
  const [first] = names;
  return first === undefined ? 'nothing' : `${names.join(', ')} ${familyOf(first).version}`;
}

function program(family: FamilyName, command: string, versionArgs: readonly string[]): Program {
  return { family, package: `${families[family].module}/${command}`, versionArgs };
}
