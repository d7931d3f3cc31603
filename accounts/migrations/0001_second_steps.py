"""Second steps move from django-otp's tables to allauth's, encrypted; django-otp's tables are dropped, since they hold
the secrets in the clear. Recovery codes stay those that people have on paper. Also the table of the shared cache.
"""

from base64 import b32encode

from allauth.mfa.adapter import get_adapter
from django.core.management import call_command
from django.db import migrations

TOTP = "SELECT user_id, key FROM otp_totp_totpdevice WHERE confirmed ORDER BY id"
CODES = (
    "SELECT device.user_id, code.token FROM otp_static_statictoken code"
    " JOIN otp_static_staticdevice device ON code.device_id = device.id WHERE device.confirmed ORDER BY code.id"
)
TABLES = ("otp_static_statictoken", "otp_static_staticdevice", "otp_totp_totpdevice")


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def move_second_steps(apps, schema_editor):
    connection, encrypt = schema_editor.connection, get_adapter().encrypt
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return
    Authenticator = apps.get_model("mfa", "Authenticator")
    with connection.cursor() as cursor:
        cursor.execute(TOTP)
        keys = dict(reversed(cursor.fetchall()))  # of several, the first, as before
        cursor.execute(CODES)
        codes = cursor.fetchall()
    for person, key in keys.items():
        secret = b32encode(bytes.fromhex(key)).decode()
        kept = [encrypt(code) for owner, code in codes if owner == person]
        Authenticator.objects.create(user_id=person, type="totp", data={"secret": encrypt(secret)})
        Authenticator.objects.create(user_id=person, type="recovery_codes", data={"migrated_codes": kept})
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        migrations.RunPython(move_second_steps),
    ]
