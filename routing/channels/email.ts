import type { EmailConfig, GlobalConfig } from '../alertmanager';
import type { RoutingInput, SecretFile } from '../model';

type Team = RoutingInput['teams'][number];

/** One e-mail to all addresses of the team, in HTML and text. */
export const emailMessage = (team: Team): EmailConfig => ({
  send_resolved: true,
  to: team.emails.join(', '),
  headers: { Subject: '{{ template "observatory.title" . }}' },
  html: '{{ template "email.html" . }}',
  text: '{{ template "email.text" . }}',
});

/** How mail is sent: the same server for every team. */
export const mailServer = (email: RoutingInput['email'], secretFile: SecretFile): GlobalConfig => {
  if (!email.enabled || email.smarthost === undefined || email.from === undefined) return {};
  return {
    smtp_smarthost: email.smarthost,
    smtp_from: email.from,
    smtp_require_tls: email.requireTls,
    ...(email.username === undefined
      ? {}
      : {
          smtp_auth_username: email.username,
          smtp_auth_password_file: secretFile('smtp.password'),
        }),
  };
};
