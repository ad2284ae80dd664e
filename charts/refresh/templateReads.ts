import { callFunction } from './templateFunctions';
import type { Expression, Pipeline, Statement, Template } from './templateSyntax';
import { textsOf, union, Uses, valueKey, type Value } from './templateValues';

/** Names in force while a template runs: the dot, and the variables of the enclosing blocks. */
interface Scope {
  dot: Value;
  variables: Map<string, Value>;
  outer: Scope | undefined;
}

const inner = (outer: Scope, dot: Value): Scope => ({ dot, variables: new Map(), outer });

const owner = (scope: Scope, name: string): Scope | undefined =>
  scope.variables.has(name) ? scope : scope.outer && owner(scope.outer, name);

const assign = (scope: Scope, name: string, value: Value, declares: boolean): void => {
  const at = declares ? scope : (owner(scope, name) ?? scope);
  // `=` may be in a branch that does not run: what the variable held before stays possible.
  at.variables.set(name, declares ? value : union(at.variables.get(name) ?? [], value));
};

/**
 * Runs templates over sets of possible values instead of values: every branch is taken, every loop body
 * runs once, and a named template runs once for each distinct argument.
 */
export class TemplateReader {
  readonly uses = new Uses();
  private readonly called = new Set<string>();

  /** @param definitions named templates of the chart and all its subcharts; Helm shares them */
  constructor(private readonly definitions: ReadonlyMap<string, readonly Statement[][]>) {}

  /** Runs a template of the chart whose values lie at `prefix` (empty for the top chart). */
  read(template: Template, prefix: readonly string[]): void {
    this.start(template.body, [{ kind: 'scope', prefix }]);
  }

  private start(body: readonly Statement[], dot: Value): void {
    this.run(body, { dot, variables: new Map([['$', dot]]), outer: undefined });
  }

  private call(name: string, argument: Value): void {
    const key = `${name} ${valueKey(argument)}`;
    if (this.called.has(key)) return;
    this.called.add(key);
    for (const body of this.definitions.get(name) ?? []) this.start(body, argument);
  }

  private run(body: readonly Statement[], scope: Scope): void {
    for (const statement of body) this.step(statement, scope);
  }

  private step(statement: Statement, scope: Scope): void {
    if (statement.kind === 'template') {
      this.call(statement.name, statement.argument ? this.evaluate(statement.argument, scope) : []);
    } else if (statement.kind === 'output') {
      const { variables, declares } = statement.pipeline;
      const value = this.evaluate(statement.pipeline, scope);
      variables.forEach((name) => {
        assign(scope, name, value, declares);
      });
      if (variables.length === 0) this.uses.markWhole(value);
    } else {
      this.branch(statement, scope);
    }
  }

  private branch(statement: Exclude<Statement, { kind: 'output' | 'template' }>, scope: Scope): void {
    const { kind, pipeline, body, otherwise } = statement;
    const value = this.evaluate(pipeline, scope);
    const subject = kind === 'range' ? this.uses.element(value) : value;
    const within = inner(scope, kind === 'if' ? scope.dot : subject);
    // `range $key, $element`: the key is plain text; a single variable is the element.
    pipeline.variables.forEach((name, at) => {
      const isKey = kind === 'range' && at === 0 && pipeline.variables.length > 1;
      assign(within, name, isKey ? [] : subject, pipeline.declares);
    });
    this.run(body, within);
    this.run(otherwise, inner(scope, scope.dot));
  }

  private evaluate(pipeline: Pipeline, scope: Scope): Value {
    let piped: Value | undefined;
    for (const [first, ...rest] of pipeline.commands) {
      const args = rest.map((operand) => this.operand(operand, scope));
      if (piped !== undefined) args.push(piped);
      if (first?.kind === 'function') piped = this.apply(first.name, args);
      else piped = first ? this.operand(first, scope) : [];
    }
    return piped ?? [];
  }

  private apply(name: string, args: Value[]): Value {
    if (name !== 'include') return callFunction(this.uses, name, args);
    const [names = [], argument = []] = args;
    textsOf(names).forEach((template) => {
      this.call(template, argument);
    });
    return [];
  }

  private operand(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case 'dot':
        return this.uses.fields(scope.dot, expression.names);
      case 'variable': {
        const value = owner(scope, expression.name)?.variables.get(expression.name) ?? [];
        return this.uses.fields(value, expression.names);
      }
      case 'text':
        return [{ kind: 'text', text: expression.text }];
      case 'pipeline':
        return this.uses.fields(this.evaluate(expression.pipeline, scope), expression.names);
      case 'function':
        return this.apply(expression.name, []);
      case 'constant':
        return [];
    }
  }
}
