import PostalMime from 'postal-mime';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { BODY_LIMIT, LOOPBACK } from '../loopback';
import { statusIn } from './alertNames';
import type { Behaviour, Inbox } from './model';
import type { NotificationStore } from './store';

export interface SmtpInbox extends Inbox {
  readonly port: number;
}

/**
 * Stands in for an SMTP server, without TLS because it only listens on loopback. Accepts any user and password when
 * a client logs in, keeps subject, recipients and text of each message.
 */
export async function openSmtpInbox(store: NotificationStore): Promise<SmtpInbox> {
  let behaviour: Behaviour = { kind: 'accept' };
  let attempts = 0;
  /** Whoever was given no answer: whatever the inbox does next, it gives up these first, as a server does that is started anew. */
  const waiting = new Set<() => void>();

  const onData: SMTPServerOptions['onData'] = (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      attempts += 1;
      if (behaviour.kind === 'hang') {
        waiting.add(() => {
          done(smtpError(451));
        });
        return;
      }
      if (behaviour.kind === 'refuse') {
        // HTTP 429 is worth another try, and so is SMTP 451; anything else is final.
        done(smtpError(behaviour.status === 429 ? 451 : 550));
        return;
      }
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      keep(store, Buffer.concat(chunks), recipients).then(
        () => {
          done();
        },
        () => {
          done(smtpError(554));
        },
      );
    });
  };
  const server = new SMTPServer({
    // STARTTLS would need a certificate that Alertmanager trusts; the configuration says require_tls: false instead.
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    size: BODY_LIMIT,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => {
      done(null, { user: 'local' });
    },
    onData,
  });
  // A client that vanishes half-way is not a fault of the inbox.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, LOOPBACK, () => {
      resolve((server.server.address() as AddressInfo).port);
    });
  });
  return {
    name: 'smtp',
    port,
    url: `smtp://${LOOPBACK}:${String(port)}`,
    attempts: () => attempts,
    behave: (wanted) => {
      behaviour = wanted;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function keep(store: NotificationStore, raw: Buffer, recipients: readonly string[]): Promise<void> {
  const mail = await PostalMime.parse(raw);
  const title = mail.subject ?? '(no subject)';
  store.add({
    inbox: 'smtp',
    destination: recipients.join(', '),
    status: statusIn(title),
    title,
    text: mail.text ?? withoutMarkup(mail.html ?? ''),
  });
}

function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<(style|head)[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('refused on request of the test'), { responseCode });
}
