import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { NotificationStore } from '../../../local/inboxes/store';
import { until } from '../support/wait';
import { openSmtpInbox, type SmtpInbox } from '../../../local/inboxes/smtp';

let store: NotificationStore;
let inbox: SmtpInbox;
beforeEach(async () => {
  store = new NotificationStore(new Set(['ServiceDown']));
  inbox = await openSmtpInbox(store);
});
afterEach(() => inbox.close());

const reply = (socket: Socket): Promise<string> =>
  new Promise((resolve) =>
    socket.once('data', (data: Buffer) => {
      resolve(data.toString());
    }),
  );

/** Sends `message` as a plain SMTP client would; gives the server's last answer. */
async function deliver(message: string, to = ['ops@example.com']): Promise<string> {
  const socket = connect(inbox.port, '127.0.0.1');
  await reply(socket);
  const commands = [
    'HELO test',
    'MAIL FROM:<obs@example.com>',
    ...to.map((one) => `RCPT TO:<${one}>`),
    'DATA',
  ];
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    await reply(socket);
  }
  socket.write(`${message.replaceAll('\n', '\r\n')}\r\n.\r\n`);
  const answer = await reply(socket);
  socket.destroy();
  return answer;
}

const multipart = `Subject: =?utf-8?q?[RESOLVED]_ServiceDown_=E2=80=93_shop?=
To: ops@example.com
Content-Type: multipart/alternative; boundary=b1

--b1
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset=UTF-8

<html><head><style>p {}</style></head><body><p>all=20good</p></body></html>
--b1--`;

describe('the SMTP inbox', () => {
  it('keeps recipients, decoded subject, status, alert names and the text of an HTML mail', async () => {
    expect(await deliver(multipart, ['ops@example.com', 'lead@example.com'])).toMatch(/^250/);
    expect(store.list()[0]).toMatchObject({
      inbox: 'smtp',
      destination: 'ops@example.com, lead@example.com',
      status: 'resolved',
      alerts: ['ServiceDown'],
      title: '[RESOLVED] ServiceDown – shop',
      text: 'all good',
    });
  });

  it('refuses for a while (451) or for good (550) on demand, and keeps nothing', async () => {
    inbox.behave({ kind: 'refuse', status: 429 });
    expect(await deliver('Subject: a\n\nb')).toMatch(/^451/);
    inbox.behave({ kind: 'refuse', status: 500 });
    expect(await deliver('Subject: a\n\nb')).toMatch(/^550/);
    expect(store.list()).toEqual([]);
    expect(inbox.attempts()).toBe(2);
  });

  it('keeps a client waiting on demand, and gives it up when it behaves otherwise', async () => {
    inbox.behave({ kind: 'hang' });
    let answered = '';
    const answer = deliver('Subject: a\n\nb').then((text) => (answered = text));
    await until('the mail is there', () => inbox.attempts() === 1);
    expect(answered).toBe('');
    inbox.behave({ kind: 'accept' });
    expect(await answer).toMatch(/^451/);
    expect(await deliver('Subject: a\n\nb')).toMatch(/^250/);
    expect(store.list()).toHaveLength(1);
  });
});
