import type { EmailConfig, GlobalConfig } from '../alertmanager';
import type { RoutingInput, SecretFile } from '../model';

// One value for all: YAML writes it once and refers to it, which keeps many teams below the size of a Secret.
const headers = { Subject: '{{ template "email.subject" . }}' };

/** One e-mail to all addresses, in HTML and text. */
export const emailMessage = (addresses: readonly string[]): EmailConfig => ({
  send_resolved: true,
  to: addresses.join(', '),
  headers,
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
