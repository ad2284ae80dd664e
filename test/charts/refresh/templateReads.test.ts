import { describe, expect, it } from '@jest/globals';
import { TemplateReader } from '../../../charts/refresh/templateReads';
import { parseTemplate, type Statement } from '../../../charts/refresh/templateSyntax';

const usesOf = (source: string, prefix: string[] = []) => {
  const template = parseTemplate(source);
  const definitions = new Map<string, Statement[][]>(
    [...template.definitions].map(([name, body]) => [name, [body]]),
  );
  const reader = new TemplateReader(definitions);
  reader.read(template, prefix);
  const texts = (paths: ReadonlyMap<string, readonly string[]>) =>
    [...paths.values()].map((path) => path.join('/')).sort();
  return {
    reads: texts(reader.uses.reads),
    whole: texts(reader.uses.whole),
    ofAnyKind: texts(reader.uses.ofAnyKind),
  };
};

const leaves = (source: string, prefix?: string[]): string[] => {
  const { reads } = usesOf(source, prefix);
  return reads.filter((path) => !reads.some((other) => other.startsWith(`${path}/`)));
};

describe('the values that templates read', () => {
  it.each([
    ['a field', '{{ .Values.a.b }}', ['a/b']],
    ['a field of the root scope inside a block', '{{ with .Values.a }}{{ $.Values.b }}{{ end }}', ['a', 'b']],
    ['the dot of with', '{{ with .Values.a }}{{ .b }}{{ else }}{{ .Values.c }}{{ end }}', ['a/b', 'c']],
    [
      'a chained else',
      '{{ if .Values.a }}{{ else if .Values.b }}{{ else }}{{ .Values.c }}{{ end }}',
      ['a', 'b', 'c'],
    ],
    [
      'a variable',
      '{{ $a := .Values.a -}} {{ if true }}{{ $a = .Values.b }}{{ end }}{{ $a.c }}',
      ['a/c', 'b/c'],
    ],
    [
      'an inner variable only inside its block',
      '{{ if true }}{{ $a := .Values.a }}{{ end }}{{ $a.c }}',
      ['a'],
    ],
    ['index', '{{ index .Values "a-b" "c" }}{{ (index .Values "d.e").f }}', ['a-b/c', 'd.e/f']],
    ['get and hasKey', '{{ get .Values.a "b" }}{{ hasKey .Values.a "c" }}', ['a/b', 'a/c']],
    ['dig', '{{ dig "b" "c" "fallback" .Values.a }}', ['a/b/c']],
    ['a default', '{{ (.Values.a | default .Values.b).c }}', ['a/c', 'b/c']],
    ['merged maps', '{{ (mergeOverwrite (dict) .Values.a .Values.b).c }}', ['a/c', 'b/c']],
    [
      'any element of a loop',
      '{{ range $key, $one := .Values.a }}{{ $one.b }}{{ $key }}{{ end }}',
      ['a/*/b'],
    ],
    ['the dot of a loop', '{{- range .Values.a -}}{{- .b -}}{{- end -}}', ['a/*/b']],
    ['a computed key', '{{ (index .Values.a $.Release.Name).b }}', ['a/*/b']],
    ['a called template', '{{ define "t" }}{{ .b }}{{ end }}{{ include "t" .Values.a }}', ['a/b']],
    [
      'a template with arguments',
      '{{ define "t" }}{{ .x.Values.a }}{{ .y.b }}{{ end }}{{ template "t" (dict "x" . "y" .Values.c) }}',
      ['a', 'c/b'],
    ],
    [
      'a template that calls itself',
      '{{ define "t" }}{{ .a }}{{ include "t" .b }}{{ end }}{{ include "t" (dict "a" .Values.c "b" .) }}',
      ['c'],
    ],
    ['a changed map', '{{ $m := dict }}{{ $_ := set $m "k" .Values.a }}{{ $m.k.b }}', ['a/b']],
    [
      'pluck, first and concat',
      '{{ (pluck "k" .Values.a | first).b }}{{ range concat .Values.c (list .Values.d) }}{{ .e }}{{ end }}',
      ['a/k/b', 'c/*/e', 'd/e'],
    ],
    [
      'a subchart from outside',
      '{{ define "t" }}{{ .Values.b }}{{ end }}{{ include "t" (index .Subcharts "sub") }}',
      ['sub/b'],
    ],
    [
      'no comments, no strings',
      '{{/* .Values.a */}}{{- /* .Values.b */ -}}{{ "{{ .Values.c }}" }}{{ `.Values.d` }}',
      [],
    ],
    ['over several lines', '{{ if and\n  .Values.a\n  (not .Values.b) -}}x{{- end }}', ['a', 'b']],
    ['a block', '{{ block "t" .Values.a }}{{ .b }}{{ end }}', ['a/b']],
  ])('are found in %s', (_what, source, paths) => {
    expect(leaves(source)).toEqual(paths);
  });

  it('lie below the key of a subchart for its own templates', () => {
    expect(leaves('{{ .Values.a.b }}', ['sub'])).toEqual(['sub/a/b']);
  });

  it.each([
    ['toYaml', '{{ toYaml .Values.a | nindent 2 }}', ['a']],
    ['the dot of with', '{{ with .Values.a }}{{ toYaml . }}{{ end }}', ['a']],
    [
      'a called template',
      '{{ define "t" }}{{ toYaml .x }}{{ end }}{{ include "t" (dict "x" .Values.a) }}',
      ['a'],
    ],
    ['a map around it', '{{ toYaml (dict "k" (list .Values.a)) }}', ['a']],
    ['omit', '{{ toYaml (omit .Values.a "enabled") }}', ['a']],
    ['an unknown function', '{{ .Values.a | newInHelm }}', ['a']],
    ['tpl', '{{ tpl .Values.a . }}', ['a']],
    ['an element', '{{ range .Values.a }}{{ toYaml . }}{{ end }}', ['a/*']],
    ['nothing that is only tested', '{{ if .Values.a }}{{ end }}{{ if eq .Values.b "x" }}{{ end }}', []],
  ])('are handed on whole by %s', (_what, source, paths) => {
    expect(usesOf(source).whole).toEqual(paths);
  });

  it('may be of any kind where a template asks for the kind', () => {
    const source =
      '{{ if kindIs "string" .Values.a }}{{ end }}{{ if eq (typeOf .Values.b) "string" }}{{ end }}';
    expect(usesOf(`${source}{{ if kindIs "bool" .Values.c }}{{ end }}`).ofAnyKind).toEqual(['a', 'b']);
  });

  it('cannot be told for a text that is no template, which is said with the line', () => {
    expect(() => parseTemplate('a\n{{ if .Values.a')).toThrow('line 2: {{ is not closed');
    expect(() => parseTemplate('{{ ; }}')).toThrow('unexpected');
  });
});
