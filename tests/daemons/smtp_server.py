#!/usr/bin/python3
# smtp_server.py: a real SMTP server on loopback (Debian's python3-aiosmtpd) that a test tells what to answer. Options as JSON in the
# first argument: port (0: any), cert and key (STARTTLS), user and password (asked for, once encrypted). It says its port in a
# line of JSON, then each mail it took. A line of JSON on standard input sets the rules: mail, rcpt (by address), data (answers, one
# after another, then 250), hold (a mail that came is not answered before there are other rules).
# SPDX-License-Identifier: Apache-2.0
import asyncio
import email
import email.header
import email.policy
import email.utils
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

options = json.loads(sys.argv[1])
rules = {}
connections = 0


def say(what):
    print(json.dumps(what), flush=True)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if 'mail' in rules:
            return rules['mail']
        envelope.mail_from = address
        return '250 OK'

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        answer = rules.get('rcpt', {}).get(address, '250 OK')
        if answer.startswith('2'):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        answers = rules.get('data', [])
        answer = answers.pop(0) if answers else '250 OK'
        plain = email.message_from_bytes(envelope.content)  # whose names are as they came: the other's decoder adds spaces
        name, address = email.utils.parseaddr(' '.join(plain['From'].split()))
        say({'answer': answer, 'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'connection': server.number,
             'tls': session.ssl is not None, 'user': getattr(session, 'auth_data', None),
             'names': [name for name in message.keys()], 'headers': dict(message.items()),
             'sender': [str(email.header.make_header(email.header.decode_header(name))), address],
             'defects': [str(d) for part in message.walk() for d in part.defects],
             'raw': envelope.content.decode('latin-1'),
             'parts': [[part.get_content_type(), part.get_content().replace('\r\n', '\n')] for part in message.walk() if not part.is_multipart()]})
        while rules.get('hold'):
            await asyncio.sleep(0.02)
        return answer


class Server(SMTP):
    def connection_made(self, transport):
        global connections
        if not hasattr(self, 'number'): # STARTTLS makes it anew
            connections += 1
            self.number = connections
        super().connection_made(transport)


def authenticate(server, session, envelope, mechanism, data):
    given = (data.login.decode(), data.password.decode())
    is_right = given == (options['user'], options['password'])
    return AuthResult(success=is_right, handled=is_right, auth_data=given[0] if is_right else None)


def make():
    more = {}
    if 'cert' in options:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options['cert'], options['key'])
        more = {'tls_context': context, 'require_starttls': True}
    if 'user' in options:
        more |= {'authenticator': authenticate, 'auth_required': True}
    return Server(Handler(), hostname='mail.test', **more)


async def main():
    global rules
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, '127.0.0.1', options.get('port', 0))
    say({'port': server.sockets[0].getsockname()[1]})
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline(): # the test's end is ours
        rules = json.loads(line)
        say({'rules': True})


asyncio.run(main())
