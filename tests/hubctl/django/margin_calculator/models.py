# models.py: the calculator's kept answers. SPDX-License-Identifier: Apache-2.0
from django.db import models
from django.utils import timezone


class MarginCalculation(models.Model):
    user_id = models.IntegerField(null=True)
    ticker = models.CharField(max_length=10)
    investment_amount = models.DecimalField(max_digits=15, decimal_places=2)
    leverage = models.FloatField()
    current_price = models.DecimalField(max_digits=15, decimal_places=2)
    account_type = models.CharField(max_length=20)
    position_type = models.CharField(max_length=10)
    interest_rate = models.FloatField()
    holding_period = models.IntegerField()
    results = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
