import { actionsOf, type Token } from './templateLexer';

/** What an action computes. A command is a list of operands; the first may be a function's name. */
export type Expression =
  | { kind: 'dot'; names: string[] }
  | { kind: 'variable'; name: string; names: string[] }
  | { kind: 'text'; text: string }
  | { kind: 'constant' }
  | { kind: 'function'; name: string }
  | { kind: 'pipeline'; pipeline: Pipeline; names: string[] };

export interface Pipeline {
  /** Variables that the pipeline declares (`:=`) or sets (`=`); a range may have two. */
  variables: string[];
  declares: boolean;
  commands: Expression[][];
}

export type Statement =
  | { kind: 'output'; pipeline: Pipeline }
  | { kind: 'template'; name: string; argument: Pipeline | undefined }
  | { kind: 'if' | 'with' | 'range'; pipeline: Pipeline; body: Statement[]; otherwise: Statement[] };

/** A template file: what runs at once, and the named templates it defines. */
export interface Template {
  body: Statement[];
  definitions: Map<string, Statement[]>;
}

const isMark = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'mark' && token.text === text;

/** Reads operands until `)` or the end of the action. */
class PipelineParser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Pipeline {
    const { variables, declares } = this.assignment();
    const commands: Expression[][] = [];
    let command: Expression[] = [];
    for (let token = this.tokens[this.at]; token && !isMark(token, ')'); token = this.tokens[this.at]) {
      this.at += 1;
      if (isMark(token, '|')) {
        commands.push(command);
        command = [];
      } else {
        this.operand(token, command);
      }
    }
    commands.push(command);
    return { variables, declares, commands };
  }

  private assignment(): { variables: string[]; declares: boolean } {
    const end = this.tokens.findIndex((token, at) => at >= this.at && isAssignment(token));
    const head = this.tokens.slice(this.at, Math.max(end, this.at));
    const isTarget = head.every((token) => token.kind === 'variable' || isMark(token, ','));
    if (end < 0 || !isTarget) return { variables: [], declares: false };
    this.at = end + 1;
    const variables = head.flatMap((token) => (token.kind === 'variable' ? [token.name] : []));
    return { variables, declares: isMark(this.tokens[end], ':=') };
  }

  private operand(token: Token, command: Expression[]): void {
    if (token.kind === 'chain') {
      const before = command.at(-1);
      if (before && 'names' in before) before.names.push(...token.names);
    } else if (isMark(token, '(')) {
      const inner = this.parse();
      this.at += 1;
      command.push({ kind: 'pipeline', pipeline: inner, names: [] });
    } else if (token.kind === 'field') {
      command.push({ kind: 'dot', names: token.names });
    } else if (token.kind === 'variable' || token.kind === 'text') {
      command.push(token);
    } else if (token.kind === 'word' && !['true', 'false', 'nil'].includes(token.text)) {
      command.push({ kind: 'function', name: token.text });
    } else {
      command.push({ kind: 'constant' });
    }
  }
}

const isAssignment = (token: Token): boolean => isMark(token, ':=') || isMark(token, '=');

const pipelineOf = (tokens: readonly Token[]): Pipeline => new PipelineParser(tokens).parse();

/** Builds the tree of statements from the flat list of actions. */
class TemplateParser {
  private at = 0;
  readonly definitions = new Map<string, Statement[]>();

  constructor(private readonly actions: readonly Token[][]) {}

  /** Statements up to the action that ends them: `end`, `else …`, or the end of the file. */
  statements(): { body: Statement[]; ended: Token[] } {
    const body: Statement[] = [];
    for (let action = this.actions[this.at]; action; action = this.actions[this.at]) {
      this.at += 1;
      const [first, ...rest] = action;
      const word = first?.kind === 'word' ? first.text : '';
      if (word === 'end' || word === 'else') return { body, ended: action };
      body.push(...this.statement(word, rest, action));
    }
    return { body, ended: [] };
  }

  private statement(word: string, rest: Token[], action: Token[]): Statement[] {
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return [this.branch(word, rest)];
      case 'define':
      case 'block': {
        const name = nameIn(rest);
        this.definitions.set(name, this.statements().body);
        return word === 'block' ? [{ kind: 'template', name, argument: pipelineOf(rest.slice(1)) }] : [];
      }
      case 'template': {
        const argument = rest.length > 1 ? pipelineOf(rest.slice(1)) : undefined;
        return [{ kind: 'template', name: nameIn(rest), argument }];
      }
      case 'break':
      case 'continue':
        return [];
      default:
        return action.length > 0 ? [{ kind: 'output', pipeline: pipelineOf(action) }] : [];
    }
  }

  private branch(kind: 'if' | 'with' | 'range', condition: Token[]): Statement {
    const pipeline = pipelineOf(condition);
    const { body, ended } = this.statements();
    const [word, next, ...rest] = ended;
    let otherwise: Statement[] = [];
    if (word?.kind === 'word' && word.text === 'else') {
      const chained = next?.kind === 'word' && (next.text === 'if' || next.text === 'with');
      otherwise = chained ? [this.branch(next.text as 'if' | 'with', rest)] : this.statements().body;
    }
    return { kind, pipeline, body, otherwise };
  }
}

const nameIn = (tokens: readonly Token[]): string => (tokens[0]?.kind === 'text' ? tokens[0].text : '');

/**
 * The statements of a Go template as Helm charts write them.
 *
 * @throws Error with the line when the text is no template
 */
export const parseTemplate = (source: string): Template => {
  const parser = new TemplateParser(actionsOf(source));
  const { body } = parser.statements();
  return { body, definitions: parser.definitions };
};
