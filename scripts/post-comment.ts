import { readFileSync } from 'node:fs';

import { UserError } from '../config/errors';
import { optionsOf } from '../plan/options';
import { postComment } from '../plan/postComment';

/** `npm run comment:post -- --file <file> --head <owner:branch> --sha <commit>`, with the variables of a GitHub workflow. */
export async function main(args: readonly string[]): Promise<number> {
  const { file, head, sha } = optionsOf('npm run comment:post', args, {
    file: { type: 'string' },
    head: { type: 'string' },
    sha: { type: 'string' },
  });
  const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
  if (file === undefined || head === undefined || sha === undefined)
    throw new UserError(['Write --file <file> --head <owner:branch> --sha <commit>.']);
  if (GITHUB_REPOSITORY === undefined || GITHUB_TOKEN === undefined)
    throw new UserError(['GITHUB_REPOSITORY and GITHUB_TOKEN must be set, as in a GitHub workflow.']);
  const forge = { api, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN };
  const posted = await postComment(forge, { head, sha }, readFileSync(file, 'utf8'));
  console.log(posted ?? 'No open pull request is at this commit; nothing to post.');
  return 0;
}
