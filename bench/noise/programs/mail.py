"""Messages that are built, written, parsed and walked: 0.4 s."""
import email
import email.policy
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from planted import crunch


def message(number):
    made = MIMEMultipart()
    made["Subject"] = f"Réport {number} of the wöek"
    made["To"] = ", ".join(f"Reader {n} <reader{n}@example.org>" for n in range(6))
    made["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    for part in range(3):
        made.attach(MIMEText(f"part {part}\n" * 40, "plain", "utf-8"))
    return made.as_bytes()


def read(data):
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    names = [address.display_name for address in parsed["To"].addresses]
    return len(names) + sum(len(part.get_content()) for part in parsed.walk() if not part.is_multipart())


def main():
    for number in range(30):
        read(message(number))
        crunch(17000)


main()
