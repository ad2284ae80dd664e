/** What no schema says: how a stack is configured at all. */
export const introduction = `# Configuration

<!-- Generated from config/schema and config/presets.ts by \`npm run docs\`. Do not edit. -->

A stack is one cluster. \`Pulumi.<stack>.yaml\` states only what differs from the defaults and the preset:

\`\`\`yaml
# yaml-language-server: $schema=docs/schema/stack.json
config:
  observatory:preset: small
  observatory:cluster: { name: dev, environment: dev, context: kind-dev }
  observatory:metrics:
    retentionDays: 10
\`\`\`

Or from the command line. Everything below a top-level key needs \`--path\`:

<!-- needs: pulumi -->

\`\`\`sh
pulumi config set --path observatory:metrics.retentionDays 10
pulumi config set --path 'observatory:content.applications[0]' shop
\`\`\`

- The stack's keys are merged over the preset, and that over the defaults: maps key by key, lists as a whole.
- A \`null\` in \`observatory:applications\` deletes what the file says, so that the default is back. One in
  \`observatory:overrides\` reaches the chart, where it deletes the chart's default.
- Numbers, \`true\` and \`false\` may be text ("99.9"), as \`pulumi config set --path\` writes them.
- An unknown key, a wrong value or a contradiction fails \`pulumi preview\`, \`pulumi up\` and \`npm run plan\`, with the key and
  what to write instead; all faults at once.
- \`npm run plan -- --stack <stack>\` shows what a stack deploys, without cluster or credentials.
- The first line of the example gives completion and checks in editors that use the YAML language server.`;

export const appendix = {
  secrets: `A secret that somebody else keeps in the cluster needs no value here; write where it is:

\`\`\`yaml
observatory:secrets:
  slack:
    default: { secretName: alerting-webhooks, key: slack }
\`\`\``,
  application: `One file per application in the content folder (\`observatory:content.path\`), named after it. What differs in one
stack is written in that stack, with the same keys: \`observatory:applications.<name>.<key>\`. First line for editors:
\`# yaml-language-server: $schema=<path to>/docs/schema/application.json\`.`,
  team: `One file per team, named after it; applications refer to it by that name. First line for editors:
\`# yaml-language-server: $schema=<path to>/docs/schema/team.json\`.`,
  maintenance: `One file per window. While it is open the alert \`MaintenanceWindow\` fires, and the alerts that the file names are told to
nobody; everything else is. A window that has ended keeps nothing back and blocks nothing: it is a warning of \`npm run plan\` and
\`pulumi up\` until its file is removed. First line for editors:
\`# yaml-language-server: $schema=<path to>/docs/schema/maintenance.json\`.

\`\`\`yaml
reason: New version of the database
owner: platform
timeZone: Europe/Berlin
start: '2026-12-05T22:00'
end: '2026-12-06T02:00'
applications: [shop]
\`\`\``,
} as const;
