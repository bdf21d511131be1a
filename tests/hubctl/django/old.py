# old.py: make the SQLite file of an application of the old system, by the framework itself: `old.py APP FILE [--wal]` migrates
# and fills it with the rows of standard input, a JSON list of [model, fields]. A "password" is hashed by the framework, a
# "stored_password" is stored as it is. --wal: in that journal mode, and left as a killed program leaves it.
# SPDX-License-Identifier: Apache-2.0
import json
import os
import sys

import django
from django.conf import settings

APPS = {'umbrella': ['authentication'], 'margin': ['margin_calculator', 'historical_backtest'], 'returns': [], 'credit': []}

sys.dont_write_bytecode = True
app, path = sys.argv[1:3]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
own = APPS[app]
settings.configure(
    SECRET_KEY='of a test',
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.sessions', 'django.contrib.admin',
                    'django.contrib.messages'] + own,
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': path}},
    AUTH_USER_MODEL='authentication.User' if app == 'umbrella' else 'auth.User',
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField', USE_TZ=True, SILENCED_SYSTEM_CHECKS=['admin.E403', 'admin.E409', 'admin.E410'])
django.setup()

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction

if '--wal' in sys.argv:
    connection.cursor().execute('pragma journal_mode = wal')
call_command('migrate', run_syncdb=True, verbosity=0)
made = {}
for model, fields in json.load(sys.stdin):
    if 'stored_password' in fields:
        fields['password'] = fields.pop('stored_password')
    elif 'password' in fields:
        fields['password'] = make_password(fields['password'])
    made.setdefault(model, []).append(apps.get_model(model)(**fields))
with connection.constraint_checks_disabled(), transaction.atomic():  # rows of people who are gone belong to the tests
    for model, rows in made.items():
        apps.get_model(model).objects.bulk_create(rows)
if '--wal' in sys.argv:
    os._exit(0)
