# models.py: the backtests' cache, runs and saved results. SPDX-License-Identifier: Apache-2.0
import uuid

from django.db import models
from django.utils import timezone


class BacktestCache(models.Model):
    cache_key = models.CharField(max_length=32, unique=True)
    etf = models.CharField(max_length=10)
    mode = models.CharField(max_length=50)
    parameters = models.JSONField()
    results = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()


class BacktestSession(models.Model):
    session_id = models.UUIDField(default=uuid.uuid4, unique=True)
    mode = models.CharField(max_length=50)
    etf = models.CharField(max_length=10)
    start_date = models.DateField()
    end_date = models.DateField()
    parameters = models.JSONField()
    status = models.CharField(max_length=20)
    created_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)
    execution_time_ms = models.IntegerField(null=True)


class SavedBacktestResult(models.Model):
    result_id = models.UUIDField(default=uuid.uuid4, unique=True)
    user_id = models.IntegerField(db_index=True)
    user_email = models.EmailField()
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, null=True)
    mode = models.CharField(max_length=50)
    ticker = models.CharField(max_length=10)
    start_date = models.DateField()
    end_date = models.DateField()
    leverage = models.FloatField()
    account_type = models.CharField(max_length=20)
    initial_investment = models.DecimalField(max_digits=20, decimal_places=2)
    profit_threshold = models.FloatField(null=True)
    results_data = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
