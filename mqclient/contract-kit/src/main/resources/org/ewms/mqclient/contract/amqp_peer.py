"""A client of RabbitMQ that knows nothing but the wire format.

amqp_peer.py send|receive packed|plain HOST PORT QUEUE COUNT [USER CREDENTIAL_FILE]
send: publishes the JSON values of standard input, one a line; receive: prints COUNT values and acknowledges them.
"""
import sys

import pika

from mqclient_body import data_from_input, decoder, encoder, secret, tell

PATIENCE_SECONDS = 60


def main(verb, mode, host, port, queue, count, user="guest", credential=None):
    password = secret(credential) if credential else "guest"
    parameters = pika.ConnectionParameters(host, int(port), credentials=pika.PlainCredentials(user, password))
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    if verb == "send":
        channel.confirm_delivery()
        for datum in data_from_input():
            channel.basic_publish("", queue, encoder(mode)(datum))
    else:
        channel.basic_qos(prefetch_count=1)
        left = int(count)
        for method, _, body in channel.consume(queue, inactivity_timeout=PATIENCE_SECONDS):
            if method is None:
                sys.exit("nothing came, %d are missing" % left)
            tell(decoder(mode)(body))
            channel.basic_ack(method.delivery_tag)
            left -= 1
            if left == 0:
                break
        channel.cancel()
    connection.close()


main(*sys.argv[1:])
