# models.py: the umbrella's tables: people, invitations, their templates, sessions and sign-ins.
# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    email = models.EmailField(unique=True)
    is_approved = models.BooleanField(default=False)
    approval_date = models.DateTimeField(null=True)
    approved_by = models.ForeignKey('self', models.SET_NULL, null=True)
    rejection_reason = models.TextField(blank=True)
    last_login_ip = models.GenericIPAddressField(null=True)
    login_count = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)


class InviteToken(models.Model):
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True)
    invite_type = models.CharField(max_length=20)
    custom_message = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    email_sent_at = models.DateTimeField(null=True)
    email_bounced = models.BooleanField(default=False)
    bounce_reason = models.TextField(blank=True)


class InviteTemplate(models.Model):
    name = models.CharField(max_length=100)
    invite_type = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    message_template = models.TextField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)


class UserSession(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    session_key = models.CharField(max_length=40, unique=True)
    ip_address = models.GenericIPAddressField()
    user_agent = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    last_activity = models.DateTimeField(default=timezone.now)
    is_active = models.BooleanField(default=True)


class LoginAttempt(models.Model):
    email = models.EmailField()
    ip_address = models.GenericIPAddressField(null=True)
    user_agent = models.TextField(blank=True)
    success = models.BooleanField(default=False)
    failure_reason = models.CharField(max_length=255, blank=True)
    attempted_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
