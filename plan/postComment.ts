import { UserError } from '../config/errors';
import { COMMENT_MARKER } from './comment';

/** Where to post, and as whom. */
export interface Forge {
  /** `https://api.github.com` */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/** A pull request, known by what GitHub itself says of the run: its branch and commit, not by what the run wrote. */
export interface PullRequestHead {
  /** `owner:branch` */
  readonly head: string;
  readonly sha: string;
}

/** GitHub takes 65,536 characters. */
const MOST = 65_536;
const PER_PAGE = 100;

/**
 * Posts the text as the one comment of ours on the pull request, or edits the comment that is there.
 *
 * @returns address of the comment; undefined when the pull request is closed or has gone on to another commit
 * @throws UserError for what GitHub refuses
 */
export async function postComment(
  forge: Forge,
  { head, sha }: PullRequestHead,
  text: string,
): Promise<string | undefined> {
  const body = harmless(text);
  const open = await call<readonly PullRequest[]>(
    forge,
    'GET',
    `pulls?state=open&per_page=${String(PER_PAGE)}&head=${encodeURIComponent(head)}`,
  );
  const pull = open.find((one) => one.head.sha === sha);
  if (pull === undefined) return undefined;
  const own = await ownComment(forge, pull.number);
  const posted =
    own === undefined
      ? await call<Comment>(forge, 'POST', `issues/${String(pull.number)}/comments`, { body })
      : await call<Comment>(forge, 'PATCH', `issues/comments/${String(own.id)}`, { body });
  return posted.html_url;
}

interface PullRequest {
  readonly number: number;
  readonly head: { readonly sha: string };
}

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly html_url: string;
  readonly user: { readonly type: string } | null;
}

/** A person may quote the marker; only a program's comment is ours. */
async function ownComment(forge: Forge, pull: number): Promise<Comment | undefined> {
  for (let page = 1; ; page += 1) {
    const comments = await call<readonly Comment[]>(
      forge,
      'GET',
      `issues/${String(pull)}/comments?per_page=${String(PER_PAGE)}&page=${String(page)}`,
    );
    const own = comments.find(
      ({ body = '', user }) => user?.type === 'Bot' && body.startsWith(COMMENT_MARKER),
    );
    if (own !== undefined || comments.length < PER_PAGE) return own;
  }
}

/** The text comes from the code of a pull request: it calls nobody, and is a comment of this kind or none. */
function harmless(text: string): string {
  if (!text.startsWith(COMMENT_MARKER)) {
    throw new UserError([`The text is no comment of npm run comment: it must begin with ${COMMENT_MARKER}`]);
  }
  return text.replaceAll(/@(?=\w)/g, '@\u200b').slice(0, MOST);
}

async function call<T>(forge: Forge, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${forge.api}/repos/${forge.repository}/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${forge.token}`,
      'x-github-api-version': '2022-11-28',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as T;
  throw new UserError([
    `GitHub refuses ${method} ${path.split('?')[0] ?? path}: ${String(response.status)} ${response.statusText}. The token needs the permission pull-requests: write.`,
  ]);
}
